import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { ServerlessApiArgs } from "./args";
import { callSource } from "./paths";

/** Lets the API call the functions behind its routes and its authorizer: for each method of each path, and no other. */
export function createCallPermissions(
  name: string,
  args: ServerlessApiArgs,
  executionArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const allow = (role: string, aliasArn: pulumi.Input<string>, source: string) => {
    const parts = pulumi.output(aliasArn).apply((arn) => arn.split(":"));
    new lambda.Permission(
      `${name}-${role}`,
      {
        region: args.region,
        // Lambda takes the ARN up to the name, and the alias apart.
        function: parts.apply((all) => all.slice(0, 7).join(":")),
        qualifier: parts.apply((all) => all[7] ?? ""),
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${executionArn}/${source}`,
      },
      { parent },
    );
  };
  for (const { path, methods, functionArn } of args.routes) {
    if (functionArn === undefined) continue;
    for (const method of methods) allow(`${method}-${path}`, functionArn, callSource(path, method));
  }
  const isUsed = args.routes.some(({ authorization }) => authorization === "jwt");
  if (args.jwtAuthorizer && isUsed) allow("authorizer", args.jwtAuthorizer.functionArn, "authorizers/*");
}

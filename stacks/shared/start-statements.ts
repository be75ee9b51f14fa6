import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";

/** What an instance needs that starts by `startScript`: the image, and a stream of the log. */
export function startStatements(
  repositoryArn: pulumi.Input<string>,
  logGroupArn: pulumi.Output<string>,
): PolicyStatement[] {
  return [
    {
      sid: "PullImage",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [repositoryArn],
    },
    // It knows no resources. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroupArn}:*`],
    },
  ];
}

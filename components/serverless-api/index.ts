import { createHash } from "node:crypto";
import * as apigateway from "@pulumi/aws/apigateway";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { policyDocument, statementsOf } from "../arguments/policy-statements";
import { defaults, type ServerlessApiArgs } from "./args";
import { createCallPermissions } from "./callers";
import { createConsumers } from "./consumers";
import { openApiDocument } from "./open-api";
import { rolePath } from "./paths";
import { API_GATEWAY_TRUST, sourcePolicy } from "./policies";
import { createStage } from "./stage";
import { mistakes } from "./validate";

export * from "./args";
export { ApiConsumerKey, type ApiConsumerKeyArgs } from "./consumer-key";
export { ApiVpcLink, type ApiVpcLinkArgs } from "./vpc-link";

/**
 * A regional REST API: routes by path to functions, to load balancers in the VPC and to AWS services, each with a way to
 * know its callers; limits for all, for a route and for each consumer; requests checked before anything is called; answers
 * kept in an encrypted cache; logs without tokens and bodies; traces.
 *
 * Cost: 3.50 USD per million requests, and the cache by the hour, see {@link CacheSize}. Keys, plans and authorizers are
 * free; the functions behind them are not.
 */
export class ServerlessApi extends pulumi.ComponentResource {
  /** Id of the API. */
  readonly apiId: pulumi.Output<string>;
  /** Name of the API, the `ApiName` of its metrics. */
  readonly apiName: string;
  /** Name of the stage, the `Stage` of its metrics. */
  readonly stageName: string;
  /** ARN of the stage, for a web ACL. */
  readonly stageArn: pulumi.Output<string>;
  /** Start of the ARNs of its methods, for policies of callers: `<executionArn>/live/GET/orders`. */
  readonly executionArn: pulumi.Output<string>;
  /** Address in AWS; it answers only without a domain. */
  readonly invokeUrl: pulumi.Output<string>;
  /** Name of the domain in AWS, for an alias record; only with a domain. */
  readonly targetDomainName: pulumi.Output<string> | undefined;
  /** Hosted zone of that name, for the same record. */
  readonly targetZoneId: pulumi.Output<string> | undefined;
  /** Ids of the consumers' keys by the names of the consumers. */
  readonly apiKeyIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ServerlessApiArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ServerlessApi", name, mistakes(args));
    super("tandem:components:ServerlessApi", name, withSecretKeys(args), opts);
    this.apiName = args.resourceName;
    this.stageName = defaults.stageName;

    const body = this.definition(name, args);
    const api = this.api(name, args, body);
    const deployment = this.deployment(name, args, api, body);
    const stage = createStage(name, args, { api, deployment }, this);
    createCallPermissions(name, args, api.executionArn, this);
    this.apiKeyIds = createConsumers(name, withSecretKeys(args), stage, this);
    const domain = this.domain(name, args, stage);

    this.apiId = api.id;
    this.stageArn = stage.arn;
    this.executionArn = api.executionArn;
    this.invokeUrl = stage.invokeUrl;
    this.targetDomainName = domain?.regionalDomainName;
    this.targetZoneId = domain?.regionalZoneId;
    this.registerOutputs({
      apiId: this.apiId,
      stageArn: this.stageArn,
      targetDomainName: this.targetDomainName,
    });
  }

  private definition(name: string, args: ServerlessApiArgs): pulumi.Output<string> {
    const { region, resourceName, routes, jwtAuthorizer, userPoolArns = [], cors } = args;
    const roles = routes.flatMap((_, index) => this.serviceRole(name, args, index));
    return pulumi
      .all([
        getPartitionOutput({}, { parent: this }),
        pulumi.output(routes),
        pulumi.all(roles),
        pulumi.output(jwtAuthorizer),
        pulumi.all(userPoolArns),
      ])
      .apply(([{ partition }, known, serviceRoles, authorizer, poolArns]) =>
        openApiDocument({
          partition,
          region,
          resourceName,
          routes: known,
          serviceRoles: Object.fromEntries(serviceRoles.map(({ index, arn }) => [index, arn])),
          jwtAuthorizer: authorizer,
          userPoolArns: poolArns,
          cors,
        }),
      );
  }

  /** A role for the route that a service answers: it may make that call alone. */
  private serviceRole(name: string, { region, resourceName, routes }: ServerlessApiArgs, index: number) {
    const route = routes[index];
    if (!route?.service) return [];
    // The same path may be answered twice, by its methods.
    const key = `${route.methods.join("-")}-${rolePath(route.path)}`;
    const role = new iam.Role(
      `${name}-role-${key}`,
      { description: `${resourceName}${route.path} in ${region}`, assumeRolePolicy: API_GATEWAY_TRUST },
      { parent: this },
    );
    const permissions = new iam.RolePolicy(
      `${name}-permissions-${key}`,
      {
        role: role.name,
        name: "call",
        policy: statementsOf(route.service.permissions).apply(policyDocument),
      },
      { parent: this },
    );
    // Known once it may do what it is for.
    const arn = pulumi.all([role.arn, permissions.id]).apply(([roleArn]) => roleArn);
    return [{ index, arn }];
  }

  private api(name: string, args: ServerlessApiArgs, body: pulumi.Output<string>): apigateway.RestApi {
    const { minimumCompressionSize = defaults.minimumCompressionSize } = args;
    return new apigateway.RestApi(
      `${name}-api`,
      {
        region: args.region,
        name: args.resourceName,
        description: args.description,
        body,
        endpointConfiguration: { types: "REGIONAL" },
        disableExecuteApiEndpoint: args.domain !== undefined,
        minimumCompressionSize: String(minimumCompressionSize),
      },
      { parent: this },
    );
  }

  private deployment(
    name: string,
    { region, sourceRanges }: ServerlessApiArgs,
    api: apigateway.RestApi,
    body: pulumi.Output<string>,
  ): apigateway.Deployment {
    const policy =
      sourceRanges &&
      new apigateway.RestApiPolicy(
        `${name}-policy`,
        {
          region,
          restApiId: api.id,
          policy: api.executionArn.apply((executionArn) => sourcePolicy(executionArn, sourceRanges)),
        },
        { parent: this },
      );
    return new apigateway.Deployment(
      `${name}-deployment`,
      {
        region,
        restApi: api.id,
        // What is deployed stays as it was until there is a new deployment: one for each change of definition or policy.
        triggers: { definition: body.apply((text) => digest(text, ...(sourceRanges ?? []))) },
      },
      { parent: this, dependsOn: policy ? [api, policy] : api },
    );
  }

  private domain(
    name: string,
    { region, domain }: ServerlessApiArgs,
    stage: apigateway.Stage,
  ): apigateway.DomainName | undefined {
    if (!domain) return undefined;
    const made = new apigateway.DomainName(
      `${name}-domain`,
      {
        region,
        domainName: domain.name,
        regionalCertificateArn: domain.certificateArn,
        endpointConfiguration: { types: "REGIONAL" },
        securityPolicy: defaults.securityPolicy,
      },
      { parent: this },
    );
    new apigateway.BasePathMapping(
      `${name}-mapping`,
      { region, domainName: made.domainName, restApi: stage.restApi, stageName: stage.stageName },
      { parent: this },
    );
    return made;
  }
}

function digest(...texts: string[]): string {
  return createHash("sha256").update(texts.join("\n")).digest("hex");
}

/** Keys as secrets: what a component is given lands in the state as it came. */
function withSecretKeys(args: ServerlessApiArgs): ServerlessApiArgs {
  const consumers = args.consumers?.map(({ keyValue, ...consumer }) =>
    keyValue === undefined ? consumer : { ...consumer, keyValue: pulumi.secret(keyValue) },
  );
  return { ...args, consumers };
}

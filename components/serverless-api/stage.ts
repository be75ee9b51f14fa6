import * as apigateway from "@pulumi/aws/apigateway";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { ACCESS_LOG_FORMAT } from "./access-log";
import { type ApiRoute, type ApiThrottle, defaults, type ServerlessApiArgs } from "./args";
import { settingsPath } from "./paths";
import { API_GATEWAY_TRUST } from "./policies";

/** What a stage is made of. */
interface Deployed {
  api: apigateway.RestApi;
  deployment: apigateway.Deployment;
}

/** The one stage of an API with its logs, cache, limits and firewall. */
export function createStage(
  name: string,
  args: ServerlessApiArgs,
  { api, deployment }: Deployed,
  parent: pulumi.Resource,
): apigateway.Stage {
  const { region, resourceName, cacheSize } = args;
  const { stageName } = defaults;
  const access = logGroup("access-log", `/aws/apigateway/${resourceName}`);
  // API Gateway would make this group itself, without a key and without an end.
  const execution = logGroup(
    "execution-log",
    pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`,
  );
  const settings = accountSettings(name, args, parent);

  const stage = new apigateway.Stage(
    `${name}-stage`,
    {
      region,
      restApi: api.id,
      deployment: deployment.id,
      stageName,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: access.arn, format: ACCESS_LOG_FORMAT },
      ...(cacheSize === undefined ? {} : { cacheClusterEnabled: true, cacheClusterSize: cacheSize }),
    },
    { parent, dependsOn: settings ? [execution, settings] : execution },
  );
  createSettings(name, args, stage, parent);
  if (args.webAclArn !== undefined) {
    new wafv2.WebAclAssociation(
      `${name}-firewall`,
      { region, resourceArn: stage.arn, webAclArn: args.webAclArn },
      { parent },
    );
  }
  return stage;

  function logGroup(role: string, groupName: pulumi.Input<string>): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-${role}`,
      {
        region,
        name: groupName,
        kmsKeyId: args.keyArn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent },
    );
  }
}

/** Limits, metrics and cache: for all methods, and for those that have their own. */
function createSettings(
  name: string,
  args: ServerlessApiArgs,
  stage: apigateway.Stage,
  parent: pulumi.Resource,
): void {
  const make = (role: string, methodPath: string, dependsOn: pulumi.Resource[], route?: ApiRoute) =>
    new apigateway.MethodSettings(
      `${name}-${role}`,
      {
        region: args.region,
        restApi: stage.restApi,
        stageName: stage.stageName,
        methodPath,
        settings: settingsOf(args, route),
      },
      { parent, dependsOn },
    );
  let last = make("settings", "*/*", []);
  for (const route of args.routes.filter(({ cache, throttle }) => cache || throttle)) {
    for (const method of route.methods) {
      // One after the other: API Gateway answers 409 to two changes of one stage at the same time.
      last = make(`settings-${method}-${route.path}`, settingsPath(route.path, method), [last], route);
    }
  }
}

/** A method with settings of its own has none of the stage's, so that all of them are said again. */
function settingsOf(args: ServerlessApiArgs, route?: ApiRoute) {
  const throttle: ApiThrottle = route?.throttle ?? args.throttle ?? defaults.throttle;
  return {
    metricsEnabled: true,
    loggingLevel: args.executionLog ?? defaults.executionLog,
    // Bodies, and what is secret in them, would be in the log.
    dataTraceEnabled: false,
    throttlingRateLimit: throttle.ratePerSecond,
    throttlingBurstLimit: throttle.burst,
    ...(args.cacheSize === undefined ? {} : cacheSettings(route)),
  };
}

function cacheSettings(route: ApiRoute | undefined) {
  return {
    cachingEnabled: route?.cache !== undefined,
    cacheDataEncrypted: true,
    ...(route?.cache ? { cacheTtlInSeconds: route.cache.ttlSeconds } : {}),
    // A browser's reload asks for a fresh answer, too: it gets the kept one, and only who is allowed to empties the cache.
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
  };
}

/** The role by which API Gateway writes the logs of all APIs of account and region. */
function accountSettings(
  name: string,
  args: ServerlessApiArgs,
  parent: pulumi.Resource,
): apigateway.Account | undefined {
  const { region, ownsAccountSettings = defaults.ownsAccountSettings } = args;
  if (!ownsAccountSettings) return undefined;
  const role = new iam.Role(
    `${name}-log-role`,
    { description: `Logs of API Gateway in ${region}`, assumeRolePolicy: API_GATEWAY_TRUST },
    { parent },
  );
  const { partition } = getPartitionOutput({}, { parent });
  const permissions = new iam.RolePolicyAttachment(
    `${name}-log-permissions`,
    {
      role: role.name,
      // API Gateway tries the role on everything when it is named, and takes no narrower one.
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    },
    { parent },
  );
  return new apigateway.Account(
    `${name}-account`,
    { region, cloudwatchRoleArn: role.arn },
    { parent, dependsOn: permissions },
  );
}

import type { ValueFacts } from "../node";

type Correction = { drop: (keyof ValueFacts)[] } | { add: (string | number)[] };

const everyAlarmAction: Record<string, Correction> = {
  alarmActions: { drop: ["refers"] },
  okActions: { drop: ["refers"] },
  insufficientDataActions: { drop: ["refers"] },
};

/**
 * Where AWS's schemas are narrower than what the provider takes, by type and path, with the reason. `drop` leaves facts
 * out, `add` puts values into a closed list.
 */
const corrections: Record<string, Record<string, Correction>> = {
  // The links name the usual sources, not all there are: API Gateway (execute-api), load balancers, alarms, secrets.
  "lambda/permission:Permission": { sourceArn: { drop: ["refers"] } },
  // A function's invocation path, a listener and a Cloud Map service are integrations, too.
  "apigatewayv2/integration:Integration": { integrationUri: { drop: ["refers"] } },
  // Alarms also stop instances (automate), run functions and open incidents (ssm).
  "cloudwatch/metricAlarm:MetricAlarm": everyAlarmAction,
  "cloudwatch/compositeAlarm:CompositeAlarm": everyAlarmAction,
  // Amazon MQ brokers and DocumentDB clusters are event sources as well.
  "lambda/eventSourceMapping:EventSourceMapping": { eventSourceArn: { drop: ["refers"] } },
  // Stages of API Gateway, user pools and App Runner services have web ACLs as well.
  "wafv2/webAclAssociation:WebAclAssociation": { resourceArn: { drop: ["refers"] } },
  // Logs go to Firehose, or to a destination of another account, as well.
  "ec2/flowLog:FlowLog": { logDestination: { drop: ["refers"] } },
  "route53/resolverQueryLogConfig:ResolverQueryLogConfig": { destinationArn: { drop: ["refers"] } },
  "cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": { destinationArn: { drop: ["refers"] } },
  // A phone's endpoint of an SNS platform application.
  "sns/topicSubscription:TopicSubscription": { endpoint: { drop: ["refers"] } },
  // Pipes take many more sources and targets than the links name.
  "pipes/pipe:Pipe": {
    source: { drop: ["refers"] },
    enrichment: { drop: ["refers"] },
    target: { drop: ["refers"] },
  },
  // Comprehend and SageMaker endpoints are scaled as well.
  "appautoscaling/target:Target": { resourceId: { drop: ["refers"] } },
  // Connection types grow faster than the schema; SNOWFLAKE is in AWS Glue's own guide and not in its list.
  "glue/connection:Connection": { connectionType: { drop: ["enum"] } },
  // The provider's own word for a bucket whose versioning was never switched on.
  "s3/bucketVersioning:BucketVersioning": { "versioningConfiguration.status": { add: ["Disabled"] } },
};

/** Facts of a path after its correction. */
export function corrected(
  token: string,
  path: string,
  facts: ValueFacts | undefined,
): ValueFacts | undefined {
  const correction = corrections[token]?.[path];
  if (facts === undefined || correction === undefined) return facts;
  const kept = { ...facts };
  if ("drop" in correction) for (const name of correction.drop) delete kept[name];
  else kept.enum = [...(facts.enum ?? []), ...correction.add];
  return Object.keys(kept).length === 0 ? undefined : kept;
}

import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerRoute } from "../application-load-balancer";
import type { ContainerServiceArgs, ServiceEntrance } from "./args";
import { deploymentOf } from "./deployment";

/**
 * Goes off when too many requests fail in the service itself, whichever version answers them: deployments are rolled back by
 * it. Three of five minutes, so that one bad minute is not a bad version.
 */
export function createErrorsAlarm(
  name: string,
  args: ContainerServiceArgs,
  { loadBalancerArnSuffix }: ServiceEntrance,
  route: LoadBalancerRoute,
  parent: pulumi.Resource,
): cloudwatch.MetricAlarm {
  const { region, resourceName, topicArn } = args;
  const metric = (id: string, metricName: string, suffix: pulumi.Input<string>) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: loadBalancerArnSuffix, TargetGroup: suffix },
      stat: "Sum",
      period: 60,
    },
  });
  const suffixes = route.targetGroupArnSuffixes;
  const sum = (what: string) => suffixes.map((_, index) => `FILL(${what}${index + 1},0)`).join("+");
  const actions = topicArn === undefined ? [] : [topicArn];
  return new cloudwatch.MetricAlarm(
    `${name}-errors`,
    {
      region,
      name: `${resourceName}-errors`,
      alarmDescription: `${resourceName} fails to answer requests. Look at its log, and at what was deployed last.`,
      metricQueries: [
        {
          id: "percent",
          label: "Requests that failed, in percent",
          expression: `100*(${sum("errors")})/(${sum("requests")})`,
          returnData: true,
        },
        ...suffixes.flatMap((suffix, index) => [
          metric(`errors${index + 1}`, "HTTPCode_Target_5XX_Count", suffix),
          metric(`requests${index + 1}`, "RequestCount", suffix),
        ]),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: deploymentOf(args).errorPercent,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      // Nobody asks anything.
      treatMissingData: "notBreaching",
      alarmActions: actions,
      okActions: actions,
      tags: { severity: "page" },
    },
    { parent },
  );
}

import * as pulumi from "@pulumi/pulumi";
import { REPLICATION_MINUTES, replicationRuleId } from "../bucket-replication/rules";
import { createAlarms } from "../regional-alarms/create";
import type { AlarmSpec } from "../regional-alarms/specs";

/** A replica that is watched. */
export interface WatchedReplica {
  /** Region of the replica, part of its alarms' names. */
  region: string;
  /** Name of its bucket. */
  bucketName: string;
}

/** What {@link SiteAlarms} takes. */
export interface SiteAlarmsArgs {
  /** Region of the source bucket: S3 counts there. */
  region: string;
  /** Start of the alarms' names, unique in account and region. A change replaces the alarms. */
  resourceName: string;
  /** Topic of the region that hears of it. */
  topicArn: pulumi.Input<string>;
  /** Name of the bucket that is copied. */
  sourceBucketName: string;
  /** Its copies. */
  replicas: WatchedReplica[];
  /**
   * What is copied, as the alarms say it.
   * @default "the site"
   */
  content?: string;
}

/**
 * Alarms on the copies of a bucket, such as that of a static site: a file that S3 gave up, or that waits longer than
 * replication time control allows. An old copy shows in the minute in which its region is needed, so people hear of it
 * before.
 *
 * Cost: 0.10 USD a month for each alarm.
 */
export class SiteAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: SiteAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:SiteAlarms", name, args, opts);
    const { region, resourceName, topicArn, content = "the site" } = args;
    const specs = args.replicas.flatMap((replica) => replicaAlarms(args.sourceBucketName, replica, content));
    createAlarms(name, specs, { region, resourceName, topicArn }, this);
    this.registerOutputs({});
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html#s3-cloudwatch-replication-metrics */
function replicaAlarms(source: string, { region, bucketName }: WatchedReplica, content: string): AlarmSpec[] {
  const metric = (metricName: string, statistic: "Maximum" | "Sum") => ({
    namespace: "AWS/S3",
    metricName,
    dimensions: {
      SourceBucket: source,
      DestinationBucket: bucketName,
      RuleId: replicationRuleId(region),
    },
    statistic,
  });
  const above = { comparison: "GreaterThanThreshold", missing: "notBreaching", period: 300 } as const;
  return [
    {
      role: `copy-failed-${region}`,
      description: `S3 gave up copying a file of ${content} to ${region}. Upload it to that bucket again.`,
      severity: "warn",
      watches: metric("OperationsFailedReplication", "Sum"),
      ...above,
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
    {
      role: `copy-late-${region}`,
      description: `A file of ${content} has waited for its copy in ${region} for more than ${REPLICATION_MINUTES} minutes.`,
      severity: "warn",
      watches: metric("ReplicationLatency", "Maximum"),
      ...above,
      threshold: REPLICATION_MINUTES * 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
    },
    {
      role: `copies-waiting-${region}`,
      description: `Files of ${content} have waited for their copies in ${region} for half an hour on end.`,
      severity: "warn",
      watches: metric("OperationsPendingReplication", "Maximum"),
      ...above,
      threshold: 0,
      evaluationPeriods: 6,
      datapointsToAlarm: 6,
    },
  ];
}

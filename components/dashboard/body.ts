/** What a dashboard shows. `T` is a plain string or an output of one. */
export interface DashboardParts<T> {
  /** Title, on top. */
  title: string;
  /** Regions of the system, the home region first. */
  regions: DashboardRegion[];
  /** Distributions, each with its web ACL. */
  distributions: { name: string; distributionId: T; webAclName: string }[];
  /** Health check of the home region's origin. */
  healthCheckId: T;
  /** Canaries, and the region that they ask from. */
  canaries: { region: string; names: string[] };
  /** The site's bucket and its copies. */
  site: { region: string; bucketName: string; replicas: { bucketName: string; ruleId: string }[] };
}

/** A region of the system, told by names alone: its stack may come later. */
export interface DashboardRegion {
  region: string;
  /** Identifier of the region's database cluster. */
  databaseCluster: string;
  /** Name of the EKS cluster. */
  cluster: string;
  /** Names of the region's alarms. */
  alarmNames: string[];
}

/** What the ARNs of alarms need besides region and name. */
export interface DashboardAccount {
  partition: string;
  accountId: string;
}

/** A metric in the dashboard's own grammar: namespace, name, dimensions by pairs, and how it is shown. */
type Metric = (string | Record<string, unknown>)[];

interface Widget {
  type: "text" | "alarm" | "metric";
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

/** The grid of a dashboard is 24 units wide. */
const COLUMNS = 24;
const EDGE_REGION = "us-east-1";

/**
 * The dashboard's source: what customers get on top, then one row for each region, all on one page, so that a standby that
 * has fallen behind shows beside the region that it would replace.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(parts: DashboardParts<string>, account: DashboardAccount): string {
  const rows = [
    [title(`# ${parts.title}`)],
    edgeRow(parts),
    outsideRow(parts),
    ...parts.regions.flatMap((region) => [[title(`## ${region.region}`)], regionRow(region, account)]),
  ];
  return JSON.stringify({ widgets: placed(rows) });
}

function edgeRow({ distributions, healthCheckId }: DashboardParts<string>): Widget[] {
  const each = (metricName: string, stat: string): Metric[] =>
    distributions.map(({ name, distributionId }) => [
      "AWS/CloudFront",
      metricName,
      "DistributionId",
      distributionId,
      "Region",
      "Global",
      { label: name, stat },
    ]);
  const blocked = distributions.map(
    ({ name, webAclName }): Metric => [
      "AWS/WAFV2",
      "BlockedRequests",
      "WebACL",
      webAclName,
      "Rule",
      "ALL",
      { label: name, stat: "Sum" },
    ],
  );
  return [
    graph("Requests", EDGE_REGION, each("Requests", "Sum")),
    graph("Server errors, %", EDGE_REGION, each("5xxErrorRate", "Average")),
    graph("Turned away by the firewalls", EDGE_REGION, blocked),
    graph("Home region answers", EDGE_REGION, [
      [
        "AWS/Route53",
        "HealthCheckStatus",
        "HealthCheckId",
        healthCheckId,
        { label: "healthy", stat: "Minimum" },
      ],
    ]),
  ];
}

function outsideRow({ canaries, site }: DashboardParts<string>): Widget[] {
  const canary = (metricName: string): Metric[] =>
    canaries.names.map((name) => [
      "CloudWatchSynthetics",
      metricName,
      "CanaryName",
      name,
      { label: name, stat: "Average" },
    ]);
  const copies = site.replicas.map(
    ({ bucketName, ruleId }): Metric => [
      "AWS/S3",
      "ReplicationLatency",
      "SourceBucket",
      site.bucketName,
      "DestinationBucket",
      bucketName,
      "RuleId",
      ruleId,
      { label: ruleId, stat: "Maximum" },
    ],
  );
  return [
    graph(`Canaries in ${canaries.region}, % right`, canaries.region, canary("SuccessPercent")),
    graph(`Canaries in ${canaries.region}, ms`, canaries.region, canary("Duration")),
    graph("Copies of the site, seconds behind", site.region, copies),
  ];
}

function regionRow(region: DashboardRegion, { partition, accountId }: DashboardAccount): Widget[] {
  const { databaseCluster, cluster } = region;
  const alarms = region.alarmNames.map(
    (name) => `arn:${partition}:cloudwatch:${region.region}:${accountId}:alarm:${name}`,
  );
  const database = (metricName: string, stat: string): Metric => [
    "AWS/RDS",
    metricName,
    "DBClusterIdentifier",
    databaseCluster,
    { label: metricName, stat },
  ];
  // Only regions that read measure the lag, and its other dimensions change with the roles: a query finds it.
  const lag = `SELECT MAX(AuroraGlobalDBRPOLag) FROM "AWS/RDS" WHERE DBClusterIdentifier = '${databaseCluster}'`;
  const pods =
    'SELECT MAX(HealthyHostCount) FROM SCHEMA("AWS/NetworkELB", LoadBalancer, TargetGroup) GROUP BY TargetGroup';
  return [
    { type: "alarm", width: 6, height: 6, properties: { title: "Alarms", alarms } },
    graph("Behind the writer, ms", region.region, [
      query(lag, "RPO lag"),
      database("AuroraReplicaLagMaximum", "Maximum"),
    ]),
    graph("Database", region.region, [
      database("CPUUtilization", "Average"),
      database("DatabaseConnections", "Sum"),
    ]),
    graph("Pods: answering, and without a node", region.region, [
      query(pods, ""),
      [
        "AWS/EKS",
        "scheduler_pending_pods_UNSCHEDULABLE",
        "ClusterName",
        cluster,
        { label: "without a node", stat: "Maximum" },
      ],
    ]),
  ];
}

const query = (expression: string, label: string): Metric => [{ expression, label, period: 60 }];

function title(markdown: string): Widget {
  return { type: "text", width: COLUMNS, height: 1, properties: { markdown, background: "transparent" } };
}

function graph(name: string, region: string, metrics: Metric[]): Widget {
  const properties = { title: name, region, view: "timeSeries", period: 60, metrics };
  return { type: "metric", width: 6, height: 6, properties };
}

/** Gives each widget its place: rows from top to bottom, widgets from left to right. */
function placed(rows: readonly Widget[][]): (Widget & { x: number; y: number })[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      const at = { ...widget, x, y };
      x += widget.width;
      return at;
    });
    y += Math.max(...row.map(({ height }) => height));
    return widgets;
  });
}

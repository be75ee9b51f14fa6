/** What a dashboard shows, from top to bottom. `T` is a plain string or an output of one. */
export interface DashboardParts<T> {
  /** Title, on top. */
  title: string;
  /** Rows of widgets, at least one. */
  rows: DashboardRow<T>[];
}

/** Widgets beside each other, a heading above them. */
export interface DashboardRow<T> {
  /**
   * Heading, such as the name of a region.
   * @default none
   */
  heading?: string;
  /** Widgets from left to right, at most four to a line. */
  widgets: (DashboardGraph<T> | DashboardAlarms)[];
}

/** Metrics over time. */
export interface DashboardGraph<T> {
  title: string;
  /** Region that has the metrics. */
  region: string;
  metrics: (DashboardMetric<T> | DashboardQuery)[];
}

/** One metric of a graph. */
export interface DashboardMetric<T> {
  namespace: string;
  metricName: string;
  /** Names of its dimensions and their values. */
  dimensions: Record<string, T>;
  /** Name in the graph's legend. */
  label: string;
  /** Statistic of CloudWatch, such as `Average` or `p99`. */
  stat: string;
}

/** A Metrics Insights query, or metric math, in place of a metric. */
export interface DashboardQuery {
  expression: string;
  label: string;
}

/** States of alarms, told by names alone: their stack may come later. */
export interface DashboardAlarms {
  /** Region of the alarms. */
  region: string;
  alarmNames: string[];
}

/** What the ARNs of alarms need besides region and name. */
export interface DashboardAccount {
  partition: string;
  accountId: string;
}

interface Widget {
  type: "text" | "alarm" | "metric";
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

/** The grid of a dashboard is 24 units wide. */
const COLUMNS = 24;

/**
 * The dashboard's source. All regions are on one page, so that a standby that has fallen behind shows beside the region
 * that it would replace.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody({ title, rows }: DashboardParts<string>, account: DashboardAccount): string {
  const lines = rows.flatMap(({ heading, widgets }) => [
    ...(heading === undefined ? [] : [[text(`## ${heading}`)]]),
    widgets.map((widget) => ("alarmNames" in widget ? alarms(widget, account) : graph(widget))),
  ]);
  return JSON.stringify({ widgets: placed([[text(`# ${title}`)], ...lines]) });
}

function text(markdown: string): Widget {
  return { type: "text", width: COLUMNS, height: 1, properties: { markdown, background: "transparent" } };
}

function alarms({ region, alarmNames }: DashboardAlarms, { partition, accountId }: DashboardAccount): Widget {
  const arns = alarmNames.map((name) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`);
  return { type: "alarm", width: 6, height: 6, properties: { title: "Alarms", alarms: arns } };
}

function graph({ title, region, metrics }: DashboardGraph<string>): Widget {
  const properties = { title, region, view: "timeSeries", period: 60, metrics: metrics.map(inGrammar) };
  return { type: "metric", width: 6, height: 6, properties };
}

/** A metric in the dashboard's own grammar: namespace, name, dimensions by pairs, and how it is shown. */
function inGrammar(metric: DashboardMetric<string> | DashboardQuery): unknown[] {
  if ("expression" in metric) return [{ ...metric, period: 60 }];
  const { namespace, metricName, dimensions, label, stat } = metric;
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { label, stat }];
}

/** Gives each widget its place: rows from top to bottom, widgets from left to right, on a new line where a row is full. */
function placed(rows: readonly Widget[][]): (Widget & { x: number; y: number })[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      if (x + widget.width > COLUMNS) {
        x = 0;
        y += widget.height;
      }
      const at = { ...widget, x, y };
      x += widget.width;
      return at;
    });
    y += row.at(-1)?.height ?? 0;
    return widgets;
  });
}

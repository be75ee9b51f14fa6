/** Newest requests first, with what a person asks of them; only the log's own lines, not Lambda's. */
export const QUERY = [
  "filter ispresent(requestId) and ispresent(status)",
  "fields @timestamp, status, method, path, query, client, userAgent, origin, distribution, edgeRegion, requestId",
  "sort @timestamp desc",
  "limit 1000",
].join("\n| ");

/** Requests by minute and class of answer. */
export const RATE_QUERY = [
  "filter ispresent(requestId) and ispresent(status)",
  "fields floor(status / 100) as class",
  "stats count(*) as requests by bin(1m), class",
].join("\n| ");

interface Widget {
  type: "log";
  x: number;
  y: number;
  width: number;
  height: number;
  properties: {
    title: string;
    region: string;
    query: string;
    view: "table" | "timeSeries";
    stacked?: boolean;
  };
}

/** CloudWatch's grid has 24 columns. */
const HALF = 12;
const HEIGHT = 6;

/**
 * Body of a dashboard that reads the log of every region at once: a query of Logs Insights reads one region, and a
 * dashboard any. Each region has a row, its requests by minute and the newest ones.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 *
 * @returns a JSON document
 */
export function dashboardBody(logGroup: string, regions: readonly string[]): string {
  const source = `SOURCE '${logGroup}'`;
  const widgets = regions.flatMap((region, row): Widget[] => {
    const place = { width: HALF, height: HEIGHT, y: row * HEIGHT };
    return [
      {
        type: "log",
        x: 0,
        ...place,
        properties: {
          title: `Answers by minute, ${region}`,
          region,
          query: `${source} | ${RATE_QUERY}`,
          view: "timeSeries",
          stacked: true,
        },
      },
      {
        type: "log",
        x: HALF,
        ...place,
        properties: {
          title: `Newest requests, ${region}`,
          region,
          query: `${source} | ${QUERY}`,
          view: "table",
        },
      },
    ];
  });
  return JSON.stringify({ widgets });
}

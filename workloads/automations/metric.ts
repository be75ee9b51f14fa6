/**
 * Writes a figure as a line that CloudWatch makes a metric of, namespace `Storefront`, without a call.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metric(
  name: string,
  value: number,
  dimensions: Record<string, string>,
  write: (line: string) => void = (line) => console.log(line),
  now: () => number = Date.now,
): void {
  const CloudWatchMetrics = [
    {
      Namespace: "Storefront",
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: name, Unit: "None" }],
    },
  ];
  write(JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics }, ...dimensions, [name]: value }));
}

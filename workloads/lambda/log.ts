/** What a line of the log may hold besides its message: names, counts and outcomes, never what a client sent. */
export type Fields = Record<string, string | number | boolean | undefined>;

/** Writes one line of JSON. Level and timestamp have the names by which Lambda filters lines. */
export type Log = (level: "INFO" | "WARN" | "ERROR", message: string, fields?: Fields) => void;

/**
 * The log of a workload.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 *
 * @param service name of the workload
 * @param write where a line goes
 * @param now milliseconds since 1970
 */
export function jsonLog(
  service: string,
  write: (line: string) => void = (line) => console.log(line),
  now: () => number = Date.now,
): Log {
  return (level, message, fields = {}) => {
    const timestamp = new Date(now()).toISOString();
    const traceId = /Root=([^;]+)/.exec(traceHeader() ?? "")?.[1];
    write(JSON.stringify({ timestamp, level, service, message, traceId, ...fields }));
  };
}

/** X-Ray's header of the present invocation. The SDK sends it along with each of its own requests. */
export function traceHeader(): string | undefined {
  return process.env._X_AMZN_TRACE_ID;
}

/** Name and message of whatever was thrown; a stack trace is not for this log. */
export function failure(error: unknown): Fields {
  return error instanceof Error ? { error: error.name, reason: error.message } : { error: String(error) };
}

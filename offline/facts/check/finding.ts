/** Something about one input that AWS does not take. */
export interface FactFinding {
  /** Where, as the engine shows it: `origins[0].originId`. */
  path: string;
  /** What is wrong: the value, and what AWS takes, without the final dot. */
  sentence: string;
  /** AWS's error code, where it is another than the service's usual one. */
  code?: string;
  /** What may be newer than the data, or is not refused yet, is told and no more. */
  severity: "error" | "warning";
}

/** `origins[0].originId` -> `origins.originId` */
export const withoutIndexes = (path: string): string => path.replace(/\[[^\]]*\]/g, "");

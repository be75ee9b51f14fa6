import type { ValueMap } from "../../providers/core/values/value";
import type { Store } from "../store";
import type { FactFinding } from "./finding";

/**
 * A Lambda runtime past its day. AWS first deprecates one, then takes no new functions with it, then no updates of old
 * ones. Source: AWS Lambda Developer Guide, Lambda runtimes.
 *
 * @param today `2026-11-21`
 */
export function judgeRuntime(
  store: Store,
  token: string,
  inputs: ValueMap,
  isNew: boolean,
  today: string,
): FactFinding[] {
  const runtime = inputs.runtime;
  if (token !== "lambda/function:Function" || typeof runtime !== "string") return [];
  const dates = store.runtimes()[runtime];
  if (dates === undefined) return [];
  const successor = dates.successor === undefined ? "" : `; its successor is ${dates.successor}`;
  const told = (what: string, severity: FactFinding["severity"]): FactFinding[] => [
    {
      path: "runtime",
      sentence: `runtime is "${runtime}", ${what}${successor}`,
      code: "InvalidParameterValueException",
      severity,
    },
  ];
  const { createBlocked, updateBlocked, deprecated } = dates;
  if (isNew && createBlocked !== undefined && createBlocked <= today)
    return told(`of which AWS creates no functions since ${createBlocked}`, "error");
  if (!isNew && updateBlocked !== undefined && updateBlocked <= today)
    return told(`of which AWS updates no functions since ${updateBlocked}`, "error");
  if (deprecated !== undefined && deprecated <= today)
    return told(`which AWS has deprecated on ${deprecated}`, "warning");
  return [];
}

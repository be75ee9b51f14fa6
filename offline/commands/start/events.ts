import * as fs from "node:fs";

/** The engine's events that a summary is made of; the log holds many more kinds. */
export interface EngineEvent {
  resourcePreEvent?: { metadata: Step };
  policyEvent?: { enforcementLevel: string };
  diagnosticEvent?: { severity: string; message: string; urn?: string };
  summaryEvent?: { durationSeconds: number; resourceChanges?: Record<string, number> };
}

/** One resource as the engine saw it. */
export interface Step {
  op: string;
  urn: string;
  type: string;
  new?: { parent?: string };
  old?: { parent?: string };
}

/** Reads an event log: one JSON object a line. A log cut short by a killed engine loses its last line only. */
export function readEvents(file: string): EngineEvent[] {
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return line === "" ? [] : [JSON.parse(line) as EngineEvent];
      } catch {
        return [];
      }
    });
}

import type { Report } from "../check";
import type { GraphFile } from "../graph/file";

/** What the judging process is asked. */
export type Request =
  /** Builds the engine; the first message. */
  | { kind: "open"; program: string | undefined; types: string[] | undefined }
  | { kind: "judge"; id: number; graph: GraphFile };

/** What it answers. */
export type Response =
  | { kind: "report"; id: number; report: Report }
  /** `id` is undefined when the engine could not be built. */
  | { kind: "failure"; id: number | undefined; message: string };

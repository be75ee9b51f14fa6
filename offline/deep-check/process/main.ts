import { Mapping } from "../../facts/mapping";
import { checkGraph } from "../check";
import { readGraph } from "../graph/graph";
import { Engine } from "../judge/engine";
import { templateOf } from "../translate/template";
import type { Request, Response } from "./messages";

/**
 * The process that judges. The engine holds half a gigabyte, so it lives here and nowhere else, and ends with whoever
 * started it. Messages are answered in their order: building the engine takes seconds, and what is asked meanwhile
 * waits.
 */
let engine: Engine | undefined;
let failure: string | undefined;

function open({ program, types }: Extract<Request, { kind: "open" }>): void {
  try {
    engine = new Engine(program, types === undefined ? undefined : new Set(types));
    // The first run of an engine takes much longer than the later ones.
    engine.judge(templateOf([], "us-east-1"), "us-east-1");
  } catch (error) {
    failure = messageOf(error);
    answer({ kind: "failure", id: undefined, message: failure });
  }
}

function judge({ id, graph }: Extract<Request, { kind: "judge" }>): void {
  if (engine === undefined) {
    answer({ kind: "failure", id, message: failure ?? "the engine is not open" });
    return;
  }
  try {
    answer({ kind: "report", id, report: checkGraph(readGraph(graph), engine, Mapping) });
  } catch (error) {
    answer({ kind: "failure", id, message: messageOf(error) });
  }
}

function answer(response: Response): void {
  process.send?.(response);
}

/** The engine throws texts at times. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.on("message", (request: Request) => {
  if (request.kind === "open") open(request);
  else judge(request);
});
process.on("disconnect", () => process.exit(0));

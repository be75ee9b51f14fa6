import * as pulumi from "@pulumi/pulumi";
import { usePlainStructs } from "./plain-struct";

// The module itself, not a copy of its exports: one of them is exchanged.
import debuggable = require("@pulumi/pulumi/runtime/debuggable");

/**
 * Takes out of the SDK what serves people who debug it, and takes a third of the time: a stack trace for every promise,
 * to name those that never end (a run tells of those itself), one for every resource, for its place in the source, and
 * messages of the level debug, which a run leaves out. Nor is there a wire that properties would have to be packed for.
 *
 * @returns puts it back
 */
export function quickSdk(): () => void {
  const tracePromise: unknown = Reflect.get(debuggable, "debuggablePromise");
  const traceResource: unknown = Reflect.get(pulumi.Resource, "callsites");
  Reflect.set(debuggable, "debuggablePromise", <T>(promise: Promise<T>) => promise);
  const logDebug: unknown = Reflect.get(pulumi.log, "debug");
  Reflect.set(pulumi.Resource, "callsites", () => []);
  Reflect.set(pulumi.log, "debug", () => Promise.resolve());
  const endPlainStructs = usePlainStructs();
  return () => {
    endPlainStructs();
    Reflect.set(pulumi.log, "debug", logDebug);
    Reflect.set(debuggable, "debuggablePromise", tracePromise);
    Reflect.set(pulumi.Resource, "callsites", traceResource);
  };
}

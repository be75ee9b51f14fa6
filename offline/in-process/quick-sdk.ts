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
  const endings = [
    exchange(debuggable, "debuggablePromise", <T>(promise: Promise<T>) => promise),
    exchange(pulumi.Resource, "callsites", () => []),
    exchange(pulumi.log, "debug", () => Promise.resolve()),
    usePlainStructs(),
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** Puts another function in the place of one. @returns puts it back */
function exchange(holder: object, name: string, stand: unknown): () => void {
  const original: unknown = Reflect.get(holder, name);
  Reflect.set(holder, name, stand);
  return () => {
    Reflect.set(holder, name, original);
  };
}

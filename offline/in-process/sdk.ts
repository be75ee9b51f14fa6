import * as pulumi from "@pulumi/pulumi";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import * as state from "@pulumi/pulumi/runtime/state";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Callbacks, callbacksOf } from "./callbacks";
import type { Diagnostic, Place } from "./deployment";
import type { InProcessMonitor } from "./monitor";

/** What the SDK keeps of a run (runtime/state.js); its declarations leave it out. */
interface Store {
  settings: { monitor: unknown; engine: unknown; options: Record<string, unknown> };
  callbacks: Callbacks;
}

const severities: Readonly<Record<number, Diagnostic["severity"]>> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/**
 * Lets the SDK of this process work for one run: with a store of its own, which the SDK looks for where the Automation
 * API keeps that of an inline program. An AsyncLocalStorage would do the same and follow every promise, which takes
 * half of the time; one run after the other needs none.
 *
 * @returns ends it, and puts back what was there
 */
export function enterRun(
  place: Place,
  config: Readonly<Record<string, string>>,
  secretKeys: readonly string[],
  monitor: InProcessMonitor,
  say: (diagnostic: Diagnostic) => void,
): () => void {
  const store = newStore();
  store.settings.monitor = monitor;
  store.settings.engine = engine(say);
  store.callbacks = callbacksOf(monitor);
  Object.assign(store.settings.options, {
    ...{ project: place.project, stack: place.stack, organization: place.organization },
    ...{ dryRun: place.preview, parallel: 16, monitorAddr: "", engineAddr: "", rootDirectory: process.cwd() },
  });
  const before = { storage: globalThis.asyncLocalStorage, stack: globalThis.stackResource };
  globalThis.asyncLocalStorage = { getStore: () => store } as unknown as typeof before.storage;
  pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]);
  return () => {
    globalThis.asyncLocalStorage = before.storage;
    globalThis.stackResource = before.stack;
  };
}

function newStore(): Store {
  const LocalStore = Reflect.get(state, "LocalStore") as new () => Store;
  return new LocalStore();
}

/** The part of the engine that the SDK talks to beside the monitor. */
function engine(say: (diagnostic: Diagnostic) => void) {
  const done = (_request: unknown, reply: (error: null, response: Empty) => void) => reply(null, new Empty());
  return {
    log(request: LogRequest, reply: (error: null, response: Empty) => void): void {
      const severity = severities[request.getSeverity()] ?? "info";
      const urn = request.getUrn();
      if (severity !== "debug")
        say({ severity, message: request.getMessage(), ...(urn === "" ? {} : { urn }) });
      reply(null, new Empty());
    },
    setRootResource: done,
    requirePulumiVersion: done,
  };
}

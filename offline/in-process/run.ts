import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../providers/aws/account/account";
import { type Deployment, type Diagnostic, type Place, STACK_TYPE } from "./deployment";
import type { StackOutputs } from "./engine-functions";
import { InProcessMonitor } from "./monitor";
import type { Packages } from "./providers";
import { quickSdk } from "./quick-sdk";
import { Registrar } from "./registrar";
import { enterRun } from "./sdk";

/** One run of a program. */
export interface RunOptions extends Partial<Place> {
  readonly project: string;
  readonly stack: string;
  /** The program: registers resources, returns the stack's outputs. */
  readonly program: () => Promise<Record<string, unknown> | undefined> | Record<string, unknown> | undefined;
  readonly packages: Packages;
  /** What exists in AWS; a run that is no preview adds to it. */
  readonly account: Account;
  /** Configuration of the stack, `namespace:key` to text; structured values as JSON. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** Keys of the configuration whose values are secret. @default none */
  readonly secretKeys?: readonly string[];
  /** Outputs of the stacks that this one may read, by `organization/project/stack`. @default none */
  readonly stackOutputs?: StackOutputs;
}

let running = false;

/**
 * Runs a Pulumi program in this process, without the engine: the SDK's calls reach stand-in providers directly. Tells
 * what `pulumi preview` would (or `up`, with `preview: false`) about a stack that does not exist yet.
 *
 * @throws Error when another run of this process has not ended
 */
export async function runInProcess(options: RunOptions): Promise<Deployment> {
  if (running) throw new Error("a process runs one program at a time");
  running = true;
  try {
    return await run(options);
  } finally {
    running = false;
  }
}

async function run(options: RunOptions): Promise<Deployment> {
  const { project, stack, organization = "organization", preview = true } = options;
  const { packages, account, config = {}, secretKeys = [] } = options;
  const place = { project, stack, organization, preview };
  // The stack itself exists before its first run, without outputs.
  const stackOutputs = new Map([
    [`${organization}/${project}/${stack}`, {}],
    ...(options.stackOutputs ?? []),
  ]);
  const registrar = new Registrar({ place, packages, account, config, stackOutputs });
  const monitor = new InProcessMonitor(registrar);
  const say = (diagnostic: Diagnostic) => registrar.say(diagnostic);
  const restoreSdk = quickSdk();
  const leave = enterRun(place, config, secretKeys, monitor, say);
  const failed = watchRejections(say);
  try {
    await Promise.race([perform(options.program), failed.first]);
  } catch (error) {
    failed.tell(error);
    await quiet(registrar);
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    failed.stop();
    leave();
    restoreSdk();
  }
  const root = registrar.resources.find(({ type }) => type === STACK_TYPE);
  return { resources: registrar.resources, outputs: root?.outputs ?? {}, diagnostics: registrar.diagnostics };
}

/** The SDK's own runner in short: the program inside the stack's resource, and then whatever is still under way. */
async function perform(program: RunOptions["program"]): Promise<void> {
  await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect(true);
}

/** Milliseconds without a new resource after which nothing more is expected of a program that failed. */
const QUIET = 100;

/** Waits for what a failed program still does: resources that were under way would reach the next run of this process. */
async function quiet(registrar: Registrar): Promise<void> {
  let known: number;
  do {
    known = registrar.resources.length;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
  } while (registrar.resources.length !== known);
}

/** What a program throws outside the promise that it returned. Each error is told once, as the SDK's runner does. */
function watchRejections(say: (diagnostic: Diagnostic) => void) {
  const told = new Set<unknown>();
  let fail: (error: unknown) => void = () => undefined;
  const first = new Promise<never>((_, reject) => {
    fail = reject;
  });
  first.catch(() => undefined);
  const tell = (error: unknown): void => {
    if (told.has(error)) return;
    told.add(error);
    // The refusal itself has been told with its resource; this is the SDK's echo of it.
    const message = error instanceof Error ? error.message : String(error);
    if (!message.startsWith("failed to register new resource")) say({ severity: "error", message });
  };
  const listener = (error: unknown) => {
    tell(error);
    fail(error);
  };
  const circle = () =>
    listener(
      new Error("The program waits for something that never comes: do two resources wait for each other?"),
    );
  process.on("unhandledRejection", listener);
  process.on("beforeExit", circle);
  return {
    first,
    tell,
    stop() {
      process.off("unhandledRejection", listener);
      process.off("beforeExit", circle);
    },
  };
}

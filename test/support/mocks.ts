import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { ICallbackServer } from "@pulumi/pulumi/runtime/callbacks";
import * as state from "@pulumi/pulumi/runtime/state";
import { malformed } from "../../offline/providers/aws/refusals/identity/malformed-policy";

/** A resource as the program registered it under mocks. Options (parent, protect) are not visible here. */
export interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

type Answer = (args: Record<string, unknown>, name: string) => Record<string, unknown>;

/** Outputs that a test needs beyond the echoed inputs, an `id` and an `arn`, by type token. */
export type ResourceAnswers = Record<string, Answer>;
/** Results of the functions that a test expects to be called, by function token. */
export type CallAnswers = Record<string, Answer>;

const account: CallAnswers = {
  "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "111122223333" }),
};

/**
 * Starts Pulumi's mocks for one test and returns the list into which every registration goes.
 * Strict: a remote component or a function without an answer fails the test instead of answering nothing.
 *
 * Mocks show neither options nor the children of awsx and eks; those are asserted on the real engine. Transforms are
 * accepted and not run, since it is the engine that runs them.
 */
export function startMocks(resources: ResourceAnswers = {}, calls: CallAnswers = {}): Registered[] {
  const registered: Registered[] = [];
  unsound = [];
  const functions = { ...account, ...calls };
  pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom }) {
        if (custom) unsound.push(...mistakesOf({ type, name, inputs }, registered));
        registered.push({ type, name, inputs });
        const answer = resources[type];
        const remote = !custom && !type.startsWith("tandem:");
        if (remote && !answer) throw new Error(`no mock answer for the remote component ${type}`);
        const state = { arn: `arn:mock:${name}`, ...inputs, ...answer?.(inputs, name) };
        return { id: `${name}-id`, state };
      },
      call({ token, inputs }) {
        const answer = functions[token];
        if (!answer) throw new Error(`no mock answer for the function ${token}`);
        return answer(inputs, token);
      },
    },
    "tandem",
    "test",
    false,
  );
  acceptTransforms();
  return registered;
}

/** Where CloudFront, Route 53 and the metrics of both have what exists once. */
const GLOBAL = "us-east-1";

/** What holds for every resource of a component, so that no test has to ask for it. */
function mistakesOf({ type, name, inputs }: Registered, before: readonly Registered[]): string[] {
  const components = before.filter((one) => one.type.startsWith("tandem:"));
  const { region = GLOBAL } = inputs;
  const isNamed =
    region === GLOBAL ||
    components.length === 0 ||
    // A component that takes a secret shows no argument at all.
    components.some((one) => Object.keys(one.inputs).length === 0 || textOf(one).includes(String(region)));
  const mistake = malformed(type, inputs as Parameters<typeof malformed>[1]);
  return [
    ...(isNamed ? [] : [`${type} ${name} is in ${region}, which no argument names`]),
    ...(mistake === undefined ? [] : [`${type} ${name}: ${mistake.sentence}`]),
  ];
}

const textOf = ({ inputs }: Registered) => JSON.stringify(inputs);

/** What is wrong with resources that were registered since the mocks were started; told once all are in. */
let unsound: string[] = [];

/** Pulumi's mocks refuse a resource with transforms: there is no engine that would call them back. */
function acceptTransforms(): void {
  const never = () => undefined;
  const callbacks: ICallbackServer = {
    registerTransform: async () => new Callback(),
    registerStackTransform: never,
    registerStackInvokeTransform: never,
    registerStackInvokeTransformAsync: async () => new Callback(),
    registerResourceHook: async () => {},
    registerErrorHook: async () => {},
    awaitStackRegistrations: async () => {},
    shutdown: never,
  };
  // Internal to the SDK, like waitForRPCs below.
  const store = (state as unknown as { getStore(): object }).getStore();
  Object.assign(store, { supportsTransforms: true, callbacks });
}

/** Waits until every registration that the program started has been answered. */
export async function settled(): Promise<void> {
  // Exported by the SDK but marked internal: the only way to know that registrations made late are in, too.
  await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
  assert.deepEqual(unsound, []);
}

/** The one registered resource of a type, by its logical name when given. Fails the test when there is not exactly one. */
export function only(registered: Registered[], type: string, name?: string): Registered {
  const found = registered.filter((r) => r.type === type && (name === undefined || r.name === name));
  assert.equal(found.length, 1, `expected one ${type} ${name ?? ""}, got ${found.length}`);
  return found[0] as Registered;
}

/** Logical names of all registered resources of a type, sorted. */
export function names(registered: Registered[], type: string): string[] {
  return registered
    .filter((r) => r.type === type)
    .map((r) => r.name)
    .sort();
}

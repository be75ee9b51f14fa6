import { checkInputs } from "../../core/check/check-inputs";
import { nearest } from "../../core/check/nearest";
import { generalValue } from "../../core/lifecycle/general-value";
import { type InvokeResult, ProviderError } from "../../core/protocol/provider";
import { text } from "../../core/values/read";
import {
  hasSecret,
  hasUnknown,
  plainMap,
  Secret,
  UNKNOWN,
  type Value,
  type ValueMap,
} from "../../core/values/value";
import { reach } from "../account/lost-regions";
import { account } from "./account";
import { catalogue } from "./catalogue";
import { cloudfront } from "./cloudfront";
import { compute } from "./compute";
import { data } from "./data";
import { failover } from "./failover";
import { general } from "./general";
import { iam } from "./iam";
import { messages } from "./messages";
import { network } from "./network";
import { provider } from "./provider";
import { services } from "./services";
import type { FunctionContext, FunctionTable } from "./table";

const table: FunctionTable = {
  ...catalogue,
  ...provider,
  ...general,
  ...iam,
  ...network,
  ...cloudfront,
  ...services,
  ...compute,
  ...data,
  ...messages,
  ...account,
  ...failover,
};

/** What the provider answers by itself, without a call to a service in the region. */
const local = new Set(
  ["getArn", "getBillingServiceAccount", "getDefaultTags", "getIpRanges", "getPartition", "getRegion"]
    .concat(["getService", "getServicePrincipal"])
    .map((name) => `aws:index/${name}:${name}`)
    .concat(
      ["elb/getHostedZoneId:getHostedZoneId", "lb/getHostedZoneId:getHostedZoneId"].map(
        (name) => `aws:${name}`,
      ),
    )
    .concat(["aws:elb/getServiceAccount:getServiceAccount"]),
);

/** Functions that the stand-in answers. */
export const knownFunctions: readonly string[] = Object.keys(table);

/**
 * Answers a function call. With an argument that is not known yet, the whole result is unknown.
 *
 * @throws ProviderError for a function that the stand-in does not know, or what the pretend account does not have
 */
export function callFunction(token: string, given: ValueMap, context: FunctionContext): InvokeResult {
  const answer = table[token];
  if (answer === undefined) throw new ProviderError(unknownFunction(token));
  const shape = context.catalog.function(token);
  if (shape !== undefined) {
    const failures = checkInputs(context.catalog, token, shape.inputs, given);
    if (failures.length > 0) return { result: {}, failures };
    if (hasUnknown(given)) return { result: unknownResult(Object.keys(shape.outputs)), failures: [] };
  }
  const args = plainMap(given);
  const region = text(args, "region") ?? context.settings.region ?? "us-east-1";
  if (shape?.inputs.region !== undefined && !local.has(token)) reach(context.account, token, token, region);
  const answered = Object.entries(answer({ ...context, args, region }));
  const known = answered.filter((entry): entry is [string, Value] => entry[1] !== undefined);
  const result: ValueMap = { ...given, ...Object.fromEntries(known) };
  // What the account does not hold of it is empty rather than missing: the declared results are not optional.
  for (const [key, { t, o }] of Object.entries(shape?.outputs ?? {}))
    if (o !== 1) result[key] ??= generalValue(context.catalog, () => "", key, t);
  return { result: hasSecret(given) ? secretResult(result) : result, failures: [] };
}

const unknownResult = (keys: string[]): ValueMap => Object.fromEntries(keys.map((key) => [key, UNKNOWN]));

/** What is computed from a secret is secret. */
const secretResult = (result: ValueMap): ValueMap =>
  Object.fromEntries(
    Object.entries(result).map(([key, value]) => [key, value instanceof Secret ? value : new Secret(value)]),
  );

function unknownFunction(token: string): string {
  const guess = nearest(token, knownFunctions);
  const hint = guess === undefined ? "" : ` The nearest that it knows is ${guess}.`;
  return `the offline stand-in does not know the function ${token}, and only AWS could answer it.${hint} Read the value from the stack's settings, or create the resource in the program`;
}

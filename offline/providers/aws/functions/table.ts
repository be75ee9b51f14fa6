import type { Catalog } from "../../core/shape/catalog";
import type { Value, ValueMap } from "../../core/values/value";
import type { Account } from "../account/account";
import type { Settings } from "../settings";

export interface FunctionContext {
  settings: Settings;
  account: Account;
  catalog: Catalog;
}

/** A call with plain arguments; `region` is the argument's or the provider's. */
export interface Call extends FunctionContext {
  args: ValueMap;
  region: string;
}

/** Computes a function's result. Throws `ProviderError` for what the pretend account does not have. */
export type Answer = (call: Call) => { [key: string]: Value | undefined };

export type FunctionTable = Record<string, Answer>;

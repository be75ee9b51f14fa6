import { plain, reveal, Secret, type Value, type ValueMap } from "../../core/values/value";
import type { Stored } from "../account/account";
import { matches, onlyOne } from "./filter";
import type { Answer, Call, FunctionTable } from "./table";

/** A function that finds one resource of a type. */
export interface Lookup {
  type: string;
  /** Arguments, and the output of the resource that each must equal; `id` is its id. */
  by?: Record<string, string>;
  /** Results that have another name than the resource's output, or no output at all. */
  also?: (found: Stored, call: Call) => { [key: string]: Value | undefined };
}

/** A function that lists the resources of a type: results, and the output that each lists. */
export interface Listing {
  type: string;
  by?: Record<string, string>;
  lists: Record<string, string>;
}

/** Functions by module and name: `ecr/getRepository`. */
export function lookups(table: Record<string, Lookup>): FunctionTable {
  return tokens(table, (name, lookup) => (call) => {
    const found = onlyOne(what(lookup.type), name, candidates(call, lookup));
    return { ...shown(found), ...lookup.also?.(found, call) };
  });
}

export function listings(table: Record<string, Listing>): FunctionTable {
  return tokens(table, (_, listing) => (call) => {
    const found = candidates(call, listing);
    const lists = Object.entries(listing.lists).map(([result, output]) => [
      result,
      found.map((one) => outputOf(one, output) ?? ""),
    ]);
    return { id: call.region, ...(Object.fromEntries(lists) as ValueMap) };
  });
}

/** The function's name and answer by its whole token. */
function tokens<Row>(table: Record<string, Row>, answer: (name: string, row: Row) => Answer): FunctionTable {
  return Object.fromEntries(
    Object.entries(table).map(([key, row]) => {
      const name = key.slice(key.indexOf("/") + 1);
      return [`aws:${key}:${name}`, answer(name, row)];
    }),
  );
}

/** The resources of a type in the call's region that its arguments describe. */
export function candidates(call: Call, { type, by = {} }: Pick<Lookup, "type" | "by">): Stored[] {
  const given = Object.entries(by).flatMap(([argument, output]) => {
    const wanted = reveal(call.args[argument]);
    return wanted === undefined || wanted === null || wanted === "" ? [] : [{ output, wanted }];
  });
  const { tags, filters } = call.args;
  const searched = { ...(tags !== undefined && { tags }), ...(filters !== undefined && { filters }) };
  return call.account
    .all(type)
    .filter(({ region }) => region === call.region || region === "")
    .filter((one) => given.every(({ output, wanted }) => String(outputOf(one, output)) === String(wanted)))
    .filter((one) => matches(searched, one));
}

function outputOf(one: Stored, output: string): Value | undefined {
  const value = output === "id" ? one.id : one.outputs[output];
  return value === undefined ? undefined : plain(value);
}

/** Outputs of a resource; a secret that the account does not keep is told by a stand-in for it. */
export function shown(found: Stored): ValueMap {
  const outputs = Object.entries(found.outputs).map(([key, value]) => [key, kept(value, key, found)]);
  return { ...(Object.fromEntries(outputs) as ValueMap), id: found.id };
}

/**
 * The account's files hold no secrets: where one is asked for, a text says what it stands for. In the run that made it, too,
 * or the next run would see another value and change what has it.
 */
export function kept(value: Value, key: string, { urn }: Stored): Value {
  return value instanceof Secret ? new Secret(`offline-${key}-of-${urn.split("::").at(-1)}`) : value;
}

/** `aws:ec2/internetGateway:InternetGateway` -> `internet gateway`. */
function what(type: string): string {
  const name = type.slice(type.lastIndexOf(":") + 1);
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

import type { Subject } from "../../core/protocol/provider";
import { list, number, text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import type { Account, Holder, UniqueName } from "./account";

/** A resource as far as its name goes. */
interface Named extends Subject {
  region: string | undefined;
  inputs: ValueMap;
}

interface Deleted extends Holder {
  /** When the name can be taken again, in milliseconds since 1970. */
  freeAt: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** How long AWS keeps the name of what was deleted, in milliseconds, by type. */
const keepTimes: Record<string, (inputs: ValueMap) => number> = {
  // 30 days unless the program says otherwise; 0 deletes at once.
  "aws:secretsmanager/secret:Secret": (inputs) => (number(inputs, "recoveryWindowInDays") ?? 30) * day,
  "aws:sqs/queue:Queue": () => minute,
};

/** Notes that a resource was deleted whose name AWS keeps for a while. */
export function noteDeleted(account: Account, named: Named, id: string, now = Date.now()): void {
  const name = keptName(named);
  const time = keepTimes[named.type]?.(named.inputs) ?? 0;
  if (name === undefined || time === 0) return;
  const deleted: Deleted = { type: named.type, urn: named.urn, id, freeAt: now + time };
  account.release(name);
  account.claim(name, deleted);
}

/** When the name of a resource will be free again; undefined when it is. */
export function keptUntil(account: Account, named: Named, now = Date.now()): Date | undefined {
  const name = keptName(named);
  const holder = name && account.holder(name);
  if (name === undefined || holder === undefined || !isDeleted(holder)) return undefined;
  if (holder.freeAt > now) return new Date(holder.freeAt);
  account.release(name);
  return undefined;
}

/** Forgets what was noted: the name is in use again. */
export function forgetDeleted(account: Account, named: Named): void {
  const name = keptName(named);
  if (name !== undefined) account.release(name);
}

/** Names that the provider makes up are others each time in the cloud: they are not kept. */
function keptName({ type, region, inputs }: Named): UniqueName | undefined {
  const name = text(inputs, "name");
  if (keepTimes[type] === undefined || region === undefined || name === undefined) return undefined;
  if (list(inputs, "__defaults").includes("name")) return undefined;
  return { kind: "deleted", scope: `${type} ${region}`, name };
}

const isDeleted = (holder: Holder): holder is Deleted =>
  "freeAt" in holder && typeof holder.freeAt === "number";

import type { Account, Stored } from "../providers/aws/account/account";
import { text } from "../providers/core/values/read";
import { AccountError } from "./error";

/** Which resources are meant. */
export interface Filter {
  /** Type token, or a part of it: `aws:rds/cluster:Cluster`, `rds/cluster`, `rds`. */
  type?: string;
  /** Region of the resource; "" or `global` for services without regions. */
  region?: string;
}

/** All resources that a filter lets through, by type, then in order of creation. */
export function list(account: Account, { type, region }: Filter = {}): Stored[] {
  const place = region === "global" ? "" : region;
  const part = type?.toLowerCase();
  return account
    .types()
    .filter((token) => part === undefined || token.toLowerCase().includes(part))
    .flatMap((token) => account.all(token))
    .filter((one) => place === undefined || one.region === place);
}

/**
 * The one resource that a word means: its id, ARN, URN, logical name, or name in AWS.
 *
 * @throws AccountError when there is none, or more than one
 */
export function findOne(account: Account, word: string, filter: Filter = {}): Stored {
  const candidates = list(account, filter);
  const [exact, named] = [candidates.filter(isExactly(word)), candidates.filter(isNamed(word))];
  const found = exact.length > 0 ? exact : named;
  const [only] = found;
  if (only === undefined)
    throw new AccountError(
      `the account has no resource "${word}"${describeFilter(filter)}; \`account list\` shows what it has`,
    );
  if (found.length > 1)
    throw new AccountError(
      `"${word}" means ${found.length} resources; narrow it with --type or --region, or give an id: ${found.map(title).join(", ")}`,
    );
  return only;
}

const isExactly =
  (word: string) =>
  ({ id, urn, outputs }: Stored): boolean =>
    id === word || urn === word || text(outputs, "arn") === word;

const isNamed =
  (word: string) =>
  ({ urn, outputs }: Stored): boolean =>
    logicalName(urn) === word || text(outputs, "name") === word;

/** Name that the program gave a resource. */
export const logicalName = (urn: string): string => urn.split("::").slice(3).join("::");

/** Stack of a resource; empty for one that no stack made. */
export const stackOf = (urn: string): string => /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? "";

/** A resource in a sentence. */
export const title = ({ type, id, region }: Stored): string => `${type} ${id} (${region || "global"})`;

const describeFilter = ({ type, region }: Filter): string =>
  [type && ` of a type like "${type}"`, region !== undefined && ` in ${region || "global"}`]
    .filter(Boolean)
    .join("");

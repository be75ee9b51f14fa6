import { flag, text } from "../../../core/values/read";
import type { Account, Stored } from "../../account/account";
import { namesAnywhere, title, usersOf } from "../known";
import { whenDeleted } from "../phases";
import { found, type Judged, type Refusal } from "../refusal";

/** Something that can't be deleted while others use it. */
export interface Holding {
  name: string;
  code: string;
  types: readonly string[];
  /** What it is in a sentence: `certificate`. */
  what: string;
  source: string;
  /** Who uses it: type and the outputs in which it is named; no path for anywhere. */
  users: readonly (readonly [type: string, ...paths: string[]])[];
  /** Outputs by which users name it, besides its id. @default arn */
  knownBy?: readonly string[];
  /** Input that makes the provider take the users away first. */
  unless?: string;
}

/** The refusal to delete what is in use. */
export function inUse({ users, knownBy = ["arn"], unless, what, ...rest }: Holding): Refusal {
  return {
    ...whenDeleted,
    ...rest,
    sentence: `A ${what} that something still uses can't be deleted.`,
    judge(resource, account) {
      if (unless !== undefined && flag(resource.inputs, unless) === true) return undefined;
      const [first, ...more] = usersIn(resource, account, users, knownBy);
      if (first === undefined) return undefined;
      const others = more.length === 0 ? "" : ` and ${more.length} more`;
      const orElse = unless === undefined ? "" : `, or set ${unless}`;
      return found(
        `this ${what} can't be deleted while ${title(first)}${others} uses it; take it out there first${orElse}`,
      );
    },
  };
}

function usersIn(
  { type, id, region, outputs }: Judged,
  account: Account,
  users: Holding["users"],
  knownBy: readonly string[],
): Stored[] {
  const names = new Set([id, ...knownBy.map((property) => text(outputs ?? {}, property))]);
  const found = [...names].flatMap((name) =>
    name === undefined
      ? []
      : [
          ...usersOf(
            account,
            name,
            users.filter(([, ...paths]) => paths.length > 0),
          ),
          ...users
            .filter(([, ...paths]) => paths.length === 0)
            .flatMap(([user]) => account.all(user).filter(({ inputs }) => namesAnywhere(inputs, name))),
        ],
  );
  // A name may live in two regions; what has no region is named from everywhere.
  const near = found.filter((user) => user.region === region || user.region === "" || region === "");
  return [...new Set(near)].filter((user) => user.type !== type || user.id !== id);
}

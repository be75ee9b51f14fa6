import type { Deployed } from "../../../test/support/state";
import type { AccessDocument } from "../documents";
import type { AccessRequest, Caller } from "../evaluate/request";
import { homeAccount, resourcesOfSystem, type SystemGraph, textOf } from "../graph";

/** Something of a system, found when the graphs are there. */
export type Ref = (find: Finder) => string;

/** How a request is made: condition keys, an endpoint that it passes, and the like. */
export interface How {
  readonly context?: Readonly<Record<string, string | readonly string[] | Ref>>;
  /** The VPC endpoint that it passes. */
  readonly through?: Ref;
  /** What has the policy of the resource, where its own ARN does not tell. */
  readonly keptBy?: Ref;
  /** Documents of other accounts that the answer depends on. */
  readonly given?: (find: Finder) => readonly AccessDocument[];
}

/** One answer that a system owes. */
export interface Row {
  readonly system: string;
  readonly expect: "must" | "must not";
  /** For people: who may do what. */
  readonly says: string;
  readonly request: (find: Finder) => AccessRequest;
  readonly given?: (find: Finder) => readonly AccessDocument[];
  /** Whether one of AWS's own policies is what has to allow it, of which only the bounds are known. */
  readonly byManagedPolicy?: true;
}

/** Who asks in a row. */
export type Who = (find: Finder) => Caller;

/** Finds things by stack and logical name. */
export class Finder {
  private readonly known: { stack: string; resource: Deployed }[];
  /** The account that the system is in. */
  readonly account: string;

  constructor(graph: SystemGraph) {
    this.known = resourcesOfSystem(graph);
    this.account = homeAccount(graph);
  }

  /**
   * The resource of a stack with this logical name that has an ARN.
   *
   * @throws Error none, or more than one
   */
  resource(stack: string, name: string): Deployed {
    const found = this.known.filter(
      (entry) =>
        entry.stack === stack && entry.resource.name === name && textOf(entry.resource, "arn") !== undefined,
    );
    if (found.length !== 1)
      throw new Error(
        `${stack} has ${found.length} resources named ${name} with an ARN, and a row needs one`,
      );
    return (found[0] as (typeof found)[number]).resource;
  }

  arn(stack: string, name: string): string {
    return textOf(this.resource(stack, name), "arn") as string;
  }
}

/** A resource by its ARN, or what is below it: `thing("prod", "site-bucket", "/index.html")`. */
export const thing =
  (stack: string, name: string, below = ""): Ref =>
  (find) =>
    `${find.arn(stack, name)}${below}`;

/** A resource's copy in another region that has the same name there. */
export const inRegion =
  (region: string, ref: Ref): Ref =>
  (find) =>
    ref(find).replace(/^((?:[^:]*:){3})[^:]*/, `$1${region}`);

/** An output of a resource. */
export const output =
  (stack: string, name: string, key: string): Ref =>
  (find) =>
    textOf(find.resource(stack, name), key) ?? "";

/** The id of a resource, as a VPC endpoint's. */
export const idOf =
  (stack: string, name: string): Ref =>
  (find) =>
    find.resource(stack, name).id ?? "";

/** A text in which `ACCOUNT` stands for the system's account. */
export const text =
  (written: string): Ref =>
  (find) =>
    written.replace("ACCOUNT", find.account);

/** A user of a database who logs in by IAM. */
export const databaseUser =
  (stack: string, name: string, user: string): Ref =>
  (find) => {
    const database = find.resource(stack, name);
    const id = textOf(database, "clusterResourceId") ?? textOf(database, "resourceId");
    const [, partition, , region, account] = (textOf(database, "arn") as string).split(":");
    return `arn:${partition}:rds-db:${region}:${account}:dbuser:${id}/${user}`;
  };

/** The secret in which RDS keeps a database's administrator. */
export const administratorSecret =
  (stack: string, name: string): Ref =>
  (find) => {
    const [secret] = find.resource(stack, name).outputs.masterUserSecrets as { secretArn: string }[];
    return secret?.secretArn ?? "";
  };

export const role =
  (stack: string, name: string): Who =>
  (find) => ({ kind: "role", arn: find.arn(stack, name) });

/** Somebody in groups of the system. */
export const person =
  (...groups: [string, string][]): Who =>
  (find) => ({
    kind: "user",
    arn: `arn:aws:iam::${find.account}:user/ada`,
    groups: groups.map(([stack, name]) => find.arn(stack, name)),
  });

export const service =
  (name: string): Who =>
  () => ({ kind: "service", name: `${name}.amazonaws.com` });

/** A role that no stack makes; `ACCOUNT` is the system's account. */
export const stranger =
  (arn: string): Who =>
  (find) => ({ kind: "role", arn: text(arn)(find) });

/** Keys that a service adds when it acts for a resource. */
export const actingFor = (source: Ref, account: Ref = text("ACCOUNT")): How => ({
  context: { "aws:SourceArn": source, "aws:SourceAccount": account },
});

/** Makes the rows of one system. */
export function rowsOf(system: string) {
  const rows: Row[] = [];
  const add =
    (expect: Row["expect"]) =>
    (says: string, who: Who, action: string, on: Ref, how: How = {}) => {
      const request = (find: Finder): AccessRequest => ({
        ...{ caller: who(find), action, resource: on(find) },
        context: Object.fromEntries(
          Object.entries(how.context ?? {}).map(([key, value]) => [
            key,
            typeof value === "function" ? value(find) : value,
          ]),
        ),
        ...(how.through && { endpoint: how.through(find) }),
        ...(how.keptBy && { keptBy: how.keptBy(find) }),
      });
      rows.push({ system, expect, says, request, ...(how.given && { given: how.given }) });
    };
  return { rows, must: add("must"), mustNot: add("must not") };
}

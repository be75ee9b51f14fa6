import type { ResourceGraph, StackResource } from "../../frame/graph";
import type { Region } from "../../frame/subject";
import { types } from "../../frame/types";
import { block, eachBlock, known, type Props, text, textsOf } from "../../frame/values";
import { matches } from "../policy-documents";

/** How the ARN of a kind of resource reads after its service: `arn:aws:rds:REGION:ACCOUNT:cluster:NAME`. */
export const backedUp: Readonly<Record<string, { service: string; prefix: string }>> = {
  "aws:rds/cluster:Cluster": { service: "rds", prefix: "cluster:" },
  "aws:rds/instance:Instance": { service: "rds", prefix: "db:" },
  "aws:docdb/cluster:Cluster": { service: "rds", prefix: "cluster:" },
  "aws:neptune/cluster:Cluster": { service: "rds", prefix: "cluster:" },
  "aws:dynamodb/table:Table": { service: "dynamodb", prefix: "table/" },
  "aws:efs/fileSystem:FileSystem": { service: "elasticfilesystem", prefix: "file-system/" },
  "aws:ebs/volume:Volume": { service: "ec2", prefix: "volume/" },
};

const byRegion = new WeakMap<ResourceGraph, ReadonlyMap<Region | undefined, readonly StackResource[]>>();

/**
 * The backup selections of a region.
 * @throws UnknownValueError when the region of one of the stack's selections is not known yet
 */
export function selectionsIn(graph: ResourceGraph, region: Region | undefined): readonly StackResource[] {
  const made = byRegion.get(graph);
  if (made) return made.get(region) ?? [];
  const found = new Map<Region | undefined, StackResource[]>();
  for (const selection of graph.ofType(types.backupSelection)) {
    const others = found.get(selection.region);
    if (others) others.push(selection);
    else found.set(selection.region, [selection]);
  }
  byRegion.set(graph, found);
  return found.get(region) ?? [];
}

/** Whether one of some selections covers a resource; `undefined` when that is not known yet. */
export function coveredBy(selections: readonly StackResource[], target: StackResource): Answer {
  let answer: Answer = false;
  for (const selection of selections) {
    answer = either(answer, covers(selection, target));
    if (answer === true) break;
  }
  return answer;
}

/**
 * Whether a backup selection covers a resource of its region: by ARN or tag, unless it excludes it or a condition is
 * not met; `undefined` when that is not known yet.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
function covers(selection: StackResource, target: StackResource): Answer {
  return both(
    invert(named(selection, "notResources", target)),
    both(either(named(selection, "resources", target), tagged(selection, target)), meets(selection, target)),
  );
}

type Answer = boolean | undefined;

/** A list of a selection: the resources that it refers to, and its ARNs unless one is not known yet. */
interface NameList {
  readonly references: ReadonlySet<StackResource>;
  readonly patterns: readonly string[] | undefined;
}

const lists = new WeakMap<StackResource, Map<string, NameList>>();

/** Read once: every store of a region asks every selection of it. */
function listOf(selection: StackResource, property: string): NameList {
  const read = lists.get(selection) ?? new Map<string, NameList>();
  lists.set(selection, read);
  const list = read.get(property) ?? {
    references: new Set(selection.references(property)),
    patterns: known(() => textsOf(selection.props, property)),
  };
  read.set(property, list);
  return list;
}

/** Whether a list of ARNs with wildcards names a resource. */
function named(selection: StackResource, property: string, target: StackResource): Answer {
  const { references, patterns } = listOf(selection, property);
  if (references.has(target)) return true;
  // What is not known is another resource's where there are edges.
  if (!patterns) return references.size > 0 ? false : undefined;
  const arn = known(() => text(target.outputs, "arn"));
  if (arn !== undefined) return patterns.some((pattern) => matches(pattern, arn));
  const kind = backedUp[target.type];
  const likely = `arn:aws:${kind?.service}:${target.region}:111122223333:${kind?.prefix}${target.name}`;
  if (patterns.some((pattern) => matches(pattern, likely))) return true;
  // A pattern of the same service may name it by what AWS will choose, or by its account.
  return patterns.some((pattern) => pattern.split(":")[2] === kind?.service) ? undefined : false;
}

function tagged(selection: StackResource, target: StackResource): Answer {
  return answer(() => {
    let found = false;
    eachBlock(selection.props, "selectionTags", (tag) => {
      const key = text(tag, "key") ?? "";
      found ||= text(tagsOf(target), key) === text(tag, "value");
    });
    return found;
  });
}

/** Conditions must all be met; without any, all are. */
function meets(selection: StackResource, target: StackResource): Answer {
  return answer(() => {
    let met = true;
    eachBlock(selection.props, "conditions", (condition) => {
      for (const [kind, test] of Object.entries(conditionTests)) {
        eachBlock(condition, kind, (one) => {
          const key = (text(one, "key") ?? "").replace(/^aws:ResourceTag\//, "");
          met &&= test(text(one, "value") ?? "", text(tagsOf(target), key));
        });
      }
    });
    return met;
  });
}

const conditionTests: Readonly<Record<string, (wanted: string, value: string | undefined) => boolean>> = {
  stringEquals: (wanted, value) => value === wanted,
  stringLikes: (wanted, value) => value !== undefined && matches(wanted, value),
  stringNotEquals: (wanted, value) => value !== wanted,
  stringNotLikes: (wanted, value) => value === undefined || !matches(wanted, value),
};

/** Its tags with those of its provider, which the provider itself adds up. */
function tagsOf({ props, outputs }: StackResource): Props {
  const all = known(() => block(outputs, "tagsAll"));
  return all ?? block(props, "tags") ?? {};
}

function answer(read: () => boolean): Answer {
  return known(read);
}

function invert(one: Answer): Answer {
  return one === undefined ? undefined : !one;
}

function either(one: Answer, other: Answer): Answer {
  if (one === true || other === true) return true;
  return one === undefined || other === undefined ? undefined : false;
}

function both(one: Answer, other: Answer): Answer {
  return invert(either(invert(one), invert(other)));
}

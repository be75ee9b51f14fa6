import type { ResourceGraph, StackResource } from "../frame/graph";
import { isOneOf, types } from "../frame/types";
import { block, eachBlock, flag, given, known, type Props, text } from "../frame/values";
import { attachedTo } from "./attached";

/** Properties by which other resources name a bucket. */
const bucketNames = ["bucket", "id", "arn"];

/** The resources of some types that configure a bucket, such as its versioning. */
export function configuring(
  graph: ResourceGraph,
  tokens: readonly string[],
  bucket: StackResource,
): StackResource[] {
  return attachedTo(graph, tokens, "bucket", bucket, bucketNames);
}

/** Whether a bucket keeps versions, by its own block or a resource of its own. */
export function isVersioned(graph: ResourceGraph, bucket: StackResource): boolean {
  if (flag(stated(bucket.props, "versioning") ?? {}, "enabled") === true) return true;
  return configuring(graph, types.bucketVersioning, bucket).some(
    ({ props }) => text(block(props, "versioningConfiguration") ?? {}, "status") === "Enabled",
  );
}

/** Whether new objects are under a key of KMS. */
export function usesKms(graph: ResourceGraph, bucket: StackResource): boolean {
  const inline = stated(bucket.props, "serverSideEncryptionConfiguration");
  const defaults: Props[] = inline ? [block(inline, "rule") ?? {}] : [];
  for (const { props } of configuring(graph, types.bucketEncryption, bucket)) {
    eachBlock(props, "rules", (rule) => defaults.push(rule));
  }
  return defaults.some((rule) => {
    const chosen = block(rule, "applyServerSideEncryptionByDefault") ?? {};
    return (text(chosen, "sseAlgorithm") ?? "").startsWith("aws:kms");
  });
}

/** One enabled rule by which a bucket's objects are copied. */
export interface Replication {
  /** The resource that holds the rule, and the property that it is in. */
  readonly holder: StackResource;
  readonly property: string;
  /** From 1, for messages. */
  readonly position: number;
  readonly rule: Props;
  readonly destination: Props;
}

/**
 * The enabled replication rules of a bucket, by its own block or a resource of its own.
 * @throws UnknownValueError when it is not known yet whether a rule is enabled
 */
export function replicationsOf(graph: ResourceGraph, bucket: StackResource): Replication[] {
  const found: Replication[] = [];
  const add = (holder: StackResource, property: string, rules: Props) =>
    eachBlock(rules, "rules", (rule, index) => {
      if (text(rule, "status") !== "Enabled") return;
      const destination = block(rule, "destination") ?? {};
      found.push({ holder, property, position: index + 1, rule, destination });
    });
  const inline = stated(bucket.props, "replicationConfiguration");
  if (inline) add(bucket, "replicationConfiguration", inline);
  for (const holder of configuring(graph, types.bucketReplication, bucket))
    add(holder, "rules", holder.props);
  return found;
}

/** The buckets of the graph that a bucket's objects may be copied to. */
export function destinationsOf(
  graph: ResourceGraph,
  bucket: StackResource,
  replications: readonly Replication[],
): StackResource[] {
  if (replications.length === 0) return [];
  const referenced = new Set(replications.flatMap(({ holder, property }) => holder.references(property)));
  const arns = replications.map(({ destination }) => known(() => text(destination, "bucket")));
  return graph.ofType(types.bucket).filter((other) => {
    if (other === bucket) return false;
    if (referenced.has(other)) return true;
    const name = known(() => text(other.outputs, "bucket"));
    return name !== undefined && arns.some((arn) => arn?.endsWith(`:::${name}`));
  });
}

/** Whether a resource is a bucket. */
export function isBucket({ type }: StackResource): boolean {
  return isOneOf(types.bucket, type);
}

/**
 * What the program says of a property that the provider would fill in by itself: at preview such a property is
 * unknown exactly when the program is silent.
 */
function stated(props: Props, key: string): Props | undefined {
  return known(() => (given(props, key) ? block(props, key) : undefined));
}

/** Whether a bucket's own block of public access has all four switches on. */
export function blocksPublicAccess(graph: ResourceGraph, bucket: StackResource): boolean {
  const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
  return configuring(graph, types.publicAccessBlock, bucket).some(({ props }) =>
    switches.every((name) => flag(props, name) === true),
  );
}

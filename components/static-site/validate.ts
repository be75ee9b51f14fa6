import type { Mistake } from "../arguments/mistakes";
import { type PhysicalName, physicalNameMistakes } from "../arguments/physical-names";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import type { StaticSiteArgs } from "./args";

/** Names of a site's account-wide resources. */
export function physicalNames({ resourceName }: Pick<StaticSiteArgs, "resourceName">) {
  return {
    replicationRole: { what: "IAM role", name: `${resourceName}-replication`, longest: 64 },
    originAccessControl: { what: "origin access control", name: resourceName, longest: 64 },
  } satisfies Record<string, PhysicalName>;
}

/** What AWS would refuse, or what would not survive the loss of a region. */
export function mistakes(args: StaticSiteArgs): Mistake[] {
  const buckets: [string, StaticSiteArgs["source"]][] = [
    ["source", args.source],
    ...args.replicas.map((replica, index): [string, typeof replica] => [`replicas[${index}]`, replica]),
  ];
  return [
    ...physicalNameMistakes("resourceName", args.resourceName, Object.values(physicalNames(args))),
    ...(args.replicas.length === 0
      ? [{ propertyPath: "replicas", reason: "[] is not allowed, at least one bucket in another region is" }]
      : []),
    ...buckets.flatMap(([path, { bucketName }]) => bucketNameMistakes(`${path}.bucketName`, bucketName)),
    ...repeated(buckets, "region", "each bucket has a region of its own"),
    ...repeated(buckets, "bucketName", "each bucket has a name of its own"),
  ];
}

function repeated(
  buckets: readonly [string, StaticSiteArgs["source"]][],
  key: "region" | "bucketName",
  rule: string,
): Mistake[] {
  const seen = new Map<string, string>();
  return buckets.flatMap(([path, bucket]) => {
    const earlier = seen.get(bucket[key]);
    seen.set(bucket[key], earlier ?? path);
    if (earlier === undefined) return [];
    return [
      { propertyPath: `${path}.${key}`, reason: `"${bucket[key]}" is that of ${earlier} too, ${rule}` },
    ];
  });
}

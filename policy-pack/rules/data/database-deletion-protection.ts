import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { everyPart, flag, given, type Props, text } from "../../frame/values";

/** Switches that keep a resource: one that must be on, and those that must be off. */
interface Guard {
  on?: string;
  /** What `on` holds then. @default true */
  as?: string;
  /** AWS turns `on` on by itself. */
  preset?: true;
  off?: readonly string[];
}

const rds: Guard = { on: "deletionProtection", off: ["skipFinalSnapshot"] };
const dynamodb: Guard = { on: "deletionProtectionEnabled" };
const loadBalancer: Guard = { on: "enableDeletionProtection" };
const emptied: Guard = { off: ["forceDestroy"] };

const guards: Readonly<Record<string, Guard>> = {
  "aws:rds/globalCluster:GlobalCluster": { on: "deletionProtection", off: ["forceDestroy"] },
  "aws:rds/cluster:Cluster": rds,
  "aws:rds/instance:Instance": rds,
  "aws:docdb/globalCluster:GlobalCluster": { on: "deletionProtection" },
  "aws:docdb/cluster:Cluster": rds,
  "aws:neptune/globalCluster:GlobalCluster": { on: "deletionProtection" },
  "aws:neptune/cluster:Cluster": rds,
  "aws:dynamodb/table:Table": dynamodb,
  "aws:dsql/cluster:Cluster": { on: "deletionProtectionEnabled", off: ["forceDestroy"] },
  "aws:eks/cluster:Cluster": { on: "deletionProtection" },
  "aws:redshift/cluster:Cluster": { off: ["skipFinalSnapshot"] },
  "aws:cognito/userPool:UserPool": { on: "deletionProtection", as: "ACTIVE" },
  "aws:cloudtrail/eventDataStore:EventDataStore": { on: "terminationProtectionEnabled", preset: true },
  "aws:networkfirewall/firewall:Firewall": { on: "deleteProtection" },
  "aws:ecr/repository:Repository": { off: ["forceDelete"] },
  "aws:backup/vault:Vault": emptied,
  "aws:route53/zone:Zone": emptied,
  ...Object.fromEntries(types.bucket.map((type) => [type, emptied])),
  ...Object.fromEntries(types.loadBalancer.map((type) => [type, loadBalancer])),
};

export const databaseDeletionProtection = resourceRule({
  id: "database-deletion-protection",
  area: "data",
  title: "Databases, clusters, and what else holds data or takes traffic, are protected against deletion",
  severity: "high",
  why: "A replacement that nobody noticed in a preview, or a destroy in the wrong stack, deletes the data in every region that follows it. A load balancer or a zone that is gone takes its address with it. Deletion protection makes AWS refuse, and the final snapshot is the last way back.",
  mend: "Turn deletion protection on, and keep skipFinalSnapshot and forceDestroy off.",
  example: `
new aws.rds.Cluster("payments", {
  deletionProtection: true,
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: "payments-final",
}, { protect: true });`,
  wellArchitected: ["REL09-BP01"],
  pci: [],
  types: Object.keys(guards),
  check({ type, props }, { violation }) {
    const guard = guards[type];
    if (!guard) return;
    everyPart(
      () => {
        if (!isOn(guard, props)) violation(`${guard.on} is not on.`);
      },
      ...(guard.off ?? []).map((name) => () => {
        if (flag(props, name) === true && !takesNoSnapshot(name, props)) violation(`${name} is on.`);
      }),
    );
  },
  remediate({ type, name, props }) {
    const guard = guards[type];
    if (!guard) return undefined;
    const change: Record<string, unknown> = {};
    if (guard.on !== undefined && !isOn(guard, props)) change[guard.on] = guard.as ?? true;
    for (const off of guard.off ?? []) {
      if (flag(props, off) !== true || takesNoSnapshot(off, props)) continue;
      change[off] = false;
      // RDS refuses to delete with a last snapshot that has no name.
      const snapshot = "finalSnapshotIdentifier";
      if (off === "skipFinalSnapshot" && !given(props, snapshot)) change[snapshot] = snapshotName(name);
    }
    return Object.keys(change).length > 0 ? change : undefined;
  },
});

function isOn({ on, as, preset }: Guard, props: Props): boolean {
  if (on === undefined || (preset && !given(props, on))) return true;
  return as === undefined ? flag(props, on) === true : text(props, on) === as;
}

/** Letters, digits and single hyphens, with a letter first. */
function snapshotName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = [...words, "final"].join("-");
  return /^[A-Za-z]/.test(joined) ? joined : `snapshot-${joined}`;
}

/** RDS takes no final snapshot of a read replica. */
function takesNoSnapshot(name: string, props: Props): boolean {
  return name === "skipFinalSnapshot" && given(props, "replicateSourceDb");
}

import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { everyPart, known, text } from "../../frame/values";
import { globalClusterOf, globalMembers, memberTypes } from "./aurora-members";
import { compareVersions } from "./engine-versions";

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html (patch level compatibility)
export const auroraGlobalEngineParity = stackRule({
  id: "aurora-global-engine-parity",
  area: "data",
  title: "The members of an Aurora global database run the same engine in the same minor version",
  severity: "critical",
  why: "RDS refuses a managed switchover and a managed failover between members of different major or minor versions. What is left is to detach and promote by hand, while the system is down.",
  mend: "Give the global cluster and all members the same engine and engineVersion, from one setting.",
  example: `
const engine = { engine: "aurora-postgresql", engineVersion: "16.8" };
const global = new aws.rds.GlobalCluster("payments", { ...engine, globalClusterIdentifier: "payments" });
new aws.rds.Cluster("west", { ...engine, region: "us-west-2", globalClusterIdentifier: global.id });`,
  wellArchitected: ["REL13-BP04"],
  pci: [],
  types: memberTypes,
  check(stack) {
    const members = globalMembers(stack).map((member) => ({
      member,
      global: stack.read(member, () => globalClusterOf(stack, member)),
    }));
    for (const { member, global } of members) {
      if (global === undefined) continue;
      stack.judge(member, (judgement) => {
        const others = members.filter((other) => other.member !== member && other.global === global);
        const heads = headsOf(stack, global);
        if (others.length === 0 && heads.length === 0) {
          return judgement.notEvaluated("the other members are not in this stack");
        }
        // The first that differs is enough: one message names one pair.
        const models = [...heads, ...others.map((other) => other.member)];
        everyPart(
          () => judgeEngine(member, models, judgement),
          () => judgeVersion(member, models, judgement),
        );
      });
    }
  },
});

/** The global cluster itself, which has an engine and a version too. */
function headsOf({ graph }: Stack, global: string): StackResource[] {
  return graph
    .ofType(types.globalCluster)
    .filter(
      (one) => one.urn === global || known(() => text(one.outputs, "globalClusterIdentifier")) === global,
    );
}

function judgeEngine(
  member: StackResource,
  models: readonly StackResource[],
  { violation }: Judgement,
): void {
  const own = stated(member, "engine");
  const different = models.find((model) => {
    const engine = stated(model, "engine");
    return own !== undefined && engine !== undefined && engine !== own;
  });
  if (different) violation(`Its engine differs from that of ${different.name}.`);
}

function judgeVersion(
  member: StackResource,
  models: readonly StackResource[],
  { violation, notEvaluated }: Judgement,
): void {
  // The version comes from the global cluster or from another member, whatever it is.
  if (member.references("engineVersion").some((source) => models.includes(source))) return;
  const own = text(member.props, "engineVersion");
  if (own === undefined) {
    notEvaluated("engineVersion is not set, so RDS chooses it");
    return;
  }
  const compared = models.flatMap((model) => {
    const version = stated(model, "engineVersion");
    return version === undefined ? [] : [{ model, result: compareVersions(own, version) }];
  });
  const different = compared.find(({ result }) => result === "different");
  if (different) violation(`Its engineVersion differs from that of ${different.model.name}.`);
  else if (compared.length === 0) notEvaluated("the engineVersion of no other member is known");
  else if (compared.some(({ result }) => result === "vague")) {
    notEvaluated("engineVersion names no minor version, so RDS chooses it");
  }
}

function stated({ props }: StackResource, key: string): string | undefined {
  return known(() => text(props, key));
}

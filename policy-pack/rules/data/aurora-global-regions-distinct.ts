import type { StackResource } from "../../frame/graph";
import { type Judgement, stackRule } from "../../frame/rule";
import type { Region } from "../../frame/subject";
import { text } from "../../frame/values";
import { globalClusterOf, globalMembers, memberTypes } from "./aurora-members";

export const auroraGlobalRegionsDistinct = stackRule({
  id: "aurora-global-regions-distinct",
  area: "data",
  title: "The members of an Aurora global database are in different regions",
  severity: "critical",
  why: "Two members in one region are lost together, and RDS refuses a second member in a region that has one.",
  mend: "Put each member into a region of its own, with the region argument or the provider of its cluster.",
  example: `
const member = { globalClusterIdentifier: global.id, engine: "aurora-postgresql", engineVersion: "16.8" };
new aws.rds.Cluster("east", { ...member, region: "us-east-2" });
new aws.rds.Cluster("west", { ...member, region: "us-west-2", sourceRegion: "us-east-2" });`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  types: memberTypes,
  check(stack) {
    const located = globalMembers(stack).map((member) => ({
      member,
      place: stack.read(member, () => ({ global: globalClusterOf(stack, member), region: member.region })),
    }));
    for (const [index, { member, place }] of located.entries()) {
      if (!place) continue;
      stack.judge(member, (judgement) => {
        const { global, region } = place;
        if (region === undefined)
          return judgement.notEvaluated("neither the cluster nor its provider says its region");
        const others = located.filter((other) => other.member !== member && other.place?.global === global);
        if (others.length === 0) return judgeAlone(member, region, judgement);
        const twin = located
          .slice(0, index)
          .find((other) => other.place?.global === global && other.place.region === region);
        if (twin)
          judgement.violation(`It is in ${region}, as ${twin.member.name} of the same global database is.`);
      });
    }
  },
});

/** The other members live in other stacks; a member that joined names the region it replicates from. */
function judgeAlone({ props }: StackResource, region: Region, { violation, notEvaluated }: Judgement): void {
  const source = text(props, "sourceRegion");
  if (source === undefined) notEvaluated("the other members are not in this stack");
  else if (source === region) violation(`It is in ${region}, the region that it replicates from.`);
}

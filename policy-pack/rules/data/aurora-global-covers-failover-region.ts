import { stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { isUnknown, known, text } from "../../frame/values";
import { homesOf } from "../parity/homes";
import { judgeMissing } from "../regions";
import { globalClusterOf, globalMembers, memberTypes } from "./aurora-members";

export const auroraGlobalCoversFailoverRegion = stackRule({
  id: "aurora-global-covers-failover-region",
  area: "data",
  title: "An Aurora global database has a member in every region that the system runs in",
  severity: "critical",
  why: "A region without a member has no data to take over with. Making one copies the whole database from the region that is lost.",
  mend: "Join a cluster to the global database in each region that the setting regions names.",
  example: `
new aws.rds.Cluster("west", { region: "us-west-2", globalClusterIdentifier: global.id,
  engine: "aurora-postgresql", engineVersion: "16.8", sourceRegion: "us-east-2", ... });`,
  wellArchitected: ["REL13-BP02"],
  pci: [],
  settings: { regions: shared.regions },
  types: memberTypes,
  check(stack, { regions }) {
    for (const global of stack.graph.own(types.globalCluster)) {
      stack.judge(global, (judgement) => {
        const { notEvaluated } = judgement;
        if (regions.length === 0) return notEvaluated("the setting regions names no region");
        const names = new Set([global.urn, known(() => text(global.outputs, "globalClusterIdentifier"))]);
        const held = new Set<string | undefined>();
        let unread = false;
        for (const member of globalMembers(stack)) {
          try {
            if (names.has(globalClusterOf(stack, member))) held.add(member.region);
          } catch (error) {
            if (!isUnknown(error)) throw error;
            unread = true;
          }
        }
        const missing = regions.filter((region) => !held.has(region));
        if (missing.length === 0) return;
        if (unread) return notEvaluated("the global database or the region of a member is not known yet");
        if (held.has(undefined)) return notEvaluated("neither a member nor its provider says its region");
        // The home stack has a bucket's replica or a backup's copy in the other region, whose own stack is elsewhere.
        const homes = homesOf(stack);
        judgeMissing(
          stack,
          missing,
          judgement,
          (lacking) => `It has no member in ${lacking}.`,
          (region) => homes.has(region),
        );
      });
    }
  },
});

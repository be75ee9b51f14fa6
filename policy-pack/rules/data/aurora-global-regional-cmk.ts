import { stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { everyPart, flag, given } from "../../frame/values";
import { judgeRegionalKey } from "../regional-keys";
import { globalMembers, memberTypes } from "./aurora-members";

export const auroraGlobalRegionalCmk = stackRule({
  id: "aurora-global-regional-cmk",
  area: "data",
  title:
    "Each member of an Aurora global database is encrypted with a customer managed key of its own region",
  severity: "critical",
  why: "A member can't be encrypted later. With AWS's own key nobody but AWS decides who decrypts, and a key of another region makes this member depend on the region that it should replace.",
  mend: "Set storageEncrypted on the global cluster and on every member, and kmsKeyId on every member to a key of the member's region.",
  example: `
const key = new aws.kms.Key("west", { region: "us-west-2", enableKeyRotation: true });
new aws.rds.Cluster("west", {
  region: "us-west-2",
  globalClusterIdentifier: global.id,
  storageEncrypted: true,
  kmsKeyId: key.arn,
});`,
  wellArchitected: ["SEC08-BP02"],
  pci: ["3.5.1", "3.6.1"],
  types: [...memberTypes, ...types.key],
  check(stack) {
    for (const global of stack.graph.ofType(types.globalCluster)) {
      stack.judge(global, ({ violation }) => {
        // One that is made from an existing cluster takes over that cluster's encryption.
        if (given(global.props, "sourceDbClusterIdentifier")) return;
        if (flag(global.props, "storageEncrypted") !== true) {
          violation("storageEncrypted is not set on the global cluster.");
        }
      });
    }
    for (const member of globalMembers(stack)) {
      stack.judge(member, (judgement) =>
        everyPart(
          () => {
            if (flag(member.props, "storageEncrypted") !== true) {
              judgement.violation("storageEncrypted is not set on this member.");
            }
          },
          () => judgeRegionalKey(member, "kmsKeyId", "member", judgement),
        ),
      );
    }
  },
});

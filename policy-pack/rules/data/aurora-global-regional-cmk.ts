import type { StackResource } from "../../frame/graph";
import { regionOfArn } from "../../frame/region";
import { type Judgement, stackRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { everyPart, flag, given, text } from "../../frame/values";
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
          () => judgeKey(member, judgement),
        ),
      );
    }
  },
});

function judgeKey(member: StackResource, { violation, notEvaluated }: Judgement): void {
  if (!given(member.props, "kmsKeyId")) {
    violation("kmsKeyId is not set: the member gets AWS's own key.");
    return;
  }
  const key = member.references("kmsKeyId").find(({ type }) => isOneOf(types.key, type));
  const name = key ? undefined : text(member.props, "kmsKeyId");
  if (name?.includes("alias/aws/")) {
    violation("kmsKeyId is the alias of AWS's own key.");
    return;
  }
  // A bare key id or alias is looked up in the member's region, so it can't be of another one.
  if (!key && !name?.startsWith("arn:")) return;
  const keyRegion = key ? key.region : regionOfArn(name);
  if (keyRegion === undefined || member.region === undefined) {
    notEvaluated("the region of the member or of its key is not stated");
  } else if (keyRegion !== member.region) {
    violation(`Its key is in ${keyRegion}, the member in ${member.region}.`);
  }
}

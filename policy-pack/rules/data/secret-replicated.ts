import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import type { Subject } from "../../frame/subject";
import { types } from "../../frame/types";
import { eachBlock, given, text } from "../../frame/values";

export const secretReplicated = resourceRule({
  id: "secret-replicated",
  area: "data",
  title: "A secret has a replica in the region that takes over",
  severity: "high",
  why: "A secret that lives in one region is out of reach when that region is: the standby starts but can't log in to its database. A stack that only reads a replica owns no secret, so this rule asks nothing of it.",
  mend: "Add the missing regions to replicas, each with a key of its region when the secret has a key; or name a secret of one region in the setting exempt.",
  example: `
new aws.secretsmanager.Secret("credentials", {
  kmsKeyId: key.arn,
  replicas: [{ region: "us-west-2", kmsKeyId: keyInUsWest2.arn }],
});`,
  wellArchitected: ["REL10-BP01"],
  pci: ["8.3.2"],
  settings: {
    requiredRegions: texts(
      "Regions that must hold every secret; the secret's own may be among them. Empty: any one other region.",
    ),
    exempt: texts("Names of secrets in the program that need no replica; * stands for any characters."),
  },
  types: types.secret,
  check(secret, { violation, notEvaluated }, { requiredRegions, exempt }) {
    if (exempt.some((pattern) => matches(pattern, secret.name))) return;
    const held = replicaRegions(secret);
    if (requiredRegions.length === 0) {
      if (held.length === 0) violation("It has no replica in another region.");
    } else {
      const missing = requiredRegions.filter((region) => !held.includes(region));
      const absent = missing.filter((region) => region !== secret.region);
      if (absent.length > 0 && secret.region === undefined) {
        notEvaluated("neither the secret nor its provider says its region");
      } else if (absent.length > 0) violation(`It has no replica in ${absent.join(", ")}.`);
    }
    if (!given(secret.props, "kmsKeyId")) return;
    eachBlock(secret.props, "replicas", (replica, index) => {
      if (!given(replica, "kmsKeyId")) {
        violation(`Replica ${index + 1} has no kmsKeyId: it gets AWS's own key, unlike the secret.`);
      }
    });
  },
});

function replicaRegions({ props }: Subject): string[] {
  const regions: string[] = [];
  eachBlock(props, "replicas", (replica) => {
    const region = text(replica, "region");
    if (region !== undefined) regions.push(region);
  });
  return regions;
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

import { matchesPattern } from "../../frame/pattern";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import type { Subject } from "../../frame/subject";
import { types } from "../../frame/types";
import { eachBlock, given, type Props, text } from "../../frame/values";

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
    regions: shared.regions,
    requiredRegions: texts(
      "Regions that must hold every secret; the secret's own may be among them. Empty: those of the setting regions; where that is empty too, any one other region.",
    ),
    exempt: texts("Names of secrets in the program that need no replica; * stands for any characters."),
  },
  types: types.secret,
  check(secret, { violation, notEvaluated }, { regions, requiredRegions, exempt }) {
    if (exempt.some((pattern) => matchesPattern(pattern, secret.name))) return;
    const wanted = requiredRegions.length > 0 ? requiredRegions : regions;
    if (wanted.length === 0) {
      if (replicaRegions(secret).length === 0) violation("It has no replica in another region.");
    } else {
      const absent = missingRegions(secret, wanted);
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
  remediate(secret, { regions, requiredRegions, exempt }) {
    // A secret with a key needs a key for each replica, and in which region keys are nobody can tell.
    const exempted = exempt.some((pattern) => matchesPattern(pattern, secret.name));
    if (exempted || secret.region === undefined || given(secret.props, "kmsKeyId")) return undefined;
    const absent = missingRegions(secret, requiredRegions.length > 0 ? requiredRegions : regions);
    if (absent.length === 0) return undefined;
    const held: Props[] = [];
    eachBlock(secret.props, "replicas", (replica) => held.push(replica));
    return { replicas: [...held, ...absent.map((region) => ({ region }))] };
  },
});

/** Wanted regions that hold neither the secret nor a replica. */
function missingRegions(secret: Subject, wanted: readonly string[]): string[] {
  const held = replicaRegions(secret);
  return wanted.filter((region) => !held.includes(region) && region !== secret.region);
}

function replicaRegions({ props }: Subject): string[] {
  const regions: string[] = [];
  eachBlock(props, "replicas", (replica) => {
    const region = text(replica, "region");
    if (region !== undefined) regions.push(region);
  });
  return regions;
}

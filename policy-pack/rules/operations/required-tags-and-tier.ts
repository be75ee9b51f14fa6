import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { block, eachBlock, given, type Props, rawOf, text } from "../../frame/values";
import { taggable } from "./taggable";

export const requiredTagsAndTier = resourceRule({
  id: "required-tags-and-tier",
  area: "operations",
  title: "Resources say whose they are, what they hold and which tier they belong to",
  severity: "medium",
  why: "At three in the morning the tags tell whom to call, whether the data may leave, and what must be brought back first. Backup selections, budgets and access policies go by them too, and pass by what has none.",
  mend: "Set the tags once for all resources in the provider's defaultTags, and on a resource only where it differs.",
  example: `
new aws.Provider("aws", { region: "us-east-2", defaultTags: { tags: {
  owner: "payments", environment: "prod", "data-classification": "cardholder",
  tier: "tier-0", "region-role": "primary" } } });
new aws.s3.Bucket("receipts", { tags: { "data-classification": "internal" } });`,
  wellArchitected: ["COST03-BP02", "SEC07-BP02"],
  pci: [],
  settings: {
    tags: texts("Keys of the tags that every resource has.", [
      "owner",
      "environment",
      "data-classification",
      "tier",
      "region-role",
    ]),
    values: texts("Tags that remediation adds where they are missing, each as key=value."),
  },
  types: taggable,
  check({ props }, { violation }, { tags }) {
    const missing = missingOf(props, tags);
    if (missing.length > 0) violation(`It lacks the tags ${missing.join(", ")}.`);
  },
  remediate({ props }, { tags, values }) {
    const known = new Map(values.map((pair) => split(pair)));
    const added = missingOf(props, tags).flatMap((key) => {
      const value = known.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return added.length === 0 || Array.isArray(props.tags)
      ? undefined
      : { tags: { ...block(props, "tags"), ...Object.fromEntries(added) } };
  },
});

/** The provider adds its default tags up in `tagsAll`; an empty tag says nothing. */
function missingOf(props: Props, tags: readonly string[]): string[] {
  const places = ["tags", "tagsAll"].map((key) => block(props, key) ?? listed(props, key));
  return tags.filter((key) => !places.some((place) => given(place, key)));
}

/** Tags of an Auto Scaling group are a list of blocks, each with a key and a value. */
function listed(props: Props, key: string): Props {
  const found: [string, unknown][] = [];
  eachBlock(props, key, (tag) => found.push([text(tag, "key") ?? "", rawOf(tag).value]));
  return Object.fromEntries(found);
}

function split(pair: string): readonly [key: string, value: string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)];
}

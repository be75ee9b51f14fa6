import { Provider } from "@pulumi/aws/provider";
import type { Settings } from "./settings/parse";

/** The one AWS provider of a stack: its region, and the tags that every resource carries. */
export function regionalProvider({ region, system, environment, role, tags }: Settings): Provider {
  return new Provider("aws", {
    region: region as Region,
    // The home role under a second name as well: tag policies of many landing zones ask for `region-role`.
    defaultTags: { tags: { ...tags, system, environment, role, "region-role": role } },
  });
}

type Region = NonNullable<ConstructorParameters<typeof Provider>[1]>["region"];

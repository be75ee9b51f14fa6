import { maps, text } from "../../../core/values/read";
import { knownList } from "../known";
import { found, type Refusal } from "../refusal";
import { distributionType, originIds } from "./behaviors";

export const originGroupMembers: Refusal = {
  name: "cloudfront-origin-group-members",
  code: "InvalidArgument",
  sentence: "An origin group has exactly two members, both origins of the distribution.",
  source: "CloudFront API Reference, OriginGroup",
  types: [distributionType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }) {
    const origins = originIds(inputs, "origins");
    for (const [index, group] of maps(inputs, "originGroups").entries()) {
      const path = `originGroups[${index}].members`;
      const members = knownList(group, "members");
      if (members !== undefined && members.length !== 2)
        return found(`${path} has ${members.length} members; AWS takes exactly two`, path);
      for (const member of maps(group, "members")) {
        const id = text(member, "originId");
        if (id !== undefined && origins !== undefined && !origins.includes(id))
          return found(
            `${path} names "${id}", which is no origin; the origins are ${origins.join(", ")}`,
            path,
          );
      }
    }
    return undefined;
  },
};

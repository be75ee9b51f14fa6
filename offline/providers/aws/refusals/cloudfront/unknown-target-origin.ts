import { text } from "../../../core/values/read";
import { found, type Refusal } from "../refusal";
import { behaviors, distributionType, originIds } from "./behaviors";

export const unknownTargetOrigin: Refusal = {
  name: "cloudfront-unknown-target-origin",
  code: "NoSuchOrigin",
  sentence: "A cache behaviour's targetOriginId is the id of an origin or origin group of the distribution.",
  source: "CloudFront API Reference, CacheBehavior.TargetOriginId",
  types: [distributionType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }) {
    const origins = originIds(inputs, "origins");
    const groups = originIds(inputs, "originGroups");
    if (origins === undefined || groups === undefined) return undefined;
    const ids = [...origins, ...groups];
    for (const behavior of behaviors(inputs)) {
      const target = text(behavior.inputs, "targetOriginId");
      if (target === undefined || ids.includes(target)) continue;
      return found(
        `${behavior.path}.targetOriginId is "${target}"; the distribution has ${ids.join(", ") || "no origins"}`,
        `${behavior.path}.targetOriginId`,
      );
    }
    return undefined;
  },
};

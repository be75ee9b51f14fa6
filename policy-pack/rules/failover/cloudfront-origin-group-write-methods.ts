import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, type Props, text, textsOf } from "../../frame/values";

const writeMethods = ["POST", "PUT", "PATCH", "DELETE"];

export const cloudfrontOriginGroupWriteMethods = resourceRule({
  id: "cloudfront-origin-group-write-methods",
  area: "failover",
  title: "A cache behavior on an origin group allows no writes",
  severity: "high",
  why: "CloudFront refuses a distribution whose behavior sends POST, PUT, PATCH or DELETE to an origin group: origin groups fail over reads only. The refusal comes late, in the deployment.",
  mend: "Allow GET, HEAD and OPTIONS on the origin group, and send writes to one origin whose name Route 53 moves between the regions.",
  example: `
new aws.cloudfront.Distribution("shop", {
  originGroups: [{ originId: "site", failoverCriteria, members }],
  defaultCacheBehavior: { targetOriginId: "site", allowedMethods: ["GET", "HEAD", "OPTIONS"], ... },
  orderedCacheBehaviors: [{ pathPattern: "/api/*", targetOriginId: "api", allowedMethods: [..., "POST"], ... }],
  ...
});`,
  wellArchitected: ["REL11-BP02"],
  pci: [],
  types: types.distribution,
  check({ props }, { violation }) {
    const groups = new Set<string | undefined>();
    eachBlock(props, "originGroups", (group) => groups.add(text(group, "originId")));
    const inspect = (behavior: Props, name: string) => {
      if (!groups.has(text(behavior, "targetOriginId"))) return;
      const allowed = textsOf(behavior, "allowedMethods");
      const writes = writeMethods.filter((method) => allowed.includes(method));
      if (writes.length > 0) violation(`The ${name} sends ${writes.join(", ")} to an origin group.`);
    };
    if (groups.size === 0) return;
    everyPart(
      () => inspect(block(props, "defaultCacheBehavior") ?? {}, "default cache behavior"),
      () =>
        eachBlock(props, "orderedCacheBehaviors", (behavior, index) =>
          inspect(behavior, `ordered cache behavior ${index + 1}`),
        ),
    );
  },
});

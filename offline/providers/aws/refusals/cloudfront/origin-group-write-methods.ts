import { text, texts } from "../../../core/values/read";
import { found, type Refusal } from "../refusal";
import { behaviors, distributionType, originIds } from "./behaviors";

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export const originGroupWriteMethods: Refusal = {
  name: "cloudfront-origin-group-write-methods",
  code: "InvalidArgument",
  sentence: "A cache behaviour on an origin group takes only GET, HEAD and OPTIONS.",
  source: "CloudFront Developer Guide, Optimize high availability with origin failover",
  types: [distributionType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }) {
    const groups = new Set(originIds(inputs, "originGroups") ?? []);
    for (const behavior of behaviors(inputs)) {
      const target = text(behavior.inputs, "targetOriginId");
      const methods = texts(behavior.inputs, "allowedMethods").filter((method) =>
        writes.has(method.toUpperCase()),
      );
      if (target === undefined || !groups.has(target) || methods.length === 0) continue;
      return found(
        `${behavior.path} targets the origin group "${target}" and allows ${methods.join(", ")}; on an origin group AWS takes GET, HEAD and OPTIONS. Send writes to a single origin`,
        `${behavior.path}.allowedMethods`,
      );
    }
    return undefined;
  },
};

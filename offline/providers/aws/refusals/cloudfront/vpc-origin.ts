import { equal } from "../../../core/diff/equal";
import { child, maps, text } from "../../../core/values/read";
import { hasUnknown } from "../../../core/values/value";
import { idOf, inputsBefore, title } from "../known";
import { found, type Refusal } from "../refusal";
import { distributionType } from "./behaviors";

export const vpcOriginChange: Refusal = {
  name: "cloudfront-vpc-origin-attached",
  code: "CannotUpdateEntityWhileInUse",
  sentence: "A VPC origin does not change, not even in its tags, while a distribution uses it.",
  source: "CloudFront API Reference, UpdateVpcOrigin; hashicorp/terraform-provider-aws #40905",
  types: ["aws:cloudfront/vpcOrigin:VpcOrigin"],
  phases: ["check", "update"],
  severity: "error",
  judge(resource, account) {
    const before = inputsBefore(resource);
    const id = idOf(resource, account);
    if (before === undefined || id === undefined) return undefined;
    const keys = [...new Set([...Object.keys(before), ...Object.keys(resource.inputs)])];
    const changed = keys.find(
      (key) =>
        key !== "__defaults" &&
        !hasUnknown(resource.inputs[key]) &&
        !equal(before[key], resource.inputs[key]),
    );
    const user = account
      .all(distributionType)
      .find(({ inputs }) =>
        maps(inputs, "origins").some(
          (origin) => text(child(origin, "vpcOriginConfig") ?? {}, "vpcOriginId") === id,
        ),
      );
    return changed === undefined || user === undefined
      ? undefined
      : found(
          `${changed} changes while ${title(user)} uses this VPC origin; make another one under a new name and move the distribution to it, or ignore the change (ignoreChanges: ["${changed}"])`,
          changed,
        );
  },
};

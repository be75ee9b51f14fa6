import { parseSettings } from "../../../stacks/settings/parse";
import type { Deployed } from "../../../test/support/state";
import { regionOf, type SystemUp, texts, type Up } from "./system";

/** Regions in which AWS has what is there once: CloudFront and names, Global Accelerator. */
const ONCE = ["us-east-1", "us-west-2"];

/** Regions that AWS itself writes into answers, whatever was asked for. */
const GLOBAL_TYPES =
  /^aws:(iam|route53|cloudfront|globalaccelerator|shield|budgets|costexplorer|organizations)\//;

const ARN_REGION = /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z]{2}-[a-z-]+-\d):/;

/**
 * Resources that are neither in their stack's region nor in one that the settings name, and resources whose own ARN is
 * in another region than they were asked into.
 */
export function strayResources({ set, stacks }: SystemUp): string[] {
  const settings = set.stacks.map(({ raw }) => parseSettings(raw).settings);
  const named = new Set([...ONCE, ...texts(settings).map(({ text }) => text)]);
  return stacks.flatMap((stack) =>
    stack.graph.filter(({ custom }) => custom).flatMap((resource) => stray(resource, stack, named)),
  );
}

function stray(resource: Deployed, stack: Up, named: ReadonlySet<string>): string[] {
  const region = regionOf(resource, stack);
  const found: string[] = [];
  if (region !== stack.region && !named.has(region)) {
    found.push(`${resource.urn}: ${region} is neither the stack's region nor one that the settings name`);
  }
  const arn =
    typeof resource.outputs.arn === "string" ? ARN_REGION.exec(resource.outputs.arn)?.[1] : undefined;
  if (arn !== undefined && arn !== region && !GLOBAL_TYPES.test(resource.type)) {
    found.push(`${resource.urn}: is in ${arn}, and was asked into ${region}`);
  }
  return found;
}

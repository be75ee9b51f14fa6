import { ProviderError } from "../../core/protocol/provider";
import { maps, text, texts } from "../../core/values/read";
import { isMap, reveal, type ValueMap } from "../../core/values/value";
import type { Stored } from "../account/account";

/** True when the resource has the tags and filtered values asked for; unknown filters are an error. */
export function matches(args: ValueMap, one: Stored): boolean {
  const own = tagsOf(one);
  const tags = isMap(args.tags) ? args.tags : {};
  if (!Object.entries(tags).every(([key, value]) => own[key] === value)) return false;
  const wanted = ["name", "cidrBlock", "availabilityZone"];
  if (!wanted.every((key) => args[key] === undefined || one.outputs[key] === args[key])) return false;
  return maps(args, "filters").every((filter) => filterMatches(filter, one, own));
}

/** Tags of a resource with those of its provider. */
export function tagsOf({ outputs }: Stored): ValueMap {
  if (isMap(outputs.tagsAll)) return outputs.tagsAll;
  return isMap(outputs.tags) ? outputs.tags : {};
}

/** EC2's filter names whose value is another output than the same words in Pulumi's spelling. */
const filterOutputs: Record<string, string> = {
  cidr: "cidrBlock",
  "attachment.vpc-id": "vpcId",
  "group-id": "id",
  "group-name": "name",
  "instance-id": "id",
  "internet-gateway-id": "id",
  "nat-gateway-id": "id",
  "network-interface-id": "id",
  "route-table-id": "id",
  "subnet-id": "id",
  "transit-gateway-id": "id",
  "volume-id": "id",
  "vpc-endpoint-id": "id",
};

/** Types that have the value of a filter under its own name, so that it is not their id. */
const notTheId: Record<string, readonly string[]> = {
  "aws:ec2/natGateway:NatGateway": ["subnet-id"],
  "aws:ec2/instance:Instance": ["subnet-id"],
  "aws:ec2/networkInterface:NetworkInterface": ["subnet-id"],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ["transit-gateway-id"],
  "aws:ec2transitgateway/routeTable:RouteTable": ["transit-gateway-id"],
};

/** Whatever the account holds is there and works. */
const states = ["state", "status", "instance-state-name", "attachment.state", "status-code"];
const working = ["available", "running", "attached", "active", "in-use"];

function filterMatches(filter: ValueMap, one: Stored, tags: ValueMap): boolean {
  const name = text(filter, "name") ?? "";
  const values = texts(filter, "values");
  if (name.startsWith("tag:")) return like(values, String(tags[name.slice(4)] ?? ""));
  if (name === "tag-key") return Object.keys(tags).some((key) => like(values, key));
  if (name === "isDefault" || name === "is-default") return values.includes(String(one.urn === ""));
  if (states.includes(name)) return values.some((value) => working.includes(value));
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const output = notTheId[one.type]?.includes(name) ? camel : (filterOutputs[name] ?? camel);
  if (output === "id") return like(values, one.id);
  const value = reveal(one.outputs[output]);
  if (value === undefined && filterOutputs[name] === undefined && !Object.hasOwn(one.outputs, camel))
    throw new ProviderError(
      `the offline stand-in does not know the filter "${name}" of ${one.type}; it knows tag:KEY, tag-key and what the resource has: ${Object.keys(one.outputs).sort().join(", ")}`,
    );
  return like(values, String(value ?? ""));
}

/** EC2's filter values may hold `*` and `?`. */
export function like(patterns: readonly string[], value: string): boolean {
  return patterns.some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".");
    return new RegExp(`^${expression}$`).test(value);
  });
}

/** Values of the filter with this name. */
export function filterValues(args: ValueMap, name: string): string[] {
  return maps(args, "filters")
    .filter((filter) => text(filter, "name") === name)
    .flatMap((filter) => texts(filter, "values"));
}

export const filterValue = (args: ValueMap, name: string): string | undefined => filterValues(args, name)[0];

export function onlyOne(what: string, call: string, candidates: readonly Stored[]): Stored {
  const [only] = candidates;
  if (only === undefined)
    throw new ProviderError(
      `${call}: the offline account has no matching ${what}; create it in a stack of this home first`,
    );
  if (candidates.length > 1)
    throw new ProviderError(
      `${call}: ${candidates.length} matching ${what}s (${candidates.map(({ id }) => id).join(", ")}); narrow the search to one`,
    );
  return only;
}

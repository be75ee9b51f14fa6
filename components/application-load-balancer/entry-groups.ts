import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { admit } from "../arguments/traffic";
import type { ApplicationLoadBalancerArgs } from "./args";

/**
 * The groups of the load balancer: one for ranges and groups, by which targets also know it, and one for each prefix list,
 * which counts with its largest size (CloudFront's with 55 rules, where a group holds 60).
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 *
 * None lets anything out: a target adds the rule to itself.
 *
 * @returns ids of the groups, the first one first
 */
export function createEntryGroups(
  name: string,
  args: ApplicationLoadBalancerArgs,
  parent: pulumi.Resource,
): [pulumi.Output<string>, ...pulumi.Output<string>[]] {
  const { region, vpcId, resourceName, sources, testListener } = args;
  const group = (role: string, description: string) => {
    const made = new ec2.SecurityGroup(`${name}-${role}`, { region, vpcId, description }, { parent });
    return { region, securityGroupId: made.id, name, what: resourceName, parent };
  };
  const lists = sources.filter(({ prefixListId }) => prefixListId !== undefined);
  const others = sources.filter(({ prefixListId }) => prefixListId === undefined);
  const main = group("security-group", `Load balancer ${resourceName}`);
  admit(main, others, 443);
  admit(main, testListener?.sources ?? [], testListener?.port ?? 443);
  const listGroups = lists.map((source) => {
    const own = group(`${source.name}-group`, `Load balancer ${resourceName} from ${source.name}`);
    admit(own, [source], 443);
    return own.securityGroupId;
  });
  return [main.securityGroupId, ...listGroups];
}

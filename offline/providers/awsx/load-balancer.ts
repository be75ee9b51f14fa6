import type { Construction } from "../components/construction";
import { Fields } from "../components/fields";
import { combine, type Input, type InputMap, settle } from "../components/outputs";
import type { Resource } from "../components/resource";
import { defaultNetwork } from "./default-network";
import { missingHere, onlyOneOf, otherRegion, refuseAll } from "./limits";
import { eachOf, itemsOf, member } from "./members";

/** @throws ArgumentsError with everything that both kinds of load balancers refuse. */
export function readLoadBalancer(inputs: InputMap): Fields {
  const fields = new Fields(inputs);
  refuseAll(
    onlyOneOf(fields, "subnets", "subnetIds", "subnetMappings"),
    onlyOneOf(fields, "listener", "listeners"),
    onlyOneOf(fields, "defaultTargetGroup", "defaultTargetGroupPort"),
    missingHere(fields, ["region"], otherRegion),
  );
  return fields;
}

/** The arguments that the load balancer itself takes as they are. */
export function passedOn(inputs: InputMap): InputMap {
  const own = new Set([
    "subnets",
    "subnetIds",
    "defaultTargetGroup",
    "defaultTargetGroupPort",
    "defaultSecurityGroup",
    "listener",
    "listeners",
  ]);
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !own.has(key)));
}

/** Where a load balancer stands. */
export interface Placement {
  readonly vpcId: Input;
  /** Undefined when `subnetMappings` says it. */
  readonly subnets: Input;
}

/** The subnets that the program chose, else the public ones of the default VPC; the VPC is that of the first. */
export function placement(construction: Construction, fields: Fields, component: Resource): Placement {
  if (fields.has("subnets")) {
    const subnets = fields.input("subnets");
    const first = settle(subnets).then(({ value }) => construction.propertyOf(itemsOf(value)[0], "vpcId"));
    return { vpcId: first, subnets: eachOf(subnets, (subnet) => construction.propertyOf(subnet, "id")) };
  }
  const vpcOf = (id: Input): Input =>
    combine([construction.invoke("aws:ec2/getSubnet:getSubnet", { id }, component)], (subnet) =>
      member(subnet, "vpcId"),
    );
  if (fields.has("subnetIds")) {
    const subnets = fields.input("subnetIds");
    return { vpcId: vpcOf(combine([subnets], (ids) => itemsOf(ids)[0])), subnets };
  }
  if (fields.has("subnetMappings")) {
    const first = combine([fields.input("subnetMappings")], (all) => member(itemsOf(all)[0], "subnetId"));
    return { vpcId: vpcOf(first), subnets: undefined };
  }
  const { vpcId, publicSubnetIds } = defaultNetwork(construction, component);
  return { vpcId, subnets: publicSubnetIds };
}

/** What a listener or target group has when the program does not say it. */
export type Protocol = { readonly port: Input; readonly protocol: Input };

/** The listeners that the program asks for, or one; by default they forward to the default target group. */
export function registerListeners(
  construction: Construction,
  fields: Fields,
  made: { readonly component: Resource; readonly loadBalancer: Resource; readonly targetGroup: Resource },
  protocolOf: (listener: Fields | undefined) => Protocol,
): readonly Resource[] {
  const defaultActions = [{ type: "forward", targetGroupArn: made.targetGroup.output("arn") }];
  const wanted = fields.list("listeners") ?? [fields.fields("listener") ?? new Fields({})];
  return wanted.map((listener, index) =>
    construction.resource(
      "aws:lb/listener:Listener",
      `${construction.name}-${index}`,
      {
        defaultActions,
        ...protocolOf(listener),
        ...listener.all,
        loadBalancerArn: made.loadBalancer.output("arn"),
      },
      { parent: made.component },
    ),
  );
}

import type { Construction } from "../components/construction";
import { combine, type Input, type InputMap, type Output } from "../components/outputs";
import type { Resource } from "../components/resource";
import { eachOf, itemsOf, member } from "./members";

/** The VPC that every region has from the start. */
export interface DefaultNetwork {
  readonly vpcId: Input;
  readonly publicSubnetIds: Input;
  readonly privateSubnetIds: Input;
}

/** Looks up the default VPC; its subnets are public when they give instances public addresses. */
export function defaultNetwork(construction: Construction, parent: Resource): DefaultNetwork {
  const call = (token: string, args: InputMap) =>
    construction.invoke(`aws:ec2/${token}:${token}`, args, parent);
  const vpcId = combine([call("getVpc", { default: true })], (vpc) => member(vpc, "id"));
  const listed = call("getSubnets", { filters: [{ name: "vpc-id", values: [vpcId] }] });
  const subnets = eachOf(
    combine([listed], (found) => member(found, "ids")),
    (id) => call("getSubnet", { id }),
  );
  const ids = (wanted: boolean): Promise<Output> =>
    combine([subnets], (found) =>
      itemsOf(found)
        .filter((subnet) => (member(subnet, "mapPublicIpOnLaunch") === true) === wanted)
        .map((subnet) => member(subnet, "id")),
    );
  return { vpcId, publicSubnetIds: ids(true), privateSubnetIds: ids(false) };
}

/** What the components let in and out when the program says nothing: everything in, TCP out. */
export function openSecurityGroup(vpcId: Input): InputMap {
  const everywhere = { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };
  return {
    vpcId,
    ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", ...everywhere }],
    egress: [{ fromPort: 0, toPort: 65535, protocol: "tcp", ...everywhere }],
  };
}

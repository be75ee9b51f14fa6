import { stableHex } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { flag, text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import type { Stored } from "../account/account";
import { prefixListId, prefixLists } from "../prefix-lists";
import { regionFacts, zonesOf } from "../regions";
import { filterValue, matches, onlyOne } from "./filter";
import type { Call, FunctionTable } from "./table";

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";

/** EC2's functions, answered from the pretend account. */
export const network: FunctionTable = {
  "aws:ec2/getVpc:getVpc": (call) => {
    const vpc = onlyOne("VPC", "getVpc", vpcs(call));
    return {
      ...vpc.outputs,
      id: vpc.id,
      cidrBlockAssociations: [],
      state: "available",
      default: vpc.urn === "",
    };
  },
  "aws:ec2/getVpcs:getVpcs": (call) => ({ id: call.region, ids: vpcs(call).map(({ id }) => id) }),
  "aws:ec2/getSubnet:getSubnet": (call) => {
    const subnet = onlyOne("subnet", "getSubnet", subnets(call));
    return { ...subnet.outputs, id: subnet.id, state: "available", availableIpAddressCount: 250 };
  },
  "aws:ec2/getSubnets:getSubnets": (call) => ({ id: call.region, ids: subnets(call).map(({ id }) => id) }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": managedPrefixList,
  "aws:ec2/getPrefixList:getPrefixList": managedPrefixList,
  "aws:ec2/getManagedPrefixLists:getManagedPrefixLists": ({ region, account }) => ({
    id: region,
    ids: [
      ...prefixLists(region).map(({ name }) => prefixListId(region, name)),
      ...account
        .all("aws:ec2/managedPrefixList:ManagedPrefixList")
        .filter((one) => one.region === region)
        .map(({ id }) => id),
    ],
  }),
};

function managedPrefixList({ args, region, settings, account }: Call): ValueMap {
  const name = text(args, "name") ?? text(args, "prefixListId") ?? filterValue(args, "prefix-list-name");
  const own = account
    .all("aws:ec2/managedPrefixList:ManagedPrefixList")
    .find((one) => one.region === region && (one.id === name || text(one.outputs, "name") === name));
  if (own !== undefined) return { ...own.outputs, id: own.id };
  const listed = prefixLists(region).find(
    (one) => one.name === name || prefixListId(region, one.name) === name,
  );
  if (listed === undefined)
    throw new ProviderError(
      `getManagedPrefixList: ${region} has no prefix list ${JSON.stringify(name ?? null)}; AWS manages ${prefixLists(
        region,
      )
        .map((one) => one.name)
        .join(", ")}`,
    );
  const id = prefixListId(region, listed.name);
  return {
    id,
    name: listed.name,
    arn: `arn:${regionFacts(region).partition}:ec2:${region}:aws:prefix-list/${id}`,
    addressFamily: "IPv4",
    maxEntries: listed.maxEntries,
    ownerId: listed.name.startsWith("com.amazonaws") ? "AWS" : settings.accountId,
    version: 1,
    entries: [],
    cidrBlocks: [],
    tags: {},
  };
}

/** VPCs of the region that the arguments describe; every account has a default one. */
function vpcs({ args, region, settings, account }: Call): Stored[] {
  const wantsDefault = flag(args, "default") === true || filterValue(args, "isDefault") === "true";
  const own = account.all(vpcType).filter((one) => one.region === region);
  const id = text(args, "id");
  if (wantsDefault || id === defaultVpcId(settings.accountId, region))
    return [defaultVpc(settings.accountId, region)];
  return own.filter((one) => (id === undefined || one.id === id) && matches(args, one));
}

function subnets(call: Call): Stored[] {
  const { args, region, settings, account } = call;
  const id = text(args, "id");
  const vpcId = text(args, "vpcId") ?? filterValue(args, "vpc-id");
  const own = account.all(subnetType).filter((one) => one.region === region);
  const all = [...own, ...defaultSubnets(settings.accountId, region)];
  const wanted = all.filter((one) => id === undefined || one.id === id);
  return wanted.filter(
    (one) => (vpcId === undefined || text(one.outputs, "vpcId") === vpcId) && matches(args, one),
  );
}

const defaultVpcId = (accountId: string, region: string): string =>
  `vpc-${stableHex(17, accountId, region, "default vpc")}`;

function defaultVpc(accountId: string, region: string): Stored {
  const id = defaultVpcId(accountId, region);
  const arn = `arn:${regionFacts(region).partition}:ec2:${region}:${accountId}:vpc/${id}`;
  const part = (prefix: string): string =>
    `${prefix}-${stableHex(17, accountId, region, `default ${prefix}`)}`;
  const outputs = {
    ...{
      arn,
      cidrBlock: "172.31.0.0/16",
      instanceTenancy: "default",
      enableDnsSupport: true,
      enableDnsHostnames: true,
    },
    ...{ ownerId: accountId, mainRouteTableId: part("rtb"), dhcpOptionsId: part("dopt"), region, tags: {} },
    ...{ ipv6AssociationId: "", ipv6CidrBlock: "", enableNetworkAddressUsageMetrics: false },
  };
  return { type: vpcType, urn: "", id, region, generation: 0, createdAt: 0, inputs: {}, outputs };
}

function defaultSubnets(accountId: string, region: string): Stored[] {
  const vpcId = defaultVpcId(accountId, region);
  return zonesOf(region).map(({ name, id: zoneId }, index) => {
    const id = `subnet-${stableHex(17, accountId, name, "default subnet")}`;
    const outputs = {
      arn: `arn:${regionFacts(region).partition}:ec2:${region}:${accountId}:subnet/${id}`,
      ...{
        vpcId,
        region,
        cidrBlock: `172.31.${index * 16}.0/20`,
        availabilityZone: name,
        availabilityZoneId: zoneId,
      },
      ...{ defaultForAz: true, mapPublicIpOnLaunch: true, ownerId: accountId, tags: {} },
    };
    return { type: subnetType, urn: "", id, region, generation: 0, createdAt: 0, inputs: {}, outputs };
  });
}

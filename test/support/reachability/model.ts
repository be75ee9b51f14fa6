/** What a route of a VPC leads to. */
export type NextHop =
  | { kind: "local" }
  | { kind: "internet-gateway"; id: string }
  | { kind: "nat-gateway"; id: string }
  | { kind: "transit-gateway"; id: string }
  | { kind: "peering"; id: string }
  | { kind: "endpoint"; id: string }
  | { kind: "other"; id: string };

/** A route of a VPC's table: to a range, or to a service behind a gateway endpoint. */
export interface Route {
  /** IPv4 range; none for a gateway endpoint. */
  range?: string;
  /** `s3` or `dynamodb`, for a gateway endpoint. */
  service?: string;
  hop: NextHop;
}

export interface Vpc {
  id: string;
  region: string;
  ranges: string[];
  mainTableId: string;
}

export interface Subnet {
  id: string;
  name: string;
  vpcId: string;
  zone: string;
  range: string;
  tableId: string;
}

/** A rule of a security group. */
export interface GroupRule {
  inward: boolean;
  /** `tcp`, `udp`, or `-1` for all. */
  protocol: string;
  ports: readonly [from: number, to: number];
  ranges: string[];
  groupIds: string[];
  prefixListIds: string[];
}

export interface Group {
  id: string;
  name: string;
  vpcId: string;
  rules: GroupRule[];
}

/** A rule of a network ACL; the one with the lowest number that matches decides. */
export interface AclRule {
  inward: boolean;
  number: number;
  protocol: string;
  ports: readonly [from: number, to: number];
  range: string;
  allow: boolean;
}

export interface Acl {
  id: string;
  subnetIds: string[];
  rules: AclRule[];
}

/** An endpoint of a VPC. */
export interface Endpoint {
  id: string;
  kind: "Gateway" | "Interface" | "GatewayLoadBalancer";
  vpcId: string;
  /** Last part of an AWS service's name, such as `kms`; the whole name of anybody else's. */
  service: string;
  privateDns: boolean;
  subnetIds: string[];
  groupIds: string[];
  prefixListId: string;
}

/** An attachment of a transit gateway. */
export interface Attachment {
  id: string;
  /** Logical name of what is attached. */
  name: string;
  region: string;
  kind: "vpc" | "peering" | "vpn" | "direct-connect-gateway";
  /** Gateway that it belongs to; a peering belongs to two. */
  gatewayIds: string[];
  /** For a network. */
  vpcId?: string;
  subnetIds: string[];
  applianceMode: boolean;
  /** For a peering: whether the other end has accepted it. */
  accepted: boolean;
  /** Ranges that a site announces. */
  announced: string[];
}

/** A route table of a transit gateway. */
export interface GatewayTable {
  id: string;
  gatewayId: string;
  /** Attachments whose packets it decides about. */
  associated: string[];
  /** Attachments whose own ranges it has learned. */
  propagated: string[];
  routes: { range: string; attachmentId?: string; blackhole: boolean }[];
}

/** A peering of two VPCs. */
export interface Peering {
  id: string;
  /** Logical name. */
  name: string;
  region: string;
  vpcIds: [string, string];
  accepted: boolean;
}

/** Networks as one or more exported stacks describe them. */
export interface Network {
  vpcs: Map<string, Vpc>;
  subnets: Map<string, Subnet>;
  /** Route tables of VPCs by their ids. */
  tables: Map<string, Route[]>;
  /** Route tables of internet gateways, by the gateway's id. */
  edgeTables: Map<string, string>;
  internetGateways: Map<string, string>;
  /** Subnets of NAT gateways by the gateway's id. */
  natGateways: Map<string, string>;
  groups: Map<string, Group>;
  acls: Acl[];
  endpoints: Map<string, Endpoint>;
  attachments: Map<string, Attachment>;
  gatewayTables: GatewayTable[];
  peerings: Map<string, Peering>;
  /** Ranges of managed prefix lists, as far as they are known. */
  prefixLists: Map<string, string[]>;
}

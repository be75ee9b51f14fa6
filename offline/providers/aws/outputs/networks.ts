import { flag, list, number, text } from "../../core/values/read";
import type { Birth } from "../birth";
import { publicAddress } from "./ec2";
import { idFrom, type OutputTable } from "./table";

const peering = "aws:ec2transitgateway/peeringAttachment:PeeringAttachment";
const vpcAttachment = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const vpn = "aws:ec2/vpnConnection:VpnConnection";
const dxGateway = "aws:directconnect/gateway:Gateway";

/** What an attachment leads to, as the tables that hold it say. */
const attached = (birth: Birth) => {
  const id = text(birth.inputs, "transitGatewayAttachmentId");
  const vpc = birth.byId(vpcAttachment, id);
  if (vpc !== undefined) return { resourceId: text(vpc.outputs, "vpcId") ?? "", resourceType: "vpc" };
  const other = birth.byId(peering, id);
  if (other !== undefined) {
    return { resourceId: text(other.outputs, "peerTransitGatewayId") ?? "", resourceType: "peering" };
  }
  const connection = birth.facts.account
    .all(vpn)
    .find(({ outputs }) => outputs.transitGatewayAttachmentId === id);
  return connection === undefined
    ? { resourceId: "", resourceType: "direct-connect-gateway" }
    : { resourceId: connection.id, resourceType: "vpn" };
};

const member = {
  id: idFrom("_", "transitGatewayRouteTableId", "transitGatewayAttachmentId"),
  outputs: attached,
};

/** What joins networks with each other and with sites, and offers services to other accounts. */
export const networks: OutputTable = {
  "aws:ec2transitgateway/routeTable:RouteTable": {
    id: (birth) => birth.ec2Id("tgw-rtb"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `transit-gateway-route-table/${id}`),
      defaultAssociationRouteTable: false,
      defaultPropagationRouteTable: false,
    }),
  },
  "aws:ec2transitgateway/route:Route": {
    id: idFrom("_", "transitGatewayRouteTableId", "destinationCidrBlock"),
  },
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": member,
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": member,
  "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": {
    id: idFrom("", "transitGatewayAttachmentId"),
    outputs: (birth) => {
      const asked = birth.referred(peering, "transitGatewayAttachmentId")?.outputs ?? {};
      return {
        peerAccountId: birth.accountId,
        peerRegion: text(asked, "region") ?? "",
        peerTransitGatewayId: text(asked, "transitGatewayId") ?? "",
        transitGatewayId: text(asked, "peerTransitGatewayId") ?? "",
      };
    },
  },
  "aws:ec2/customerGateway:CustomerGateway": {
    id: (birth) => birth.ec2Id("cgw"),
    outputs: (birth, id) => ({ arn: birth.arn("ec2", `customer-gateway/${id}`) }),
  },
  [vpn]: {
    id: (birth) => birth.ec2Id("vpn"),
    outputs: (birth, id) => ({
      arn: birth.arn("ec2", `vpn-connection/${id}`),
      transitGatewayAttachmentId: birth.ec2Id("tgw-attach"),
      // In Secrets Manager the keys are AWS's own secret, and neither is told by EC2.
      presharedKeyArn: birth.arn("secretsmanager", `secret:s2svpn!${id}-${birth.hex(6, "secret")}`),
      customerGatewayConfiguration: "",
      vgwTelemetries: [],
      ...tunnel(birth, 1),
      ...tunnel(birth, 2),
    }),
  },
  "aws:ec2/vpcEndpointService:VpcEndpointService": {
    id: (birth) => birth.ec2Id("vpce-svc"),
    outputs: (birth, id) => endpointService(birth, id),
  },
  "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter": {
    id: idFrom("_", "vpcEndpointServiceId", "vpcEndpointId"),
    outputs: () => ({ vpcEndpointState: "available" }),
  },
  "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification": {
    id: idFrom("", "serviceId"),
  },
  [dxGateway]: {
    id: (birth) => birth.uuid("direct connect gateway"),
    outputs: (birth, id) => ({
      arn: birth.globalArn("directconnect", `dx-gateway/${id}`),
      ownerAccountId: birth.accountId,
    }),
  },
  "aws:directconnect/gatewayAssociation:GatewayAssociation": {
    id: (birth) =>
      `ga-${text(birth.inputs, "dxGatewayId") ?? ""}${text(birth.inputs, "associatedGatewayId") ?? ""}`,
    outputs: (birth) => ({
      associatedGatewayOwnerAccountId: birth.accountId,
      associatedGatewayType: "transitGateway",
      dxGatewayAssociationId: birth.uuid("association"),
      dxGatewayOwnerAccountId: birth.accountId,
      transitGatewayAttachmentId: birth.ec2Id("tgw-attach"),
    }),
  },
  "aws:directconnect/transitVirtualInterface:TransitVirtualInterface": {
    id: (birth) => `dxvif-${birth.hex(8, "id")}`,
    outputs: (birth, id) => ({
      arn: birth.arn("directconnect", `dxvif/${id}`),
      amazonAddress: "169.254.100.1/30",
      customerAddress: "169.254.100.2/30",
      amazonSideAsn: birth.outputOf(dxGateway, "dxGatewayId", "amazonSideAsn", "64512"),
      bgpAuthKey: text(birth.inputs, "bgpAuthKey") ?? "",
      awsDevice: `${birth.region}-${birth.hex(6, "device")}`,
      jumboFrameCapable: true,
      mtu: number(birth.inputs, "mtu") ?? 1500,
    }),
  },
  "aws:ram/resourceShare:ResourceShare": {
    id: (birth) => birth.arn("ram", `resource-share/${birth.uuid("share")}`),
    outputs: (_birth, id) => ({ arn: id }),
  },
  "aws:ram/resourceAssociation:ResourceAssociation": { id: idFrom(",", "resourceShareArn", "resourceArn") },
  "aws:ram/principalAssociation:PrincipalAssociation": { id: idFrom(",", "resourceShareArn", "principal") },
  "aws:globalaccelerator/accelerator:Accelerator": {
    id: (birth) => birth.globalArn("globalaccelerator", `accelerator/${birth.uuid("accelerator")}`),
    outputs: (birth, id) => {
      const name = `a${birth.hex(16, "dns")}`;
      const ipAddresses = ["one", "two"].map((which) => publicAddress(birth, `address ${which}`));
      return {
        arn: id,
        dnsName: `${name}.awsglobalaccelerator.com`,
        dualStackDnsName:
          text(birth.inputs, "ipAddressType") === "DUAL_STACK"
            ? `${name}.dualstack.awsglobalaccelerator.com`
            : "",
        // The one zone of all accelerators.
        hostedZoneId: "Z2BJ6XQ5FK7U4H",
        ipAddresses,
        ipSets: [{ ipAddresses, ipFamily: "IPv4" }],
        enabled: flag(birth.inputs, "enabled") ?? true,
      };
    },
  },
  "aws:globalaccelerator/listener:Listener": {
    id: (birth) => `${text(birth.inputs, "acceleratorArn") ?? ""}/listener/${birth.hex(8, "listener")}`,
    outputs: (_birth, id) => ({ arn: id }),
  },
  "aws:globalaccelerator/endpointGroup:EndpointGroup": {
    id: (birth) => `${text(birth.inputs, "listenerArn") ?? ""}/endpoint-group/${birth.hex(12, "group")}`,
    outputs: (_birth, id) => ({ arn: id }),
  },
};

function tunnel(birth: Birth, which: 1 | 2) {
  const third = 8 + (Number.parseInt(birth.hex(2, `tunnel ${which}`), 16) % 160);
  const inside = text(birth.inputs, `tunnel${which}InsideCidr`) ?? `169.254.${third}.${which * 4}/30`;
  const [base = "", last = 0] = splitLast(inside);
  const key = `tunnel${which}`;
  return {
    [`${key}Address`]: publicAddress(birth, `address of ${key}`),
    [`${key}InsideCidr`]: inside,
    [`${key}VgwInsideAddress`]: `${base}.${last + 1}`,
    [`${key}CgwInsideAddress`]: `${base}.${last + 2}`,
    [`${key}BgpAsn`]: "64512",
    [`${key}BgpHoldtime`]: 30,
    [`${key}PresharedKey`]: "",
  };
}

function splitLast(range: string): [string, number] {
  const address = range.slice(0, range.indexOf("/"));
  const dot = address.lastIndexOf(".");
  return [address.slice(0, dot), Number(address.slice(dot + 1))];
}

function endpointService(birth: Birth, id: string) {
  const gateway = list(birth.inputs, "gatewayLoadBalancerArns").length > 0;
  const domain = text(birth.inputs, "privateDnsName");
  const label = birth.text(20, "abcdefghijklmnopqrstuvwxyz0123456789", "domain");
  return {
    arn: birth.arn("ec2", `vpc-endpoint-service/${id}`),
    serviceName: `com.amazonaws.vpce.${birth.region}.${id}`,
    serviceType: gateway ? "GatewayLoadBalancer" : "Interface",
    baseEndpointDnsNames: gateway ? [] : [`${id}.${birth.region}.vpce.${birth.dnsSuffix}`],
    managesVpcEndpoints: false,
    state: "Available",
    privateDnsNameConfigurations:
      domain === undefined
        ? []
        : [
            {
              name: `_${label}`,
              state: "pendingVerification",
              type: "TXT",
              value: `vpce:${birth.text(20, "abcdefghijklmnopqrstuvwxyz0123456789", "proof")}`,
            },
          ],
  };
}

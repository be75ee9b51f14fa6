import assert from "node:assert/strict";
import {
  AccountPeering,
  type AccountPeeringArgs,
  type LinkedNetwork,
  LinkKind,
  RegionGateway,
  RegionLink,
} from "../../components/region-link";
import { names, only, settled, startMocks } from "../support/mocks";

function network(region: string, cidrBlock: string): LinkedNetwork {
  return {
    region,
    cidrBlock,
    vpcId: `vpc-${region}`,
    routeTableIds: [`table-1-${region}`, `table-2-${region}`],
    services: [{ name: "database", securityGroupId: `group-${region}`, port: 5432 }],
    transitGateway: { id: `tgw-${region}`, routeTableId: `tgw-table-${region}` },
  };
}

const local = network("us-west-2", "10.20.0.0/16");
const peer = network("us-east-2", "10.10.0.0/16");

async function build(kind: LinkKind) {
  const registered = startMocks();
  new RegionLink("link", { kind, local, peer });
  await settled();
  return registered;
}

describe("RegionLink", () => {
  it("asks for a peering connection in one region and accepts it in the other", async () => {
    const registered = await build(LinkKind.Peering);
    const asked = only(registered, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection").inputs;
    assert.equal(asked.region, "us-west-2");
    assert.equal(asked.peerRegion, "us-east-2");
    assert.equal(asked.autoAccept, undefined, "EC2 accepts nothing by itself between regions");
    const accepted = only(
      registered,
      "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
    ).inputs;
    assert.equal(accepted.region, "us-east-2");
    assert.equal(accepted.autoAccept, true);
  });

  for (const [kind, hop] of [
    [LinkKind.Peering, { vpcPeeringConnectionId: "link-peering-id" }],
    [LinkKind.TransitGateway, { transitGatewayId: "tgw-" }],
  ] as const) {
    it(`routes each end to the other's range, there and back (${kind})`, async () => {
      const registered = await build(kind);
      for (const [end, here, there] of [
        ["local", local, peer],
        ["peer", peer, local],
      ] as const) {
        for (const number of [1, 2]) {
          const { inputs } = only(registered, "aws:ec2/route:Route", `link-${end}-route-${number}`);
          assert.equal(inputs.region, here.region);
          assert.equal(inputs.routeTableId, `table-${number}-${here.region}`);
          assert.equal(inputs.destinationCidrBlock, there.cidrBlock);
          const [[property, start]] = Object.entries(hop) as [[string, string]];
          assert.ok(String(inputs[property]).startsWith(start));
        }
      }
    });
  }

  it("routes each transit gateway to the other over the one attachment", async () => {
    const registered = await build(LinkKind.TransitGateway);
    for (const [end, here, there] of [
      ["local", local, peer],
      ["peer", peer, local],
    ] as const) {
      const route = only(registered, "aws:ec2transitgateway/route:Route", `link-${end}-gateway-route`).inputs;
      assert.equal(route.region, here.region);
      assert.equal(route.transitGatewayRouteTableId, `tgw-table-${here.region}`);
      assert.equal(route.transitGatewayAttachmentId, "link-attachment-id");
      assert.equal(route.destinationCidrBlock, there.cidrBlock);
    }
  });

  it("admits the other range to the named port and to nothing else", async () => {
    const registered = await build(LinkKind.Peering);
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    assert.deepEqual(names(registered, type), ["link-local-database", "link-peer-database"]);
    const { inputs } = only(registered, type, "link-peer-database");
    const { description: _, ...rule } = inputs;
    assert.deepEqual(rule, {
      region: "us-east-2",
      securityGroupId: "group-us-east-2",
      cidrIpv4: "10.20.0.0/16",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    });
  });

  it("refuses one region twice, overlapping ranges and a gateway that is not there, all at once", () => {
    startMocks();
    const { transitGateway: _, ...bare } = network("us-west-2", "10.20.128.0/17");
    assert.throws(
      () => new RegionLink("link", { kind: LinkKind.TransitGateway, local, peer: bare }),
      /peer\.region: "us-west-2" is not allowed[\s\S]+peer\.cidrBlock: "10\.20\.128\.0\/17" is not allowed, it overlaps 10\.20\.0\.0\/16[\s\S]+peer\.transitGateway: is missing/,
    );
  });
});

describe("RegionGateway", () => {
  it("attaches its VPC and lets no other account in by itself", async () => {
    const registered = startMocks();
    new RegionGateway("transit", {
      region: "us-east-2",
      vpcId: "vpc",
      subnetIds: ["a", "b"],
      amazonSideAsn: 64_512,
    });
    await settled();
    const gateway = only(registered, "aws:ec2transitgateway/transitGateway:TransitGateway").inputs;
    assert.equal(gateway.autoAcceptSharedAttachments, "disable");
    assert.equal(gateway.amazonSideAsn, 64_512);
    const attachment = only(registered, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").inputs;
    assert.deepEqual(
      [attachment.region, attachment.vpcId, attachment.subnetIds],
      ["us-east-2", "vpc", ["a", "b"]],
    );
  });
});

describe("AccountPeering", () => {
  const args: AccountPeeringArgs = {
    region: "us-east-2",
    vpcId: "vpc",
    cidrBlock: "10.10.0.0/16",
    routeTableIds: ["table-1", "table-2"],
    peerAccountId: "444455556666",
    peerVpcId: "vpc-0a1b2c3d4e5f60718",
    peerCidrBlock: "10.99.0.0/16",
  };

  it("NET-3 asks the other account for a peering and routes there; to accept is the other's", async () => {
    const registered = startMocks();
    new AccountPeering("partner", args);
    await settled();
    assert.deepEqual(only(registered, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection").inputs, {
      region: "us-east-2",
      vpcId: "vpc",
      peerVpcId: "vpc-0a1b2c3d4e5f60718",
      peerOwnerId: "444455556666",
      peerRegion: "us-east-2",
      tags: { Name: "to 444455556666" },
    });
    assert.deepEqual(names(registered, "aws:ec2/route:Route"), ["partner-route-1", "partner-route-2"]);
    assert.deepEqual(only(registered, "aws:ec2/route:Route", "partner-route-2").inputs, {
      region: "us-east-2",
      routeTableId: "table-2",
      destinationCidrBlock: "10.99.0.0/16",
      vpcPeeringConnectionId: "partner-peering-id",
    });
    assert.equal(registered.length, 4);
  });

  it("refuses an account, a network and a range that are none, all at once", () => {
    startMocks();
    const wrong = { peerAccountId: "partner", peerVpcId: "vpc", peerCidrBlock: "10.10.128.0/17" };
    assert.throws(
      () => new AccountPeering("partner", { ...args, ...wrong }),
      /peerCidrBlock: .*overlaps 10\.10\.0\.0\/16[\s\S]+peerAccountId: "partner"[\s\S]+peerVpcId: "vpc"/,
    );
  });
});

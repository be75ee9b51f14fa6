import assert from "node:assert/strict";
import {
  DirectConnect,
  type DirectConnectArgs,
  SiteConnection,
  type SiteConnectionArgs,
} from "../../components/site-connection";
import { mistakes } from "../../components/site-connection/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation";
const PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation";

const tables = { associatedRouteTableId: "site", propagatedRouteTableIds: { workload: "workload-table" } };
const vpn: SiteConnectionArgs = {
  region: "us-east-2",
  resourceName: "cart-office",
  transitGatewayId: "tgw",
  tables,
  site: { ipAddress: "203.0.113.10", bgpAsn: 65_010 },
};

async function connect(more: Partial<SiteConnectionArgs> = {}): Promise<Registered[]> {
  const registered = startMocks({
    "aws:ec2/vpnConnection:VpnConnection": () => ({ transitGatewayAttachmentId: "tgw-attach-vpn" }),
  });
  new SiteConnection("office", { ...vpn, ...more });
  await settled();
  return registered;
}

describe("SiteConnection", () => {
  it("NET-4 is a router, two tunnels with BGP, their log under a key, and a place in the gateway's tables", async () => {
    const registered = await connect();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws:cloudwatch/logGroup:LogGroup office-tunnels",
      "aws:ec2/customerGateway:CustomerGateway office-router",
      "aws:ec2/vpnConnection:VpnConnection office-connection",
      `${ASSOCIATION} office-association`,
      `${PROPAGATION} office-propagation-workload`,
      "aws:kms/alias:Alias office-tunnels-alias",
      "aws:kms/key:Key office-tunnels-key",
      "tandem:components:RegionalKey office-tunnels",
      "tandem:components:SiteConnection office",
    ]);
    assert.deepEqual(only(registered, "aws:ec2/customerGateway:CustomerGateway").inputs, {
      region: "us-east-2",
      type: "ipsec.1",
      ipAddress: "203.0.113.10",
      bgpAsn: "65010",
      tags: { Name: "cart-office" },
    });
    assert.deepEqual(only(registered, ASSOCIATION).inputs, {
      region: "us-east-2",
      transitGatewayAttachmentId: "tgw-attach-vpn",
      transitGatewayRouteTableId: "site",
    });
  });

  it("has the tunnels' inner addresses that are given, each its own, and else AWS's choice", async () => {
    const insideOf = (registered: Registered[]) => {
      const { inputs } = only(registered, "aws:ec2/vpnConnection:VpnConnection");
      return [inputs.tunnel1InsideCidr, inputs.tunnel2InsideCidr];
    };
    const tunnelInsideCidrs: [string, string] = ["169.254.10.0/30", "169.254.10.4/30"];
    assert.deepEqual(insideOf(await connect({ tunnelInsideCidrs })), tunnelInsideCidrs);
    assert.deepEqual(insideOf(await connect()), [undefined, undefined]);
  });

  it("speaks IKEv2 with strong proposals alone, in both tunnels alike", async () => {
    const { inputs } = only(await connect(), "aws:ec2/vpnConnection:VpnConnection");
    assert.equal(inputs.staticRoutesOnly, false);
    assert.equal(inputs.enableAcceleration, false);
    for (const tunnel of ["tunnel1", "tunnel2"]) {
      assert.deepEqual(inputs[`${tunnel}IkeVersions`], ["ikev2"]);
      assert.equal(inputs[`${tunnel}DpdTimeoutAction`], "restart");
      for (const phase of ["Phase1", "Phase2"]) {
        assert.deepEqual(inputs[`${tunnel}${phase}EncryptionAlgorithms`], ["AES256-GCM-16"]);
        assert.deepEqual(inputs[`${tunnel}${phase}IntegrityAlgorithms`], ["SHA2-384", "SHA2-512"]);
        assert.deepEqual(inputs[`${tunnel}${phase}DhGroupNumbers`], [19, 20, 21]);
      }
      const { cloudwatchLogOptions: log } = inputs[`${tunnel}LogOptions`] as Record<
        string,
        Record<string, unknown>
      >;
      assert.equal(log?.logEnabled, true);
      assert.equal(log?.logGroupArn, "arn:mock:office-tunnels");
      assert.equal(log?.bgpLogEnabled, true);
    }
  });

  it("ALL-7 leaves the pre-shared keys to Secrets Manager: none is an argument", async () => {
    const { inputs } = only(await connect(), "aws:ec2/vpnConnection:VpnConnection");
    assert.equal(inputs.presharedKeyStorage, "SecretsManager");
    assert.equal(inputs.tunnel1PresharedKey, undefined);
    assert.equal(inputs.tunnel2PresharedKey, undefined);
  });

  it("keeps the tunnels' log a year, encrypted, or as long as it is told", async () => {
    const group = only(await connect(), "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.equal(group.name, "/aws/vendedlogs/vpn/cart-office");
    assert.equal(group.retentionInDays, 365);
    assert.equal(group.kmsKeyId, "arn:mock:office-tunnels-key");
    const shorter = await connect({ logRetentionInDays: 30 });
    assert.equal(only(shorter, "aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays, 30);
  });

  it("gives EC2 the upper half of AS numbers by its other argument", async () => {
    const registered = await connect({ site: { ipAddress: "203.0.113.10", bgpAsn: 4_200_000_001 } });
    const { inputs } = only(registered, "aws:ec2/customerGateway:CustomerGateway");
    assert.equal(inputs.bgpAsn, undefined);
    assert.equal(inputs.bgpAsnExtended, "4200000001");
  });

  const site = vpn.site;
  const wrong: [string, Partial<SiteConnectionArgs>, string, RegExp][] = [
    [
      "a private address",
      { site: { ...site, ipAddress: "10.0.0.1" } },
      "site.ipAddress",
      /a public IPv4 address is/,
    ],
    ["what is no address", { site: { ...site, ipAddress: "office" } }, "site.ipAddress", /"office"/],
    ["an octet over 255", { site: { ...site, ipAddress: "203.0.113.256" } }, "site.ipAddress", /public IPv4/],
    ["AS number zero", { site: { ...site, bgpAsn: 0 } }, "site.bgpAsn", /^0 is not allowed/],
    ["AWS's own AS number", { site: { ...site, bgpAsn: 7_224 } }, "site.bgpAsn", /AWS uses it itself/],
    [
      "a range elsewhere",
      { tunnelInsideCidrs: ["10.0.0.0/30", "169.254.10.0/30"] },
      "tunnelInsideCidrs[0]",
      /169\.254\.0\.0\/16/,
    ],
    [
      "a range off its boundary",
      { tunnelInsideCidrs: ["169.254.10.1/30", "169.254.10.4/30"] },
      "tunnelInsideCidrs[0]",
      /boundary/,
    ],
    [
      "a range of AWS",
      { tunnelInsideCidrs: ["169.254.10.0/30", "169.254.5.0/30"] },
      "tunnelInsideCidrs[1]",
      /for itself/,
    ],
    [
      "one range for both tunnels",
      { tunnelInsideCidrs: ["169.254.10.0/30", "169.254.10.0/30"] },
      "tunnelInsideCidrs[1]",
      /its own/,
    ],
    ["a retention CloudWatch doesn't know", { logRetentionInDays: 100 }, "logRetentionInDays", /90 or 120/],
  ];
  for (const [what, change, path, sentence] of wrong) {
    it(`refuses ${what}`, () => {
      const found = mistakes({ ...vpn, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason as string, sentence);
    });
  }
});

const line: DirectConnectArgs = {
  region: "us-east-2",
  resourceName: "cart-analytics",
  amazonSideAsn: 64_600,
  transitGatewayId: "tgw",
  allowedPrefixes: ["10.10.0.0/16"],
  tables,
};
const INTERFACE = "aws:directconnect/transitVirtualInterface:TransitVirtualInterface";

async function order(more: Partial<DirectConnectArgs> = {}): Promise<Registered[]> {
  const registered = startMocks(
    {
      "aws:directconnect/gatewayAssociation:GatewayAssociation": () => ({
        transitGatewayAttachmentId: "tgw-attach-dx",
      }),
    },
    { "aws:secretsmanager/getSecretVersion:getSecretVersion": () => ({ secretString: "bgp" }) },
  );
  new DirectConnect("line", { ...line, ...more });
  await settled();
  return registered;
}

describe("DirectConnect", () => {
  it("NET-4 joins a Direct Connect gateway with the transit gateway, and has no interface unless asked", async () => {
    const registered = await order();
    assert.deepEqual(only(registered, "aws:directconnect/gateway:Gateway").inputs, {
      name: "cart-analytics",
      amazonSideAsn: "64600",
    });
    const association = only(registered, "aws:directconnect/gatewayAssociation:GatewayAssociation").inputs;
    assert.deepEqual(association, {
      region: "us-east-2",
      dxGatewayId: "line-gateway-id",
      associatedGatewayId: "tgw",
      allowedPrefixes: ["10.10.0.0/16"],
    });
    assert.equal(only(registered, ASSOCIATION).inputs.transitGatewayAttachmentId, "tgw-attach-dx");
    assert.deepEqual(names(registered, PROPAGATION), ["line-site-propagation-workload"]);
    assert.deepEqual(names(registered, INTERFACE), []);
  });

  it("has a transit virtual interface over the customer's connection when asked, its key from a secret", async () => {
    const transitInterface = {
      connectionId: "dxcon-fg1234ab",
      vlan: 100,
      bgpAsn: 65_011,
      bgpKeySecretArn: "arn:aws:secretsmanager:us-east-2:111122223333:secret:bgp",
    };
    const { inputs } = only(await order({ transitInterface }), INTERFACE);
    const { bgpAuthKey, ...rest } = inputs;
    assert.deepEqual(rest, {
      region: "us-east-2",
      name: "cart-analytics",
      connectionId: "dxcon-fg1234ab",
      dxGatewayId: "line-gateway-id",
      vlan: 100,
      addressFamily: "ipv4",
      bgpAsn: 65_011,
      mtu: 8500,
    });
    assert.match(JSON.stringify(bgpAuthKey), /4dabf18193072939515e22adb298388d/, "marked as a secret");
  });

  it("adds a region to a gateway that another stack owns", async () => {
    const registered = await order({ directConnectGatewayId: "dx-of-primary" });
    assert.deepEqual(names(registered, "aws:directconnect/gateway:Gateway"), []);
    const association = only(registered, "aws:directconnect/gatewayAssociation:GatewayAssociation").inputs;
    assert.equal(association.dxGatewayId, "dx-of-primary");
  });

  const transitInterface = { connectionId: "dxcon-fg1234ab", vlan: 100, bgpAsn: 65_011 };
  const wrong: [string, Partial<DirectConnectArgs>, RegExp][] = [
    ["no range", { allowedPrefixes: [] }, /allowedPrefixes: 0 ranges are not allowed, 1 to 200 are/],
    [
      "ranges that overlap",
      { allowedPrefixes: ["10.0.0.0/8", "10.1.0.0/16"] },
      /allowedPrefixes\[1\]: .*overlaps 10\.0\.0\.0\/8/,
    ],
    ["a public AS number of Amazon's side", { amazonSideAsn: 7_224 }, /amazonSideAsn: 7224/],
    [
      "a connection by another name",
      { transitInterface: { ...transitInterface, connectionId: "line" } },
      /connectionId: "line"/,
    ],
    ["VLAN 0", { transitInterface: { ...transitInterface, vlan: 0 } }, /vlan: 0 is not allowed, 1 to 4094/],
    ["VLAN 4095", { transitInterface: { ...transitInterface, vlan: 4095 } }, /vlan: 4095/],
    [
      "a reserved AS number of the site",
      { transitInterface: { ...transitInterface, bgpAsn: 23_456 } },
      /bgpAsn: 23456/,
    ],
  ];
  for (const [what, change, sentence] of wrong) {
    it(`refuses ${what}`, () => {
      startMocks();
      assert.throws(() => new DirectConnect("line", { ...line, ...change }), sentence);
    });
  }
});

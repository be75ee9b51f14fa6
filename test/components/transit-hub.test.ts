import assert from "node:assert/strict";
import { asNumberMistakes, privateAsNumberMistakes } from "../../components/arguments/as-numbers";
import {
  TransitAttachment,
  type TransitAttachmentArgs,
  TransitHub,
  type TransitHubArgs,
  TransitPeering,
} from "../../components/transit-hub";
import { attachmentMistakes, hubMistakes, peeringMistakes } from "../../components/transit-hub/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";
const TABLE = "aws:ec2transitgateway/routeTable:RouteTable";
const ROUTE = "aws:ec2transitgateway/route:Route";
const ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation";
const PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation";

const hub: TransitHubArgs = {
  region: "us-east-2",
  resourceName: "cart-prod",
  amazonSideAsn: 64_512,
  tiers: ["workload", "inspected", "site"],
};

async function build(more: Partial<TransitHubArgs> = {}) {
  const registered = startMocks();
  const made = new TransitHub("hub", { ...hub, ...more });
  await settled();
  return { registered, made };
}

describe("TransitHub", () => {
  it("NET-3 is a gateway with a table per tier and nothing by default: no table, no propagation, no other account", async () => {
    const { registered, made } = await build();
    assert.deepEqual(only(registered, GATEWAY).inputs, {
      region: "us-east-2",
      amazonSideAsn: 64_512,
      description: "Networks of cart-prod in us-east-2",
      autoAcceptSharedAttachments: "disable",
      vpnEcmpSupport: "enable",
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      tags: { Name: "cart-prod" },
    });
    assert.deepEqual(names(registered, TABLE), ["hub-inspected", "hub-site", "hub-workload"]);
    assert.deepEqual(Object.keys(made.routeTableIds), hub.tiers);
    assert.equal(registered.length, 1 + 1 + 3 + 3, "component, gateway, tables, routes that drop the rest");
    assert.equal(made.shareArn, undefined);
  });

  it("drops what no route knows, but in tiers whose default route leads elsewhere", async () => {
    const { registered } = await build({ openTiers: ["workload"] });
    assert.deepEqual(names(registered, ROUTE), ["hub-inspected-rest", "hub-site-rest"]);
    assert.deepEqual(only(registered, ROUTE, "hub-site-rest").inputs, {
      region: "us-east-2",
      transitGatewayRouteTableId: "hub-site-id",
      destinationCidrBlock: "0.0.0.0/0",
      blackhole: true,
    });
  });

  it("is shared with the named accounts of the organization and nobody outside of it", async () => {
    const unit = "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-1234-56789012";
    const { registered } = await build({ sharedWith: ["444455556666", unit] });
    const share = only(registered, "aws:ram/resourceShare:ResourceShare").inputs;
    assert.deepEqual(share, { region: "us-east-2", name: "cart-prod", allowExternalPrincipals: false });
    assert.equal(
      only(registered, "aws:ram/resourceAssociation:ResourceAssociation").inputs.resourceArn,
      "arn:mock:hub-gateway",
    );
    assert.deepEqual(names(registered, "aws:ram/principalAssociation:PrincipalAssociation"), [
      "hub-shared-with-444455556666",
      "hub-shared-with-ou-1234-56789012",
    ]);
  });

  it("knows its tiers and no other", async () => {
    const { made } = await build();
    assert.throws(() => made.routeTableId("database"), /the hub has no tier "database"/);
  });

  const wrong: [string, Partial<TransitHubArgs>, string, RegExp][] = [
    [
      "a public AS number",
      { amazonSideAsn: 65_535 },
      "amazonSideAsn",
      /^65535 is not allowed, 64512 to 65534/,
    ],
    ["no tier", { tiers: [] }, "tiers", /one tier or more/],
    ["a tier twice", { tiers: ["a", "a"] }, "tiers[1]", /"a" is not allowed twice/],
    ["a tier in capitals", { tiers: ["Site"] }, "tiers[0]", /lower-case/],
    [
      "an open tier that there is not",
      { openTiers: ["edge"] },
      "openTiers[0]",
      /one of the tiers is: workload/,
    ],
    ["a share with a name", { sharedWith: ["partner"] }, "sharedWith[0]", /an account's twelve digits/],
    ["a share twice", { sharedWith: ["444455556666", "444455556666"] }, "sharedWith[1]", /not allowed twice/],
    ["a name with a space", { resourceName: "cart prod" }, "resourceName", /letters, digits/],
    ["a name that is too long", { resourceName: "c".repeat(201) }, "resourceName", /200/],
  ];
  for (const [what, change, path, sentence] of wrong) {
    it(`refuses ${what}`, () => {
      const found = hubMistakes({ ...hub, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason as string, sentence);
    });
  }
});

const attachment: TransitAttachmentArgs = {
  region: "us-east-2",
  transitGatewayId: "tgw",
  vpcId: "vpc",
  subnetIds: ["a", "b"],
  associatedRouteTableId: "workload",
  propagatedRouteTableIds: { inspected: "inspected-table", site: "site-table" },
  routes: [{ tier: "peers", routeTableId: "peers-table", destinationCidrBlock: "10.10.0.0/16" }],
  routeTableIds: ["table-1", "table-2"],
  destinations: ["10.0.0.0/8"],
};

describe("TransitAttachment", () => {
  it("stands in one table, is learned by some, and is reached by routes of others", async () => {
    const registered = startMocks();
    new TransitAttachment("workload", attachment);
    await settled();
    assert.deepEqual(only(registered, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").inputs, {
      region: "us-east-2",
      transitGatewayId: "tgw",
      vpcId: "vpc",
      subnetIds: ["a", "b"],
      applianceModeSupport: "disable",
      transitGatewayDefaultRouteTableAssociation: false,
      transitGatewayDefaultRouteTablePropagation: false,
    });
    const place = { region: "us-east-2", transitGatewayAttachmentId: "workload-attachment-id" };
    assert.deepEqual(only(registered, ASSOCIATION).inputs, {
      ...place,
      transitGatewayRouteTableId: "workload",
    });
    assert.deepEqual(names(registered, PROPAGATION), [
      "workload-propagation-inspected",
      "workload-propagation-site",
    ]);
    assert.deepEqual(only(registered, ROUTE, "workload-peers-10.10.0.0-16").inputs, {
      ...place,
      transitGatewayRouteTableId: "peers-table",
      destinationCidrBlock: "10.10.0.0/16",
    });
  });

  it("leads each table of the network to each range, through the gateway", async () => {
    const registered = startMocks();
    new TransitAttachment("workload", { ...attachment, destinations: ["10.0.0.0/8", "192.168.0.0/16"] });
    await settled();
    assert.deepEqual(names(registered, "aws:ec2/route:Route"), [
      "workload-route-10.0.0.0-8-1",
      "workload-route-10.0.0.0-8-2",
      "workload-route-192.168.0.0-16-1",
      "workload-route-192.168.0.0-16-2",
    ]);
    assert.deepEqual(only(registered, "aws:ec2/route:Route", "workload-route-192.168.0.0-16-2").inputs, {
      region: "us-east-2",
      routeTableId: "table-2",
      destinationCidrBlock: "192.168.0.0/16",
      transitGatewayId: "tgw",
    });
  });

  it("keeps both directions of a flow in a zone where it is told to", async () => {
    const registered = startMocks();
    new TransitAttachment("inspection", { ...attachment, applianceMode: true });
    await settled();
    const { inputs } = only(registered, "aws:ec2transitgateway/vpcAttachment:VpcAttachment");
    assert.equal(inputs.applianceModeSupport, "enable");
  });

  it("refuses a range off its boundary, one twice, and ranges that no table leads to", () => {
    const found = attachmentMistakes({
      ...attachment,
      destinations: ["10.1.2.3/8", "10.0.0.0/8", "10.0.0.0/8"],
      routeTableIds: [],
    });
    assert.deepEqual(
      found.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`),
      [
        'destinations[0]: "10.1.2.3/8" is not allowed, a range on its boundary such as 10.0.0.0/8 is',
        'destinations[2]: "10.0.0.0/8" is not allowed twice',
        "routeTableIds: [] is not allowed, destinations need a route table that leads to them",
      ],
    );
  });
});

function peered(region: string, range: string) {
  return {
    region,
    transitGatewayId: `tgw-${region}`,
    ranges: [range],
    associatedRouteTableId: `peers-${region}`,
    routeTableIds: { inspected: `inspected-${region}` },
  };
}

describe("TransitPeering", () => {
  const local = peered("us-west-2", "10.20.0.0/16");
  const peer = peered("us-east-2", "10.10.0.0/16");

  it("NET-3 peers two regions: asked and accepted, each end with a table that judges and routes there", async () => {
    const registered = startMocks();
    new TransitPeering("peering", { local, peer });
    await settled();
    const asked = only(registered, "aws:ec2transitgateway/peeringAttachment:PeeringAttachment").inputs;
    assert.deepEqual(
      [asked.region, asked.transitGatewayId, asked.peerRegion, asked.peerTransitGatewayId],
      ["us-west-2", "tgw-us-west-2", "us-east-2", "tgw-us-east-2"],
    );
    const accepter = "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter";
    assert.equal(only(registered, accepter).inputs.region, "us-east-2");
    for (const [role, here, there] of [
      ["local", local, peer],
      ["peer", peer, local],
    ] as const) {
      const place = { region: here.region, transitGatewayAttachmentId: "peering-attachment-id" };
      assert.deepEqual(only(registered, ASSOCIATION, `peering-${role}-association`).inputs, {
        ...place,
        transitGatewayRouteTableId: here.associatedRouteTableId,
      });
      const [range = ""] = there.ranges;
      const route = `peering-${role}-inspected-${range.replace("/", "-")}`;
      assert.deepEqual(only(registered, ROUTE, route).inputs, {
        ...place,
        destinationCidrBlock: range,
        transitGatewayRouteTableId: `inspected-${here.region}`,
      });
    }
    assert.deepEqual(names(registered, PROPAGATION), [], "a peering has nothing to learn");
  });

  it("refuses one region twice and ranges that overlap, all at once", () => {
    const found = peeringMistakes({ local, peer: peered("us-west-2", "10.20.128.0/17") });
    assert.deepEqual(
      found.map(({ propertyPath }) => propertyPath),
      ["peer.region", "peer.ranges[0]"],
    );
    assert.match(found[1]?.reason as string, /overlaps 10\.20\.0\.0\/16 of the local end/);
  });
});

describe("AS numbers", () => {
  const table: [number, RegExp | undefined][] = [
    [1, undefined],
    [64_512, undefined],
    [131_072, undefined],
    [4_294_967_294, undefined],
    [0, /1 to 4294967294/],
    [-1, /1 to 4294967294/],
    [4_294_967_296, /1 to 4294967294/],
    [65_000.5, /1 to 4294967294/],
    [23_456, /reserved/],
    [64_500, /reserved/],
    [65_535, /reserved/],
    [65_540, /reserved/],
    [4_294_967_295, /reserved/],
    [7_224, /AWS uses it itself/],
    [17_943, /AWS uses it itself/],
  ];
  for (const [asn, sentence] of table) {
    it(`of a site: ${asn} is ${sentence ? "refused" : "taken"}`, () => {
      const [found] = asNumberMistakes("asn", asn);
      if (sentence === undefined) assert.equal(found, undefined);
      else assert.match(found?.reason as string, sentence);
    });
  }

  it("of Amazon's side are private ones of either size", () => {
    for (const right of [64_512, 65_534, 4_200_000_000, 4_294_967_294])
      assert.deepEqual(privateAsNumberMistakes("asn", right), []);
    for (const wrong of [64_511, 65_535, 4_199_999_999, 4_294_967_295, 64_512.5])
      assert.equal(privateAsNumberMistakes("asn", wrong).length, 1, String(wrong));
  });
});

describe("further routes of a TransitAttachment", () => {
  const attached: TransitAttachmentArgs = {
    region: "us-east-2",
    transitGatewayId: "tgw",
    vpcId: "vpc",
    subnetIds: ["a", "b"],
    associatedRouteTableId: "table",
    routeTableIds: ["private-1", "private-2"],
    destinations: ["10.51.0.0/17"],
  };

  it("NET-3 lead from other tables of the network to ranges of their own, beside the usual ones", async () => {
    const registered = startMocks();
    const otherRoutes = [{ name: "data", routeTableIds: ["isolated-1"], destinations: ["192.168.16.0/20"] }];
    new TransitAttachment("network", { ...attached, otherRoutes });
    await settled();
    const routes = registered.filter(({ type }) => type === "aws:ec2/route:Route");
    assert.deepEqual(
      routes.map(({ name, inputs }) => [name, inputs.routeTableId, inputs.destinationCidrBlock]).sort(),
      [
        ["network-data-192.168.16.0-20-1", "isolated-1", "192.168.16.0/20"],
        ["network-route-10.51.0.0-17-1", "private-1", "10.51.0.0/17"],
        ["network-route-10.51.0.0-17-2", "private-2", "10.51.0.0/17"],
      ],
    );
  });

  it("are refused with a name that is taken, ranges off their boundary, or no table", () => {
    const data = { name: "data", routeTableIds: ["isolated-1"], destinations: ["192.168.16.0/20"] };
    const wrong = (...otherRoutes: (typeof data)[]) =>
      attachmentMistakes({ ...attached, otherRoutes }).map(({ propertyPath }) => propertyPath);
    assert.deepEqual(wrong(data), []);
    assert.deepEqual(wrong(data, data), ["otherRoutes[1].name"]);
    assert.deepEqual(wrong({ ...data, name: "route" }), ["otherRoutes[0].name"]);
    assert.deepEqual(wrong({ ...data, destinations: ["192.168.16.1/20"] }), [
      "otherRoutes[0].destinations[0]",
    ]);
    assert.deepEqual(wrong({ ...data, routeTableIds: [] }), ["otherRoutes[0].routeTableIds"]);
  });
});

import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import {
  type Answer,
  machine,
  type Network,
  type Place,
  partner,
  reach,
  readNetwork,
  site,
} from "../support/reachability";
import { byType, resourcesOf } from "../support/state";

const HOME = "us-east-1";
const OTHER = "eu-west-1";

/** What the exported states do not tell: what the sites' routers announce. */
const ANNOUNCED = {
  [`${HOME}/vpn-connection`]: ["192.168.0.0/20", "192.168.16.0/20"],
  [`${OTHER}/vpn-connection`]: ["192.168.64.0/20", "192.168.80.0/20"],
};

/** The networks of both regions, with the peering of the other account accepted. */
export function networkOf(exported: readonly unknown[]): Network {
  const peerings = exported
    .flatMap(resourcesOf)
    .filter(({ type }) => type === "aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
  return readNetwork(exported, {
    announced: ANNOUNCED,
    acceptedPeerings: peerings.map(({ id }) => id as string),
  });
}

/** Everything that asks or is asked, in one region. */
function placesIn(network: Network, region: string) {
  const tier = (name: string, zone: number) => `network-vpc-${name}-${zone}`;
  const at = (subnet: string, group: string, options = {}) =>
    machine(network, subnet, [`${group}-security-group`], { region, ...options });
  return {
    // Zones differ on purpose: a way has to be there from each to each.
    shop: at(tier("public", 1), "shop", { public: true }),
    catalog: at(tier("private", 2), "catalog"),
    checkout: at(tier("private", 3), "checkout"),
    gateway: at(tier("private", 1), "payment-gateway"),
    payments: at(tier("private", 2), "payments"),
    database: at(tier("isolated", 3), "database"),
    partnerService: at(tier("private", 1), "partner-risk-desk"),
    appliance: machine(network, "inspection-appliance-2", ["inspection-appliances-security-group"], {
      region,
    }),
  };
}

const INTERNET: Place = { kind: "internet" };
const service = (name: string): Place => ({ kind: "service", name });

/** A pair: who asks whom on which port, and how many inspections are in the way, or why it must not. */
type Pair = [title: string, from: Place, to: Place, port: number, expected: number | RegExp];

const NOBODY_IN = /no security group of the asked lets tcp \d+ in/;
const NOBODY_OUT = /no security group of the asker lets tcp \d+ out/;
const NO_ROUTE = /no route to/;
const NOT_PUBLIC = /no public address/;

/** The table: what must connect, and what must not. */
export function pairs(network: Network): Pair[] {
  const here = placesIn(network, HOME);
  const there = placesIn(network, OTHER);
  const developer = site(network, "vpn-connection", "192.168.0.9", { region: HOME });
  const analyst = site(network, "vpn-connection", "192.168.16.9", { region: HOME });
  const developerThere = site(network, "vpn-connection", "192.168.64.9", { region: OTHER });
  const analystThere = site(network, "vpn-connection", "192.168.80.9", { region: OTHER });
  const account = partner(network, "account-warehouse-peering", "172.20.0.9", { region: HOME });
  return [
    // From the internet.
    ["the internet to the shop", INTERNET, here.shop, 443, 0],
    ["the internet to the shop of the other region", INTERNET, there.shop, 443, 0],
    ["the internet to the shop in clear", INTERNET, here.shop, 80, NOBODY_IN],
    ["the internet to catalog", INTERNET, here.catalog, 8080, NOT_PUBLIC],
    ["the internet to checkout", INTERNET, here.checkout, 8080, NOT_PUBLIC],
    ["the internet to the payment gateway", INTERNET, here.gateway, 443, NOT_PUBLIC],
    ["the internet to the database", INTERNET, here.database, 5432, NOT_PUBLIC],
    ["the internet to an appliance", INTERNET, here.appliance, 443, NOT_PUBLIC],
    // From the public tier.
    ["the load balancer to catalog", here.shop, here.catalog, 8080, 0],
    ["the load balancer to checkout", here.shop, here.checkout, 8080, 0],
    ["the load balancer to checkout on another port", here.shop, here.checkout, 22, NOBODY_OUT],
    ["the load balancer to the database", here.shop, here.database, 5432, NOBODY_OUT],
    ["the load balancer to the payment gateway", here.shop, here.gateway, 443, NOBODY_OUT],
    // From the private tier.
    ["catalog to the database", here.catalog, here.database, 5432, 0],
    ["checkout to the database", here.checkout, here.database, 5432, 0],
    ["payments to the database", here.payments, here.database, 5432, NOBODY_OUT],
    ["checkout to the payment gateway", here.checkout, here.gateway, 443, 0],
    ["catalog to the payment gateway", here.catalog, here.gateway, 443, NOBODY_IN],
    ["the payment gateway to its tasks", here.gateway, here.payments, 8443, 0],
    ["checkout to the gateway's tasks past it", here.checkout, here.payments, 8443, NOBODY_OUT],
    ["catalog to checkout", here.catalog, here.checkout, 8080, NOBODY_OUT],
    ["checkout to a partner's service", here.checkout, here.partnerService, 443, 0],
    ["catalog to a partner's service", here.catalog, here.partnerService, 443, NOBODY_IN],
    ["payments to card networks", here.payments, INTERNET, 443, 0],
    ["payments to anywhere by SMTP", here.payments, INTERNET, 25, NOBODY_OUT],
    ["the database to the internet", here.database, INTERNET, 443, NO_ROUTE],
    // Services of AWS.
    ["catalog to DynamoDB", here.catalog, service("dynamodb"), 443, 0],
    ["catalog to S3", here.catalog, service("s3"), 443, 0],
    ["checkout to SQS", here.checkout, service("sqs"), 443, 0],
    ["checkout to KMS", here.checkout, service("kms"), 443, 0],
    ["payments to the logs", here.payments, service("logs"), 443, 0],
    ["checkout to the images of ECR", here.checkout, service("ecr.dkr"), 443, 0],
    // From region to region, past the appliances of both.
    ["checkout to the other region's payment gateway", here.checkout, there.gateway, 443, 2],
    ["the other region's checkout to this payment gateway", there.checkout, here.gateway, 443, 2],
    ["checkout to the other region's database", here.checkout, there.database, 5432, NOBODY_OUT],
    ["checkout to the other region's checkout", here.checkout, there.checkout, 8080, NOBODY_OUT],
    [
      "the load balancer to the other region's payment gateway",
      here.shop,
      there.gateway,
      443,
      /leads to the internet/,
    ],
    ["the database to the other region's database", here.database, there.database, 5432, NO_ROUTE],
    // To and from sites, past the appliances of the region.
    ["a developer to catalog", developer, here.catalog, 8080, 1],
    ["a developer to checkout", developer, here.checkout, 8080, 1],
    ["a developer to payments", developer, here.payments, 8443, 1],
    ["a developer of the other site to the other region's catalog", developerThere, there.catalog, 8080, 1],
    ["a developer to the database", developer, here.database, 5432, NOBODY_IN],
    ["a developer to an appliance", developer, here.appliance, 443, NO_ROUTE],
    ["an analyst to the database", analyst, here.database, 5432, 1],
    ["an analyst of the other site to the other region's database", analystThere, there.database, 5432, 1],
    ["an analyst to catalog", analyst, here.catalog, 8080, NOBODY_IN],
    ["an analyst to the other region's database", analyst, there.database, 5432, NO_ROUTE],
    ["a developer to the other region's checkout", developer, there.checkout, 8080, NO_ROUTE],
    ["checkout to a developer", here.checkout, developer, 22, NOBODY_OUT],
    // Over the peering with another account.
    ["another account to the payment gateway", account, here.gateway, 443, 0],
    ["another account to checkout", account, here.checkout, 8080, NOBODY_IN],
    ["another account to the database", account, here.database, 5432, NOBODY_IN],
    [
      "another account to the other region's payment gateway",
      account,
      there.gateway,
      443,
      /carries nothing for/,
    ],
  ];
}

/** Ids of the endpoints of the inspections. */
const inspections = (network: Network) =>
  new Set(
    [...network.endpoints.values()].filter(({ kind }) => kind === "GatewayLoadBalancer").map(({ id }) => id),
  );

/** Declares one test per pair, and those of the ways that are taken. */
export function reachability(exported: () => readonly unknown[], it: Declare = globalThis.it): void {
  let read: Network | undefined;
  const network = (): Network => {
    read ??= networkOf(exported());
    return read;
  };

  const ask = (from: Place, to: Place, port: number): Answer =>
    reach(network(), from, to, { protocol: "tcp", port });

  it("NET-3 NET-5 NET-8 at least 40 pairs connect, or do not, as the table says", () => {
    const table = pairs(network());
    assert.ok(table.length >= 40, `${table.length} pairs`);
    const wrong = table.flatMap(([title, from, to, port, expected]) => {
      const { reaches, reason = "", keepers } = ask(from, to, port);
      if (typeof expected !== "number") {
        return !reaches && expected.test(reason) ? [] : [`${title}: ${reaches ? "connects" : reason}`];
      }
      const passed = keepers.filter((id) => inspections(network()).has(id)).length;
      if (!reaches) return [`${title}: ${reason}`];
      return passed === expected ? [] : [`${title}: past ${passed} inspections, not ${expected}`];
    });
    assert.deepEqual(wrong, []);
  });

  it("NET-3 from region to region the way leads over both transit gateways", () => {
    const { path } = ask(placesIn(network(), HOME).checkout, placesIn(network(), OTHER).gateway, 443);
    const peerings = path.filter((id) => network().attachments.get(id)?.kind === "peering");
    assert.equal(peerings.length, 1);
    const gateways = new Set(
      network()
        .gatewayTables.filter(({ id }) => path.includes(id))
        .map(({ gatewayId }) => gatewayId),
    );
    assert.equal(gateways.size, 2);
  });

  it("NET-5 both directions of a flow pass the same appliances in reverse, from every zone to every zone", () => {
    for (const [near, far] of [
      [1, 2],
      [2, 3],
      [3, 1],
      [1, 3],
    ]) {
      const at = (zone: number | undefined, group: string, region: string) =>
        machine(network(), `network-vpc-private-${zone}`, [`${group}-security-group`], { region });
      const from = at(near, "checkout", HOME);
      const to = at(far, "payment-gateway", OTHER);
      const { reaches, reason } = ask(from, to, 443);
      assert.ok(reaches, `zone ${near} to zone ${far}: ${reason}`);
    }
  });

  it("NET-8 services reach DynamoDB and S3 through the gateway endpoints, not through NAT", () => {
    const { catalog } = placesIn(network(), HOME);
    for (const name of ["dynamodb", "s3"]) {
      const { path, keepers } = ask(catalog, service(name), 443);
      const endpoint = network().endpoints.get(path.at(-1) ?? "");
      assert.equal(endpoint?.kind, "Gateway");
      assert.equal(endpoint?.service, name);
      assert.deepEqual(keepers, []);
    }
  });

  it("NET-3 route tables by tier: the public one knows no other network, the data's only the analysts", () => {
    const all = exported().flatMap(resourcesOf);
    const gateways = new Set(
      byType(all, "aws:ec2transitgateway/transitGateway:TransitGateway").map(({ id }) => id),
    );
    const leads = (tier: string) => {
      const tables = [...network().subnets.values()]
        .filter(({ name }) => name.startsWith(`network-vpc-${tier}-`))
        .map(({ tableId }) => network().tables.get(tableId) ?? []);
      return [
        ...new Set(
          tables.flat().flatMap(({ range, hop }) => ("id" in hop && gateways.has(hop.id) ? [range] : [])),
        ),
      ].sort();
    };
    assert.deepEqual(leads("public"), []);
    assert.deepEqual(leads("private"), ["10.50.0.0/17", "10.51.0.0/17", "192.168.0.0/20", "192.168.64.0/20"]);
    assert.deepEqual(leads("isolated"), ["192.168.16.0/20", "192.168.80.0/20"]);
  });
}

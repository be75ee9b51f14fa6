import assert from "node:assert/strict";
import {
  Continent,
  FailoverRole,
  RegionalRecord,
  type RegionalRecordArgs,
  type Routing,
  RoutingKind,
  ValueType,
} from "../../components/regional-record";
import { answerOf, type Caller, type World } from "../support/dns-answers";
import { routedNames, worldOf } from "../support/dns-world";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";
import type { Deployed } from "../support/state";

const RECORD = "aws:route53/record:Record";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const name = "shop.example.com";

const common = {
  zoneId: "Z1",
  recordName: name,
  region: "us-east-1",
  target: { dnsName: "alb.us-east-1.test", zoneId: "ZLB" },
} satisfies Partial<RegionalRecordArgs>;

const geolocation = {
  kind: RoutingKind.Geolocation,
  locations: [{ continent: Continent.NorthAmerica }, { country: "US", subdivision: "CA" }],
  ownsDefault: true,
} satisfies Routing;

async function build(args: Partial<RegionalRecordArgs> & { routing: Routing }): Promise<Registered[]> {
  const registered = startMocks();
  new RegionalRecord("shop", { ...common, ...args });
  await settled();
  return registered;
}

/** What a component that refuses its args says. */
function refusal(args: Partial<RegionalRecordArgs>): string {
  startMocks();
  try {
    new RegionalRecord("shop", { ...common, routing: { kind: RoutingKind.Latency }, ...args });
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("RegionalRecord", () => {
  it("REQ-1 is one latency record for its region, out while its check or its target is unhealthy", async () => {
    const registered = await build({ routing: { kind: RoutingKind.Latency }, healthCheck: {} });
    assert.deepEqual(names(registered, RECORD), ["shop-record"]);
    assert.deepEqual(only(registered, RECORD).inputs, {
      zoneId: "Z1",
      name,
      type: "A",
      setIdentifier: "us-east-1",
      latencyRoutingPolicies: [{ region: "us-east-1" }],
      healthCheckId: "shop-health-check-id",
      aliases: [{ name: "alb.us-east-1.test", zoneId: "ZLB", evaluateTargetHealth: true }],
    });
    const { inputs } = only(registered, CHECK);
    assert.deepEqual(
      [inputs.type, inputs.fqdn, inputs.resourcePath, inputs.requestInterval, inputs.failureThreshold],
      ["HTTPS", "alb.us-east-1.test", "/healthz/ready", 10, 3],
    );
    assert.equal(inputs.measureLatency, true);
    assert.equal(inputs.enableSni, true);
    assert.equal((inputs.regions as string[]).length, 3);
  });

  it("answers over IPv6 as well where it is asked to", async () => {
    const registered = await build({ routing: geolocation, ipv6: true });
    assert.deepEqual(
      names(registered, RECORD),
      ["continent-na", "country-us-ca", "default", "nearest"].flatMap((role) => [
        `shop-${role}`,
        `shop-${role}-aaaa`,
      ]),
    );
    assert.equal(only(registered, RECORD, "shop-default-aaaa").inputs.type, "AAAA");
  });

  it("NET-2 has a record for each place, a latency record under a name of its own, and the default as an alias of that", async () => {
    const registered = await build({ routing: geolocation, healthCheck: {} });
    assert.deepEqual(
      registered
        .filter(({ type }) => type === RECORD)
        .map(({ inputs }) => [
          inputs.name,
          inputs.setIdentifier,
          inputs.geolocationRoutingPolicies ?? inputs.latencyRoutingPolicies,
        ])
        .sort(([, one], [, other]) => String(one).localeCompare(String(other))),
      [
        ["nearest.shop.example.com", "us-east-1", [{ region: "us-east-1" }]],
        [name, "us-east-1-continent-na", [{ continent: "NA" }]],
        [name, "us-east-1-country-us-ca", [{ country: "US", subdivision: "CA" }]],
        [name, "us-east-1-default", [{ country: "*" }]],
      ],
    );
    const { inputs } = only(registered, RECORD, "shop-default");
    assert.deepEqual(inputs.aliases, [
      { name: "nearest.shop.example.com", zoneId: "Z1", evaluateTargetHealth: true },
    ]);
    assert.equal(
      inputs.healthCheckId,
      undefined,
      "the region's own check would take everybody's answer away",
    );
  });

  it("leaves the default to the stack that owns it", async () => {
    const registered = await build({ routing: { ...geolocation, ownsDefault: false } });
    assert.deepEqual(names(registered, RECORD), ["shop-continent-na", "shop-country-us-ca", "shop-nearest"]);
  });

  it("shares by weight, with a record for each label", async () => {
    const registered = await build({ routing: { kind: RoutingKind.Weighted, weight: 50 }, label: "proxy-a" });
    const { inputs } = only(registered, RECORD);
    assert.deepEqual(inputs.weightedRoutingPolicies, [{ weight: 50 }]);
    assert.equal(inputs.setIdentifier, "us-east-1-proxy-a");
  });

  it("WEB-4 is half a failover pair, whose second half has no check of its target", async () => {
    for (const role of [FailoverRole.Primary, FailoverRole.Secondary]) {
      const registered = await build({ routing: { kind: RoutingKind.Failover, role }, healthCheck: {} });
      assert.deepEqual(only(registered, RECORD).inputs.failoverRoutingPolicies, [{ type: role }]);
      assert.deepEqual(names(registered, CHECK), role === "PRIMARY" ? ["shop-health-check"] : []);
    }
  });

  it("checks the region by a name of its own where the target answers to no other", async () => {
    const registered = await build({
      routing: { kind: RoutingKind.Latency },
      healthCheck: { path: "/health", requestInterval: 30, failureThreshold: 2 },
      regionalName: "us-east-1.shop.example.com",
    });
    assert.equal(only(registered, CHECK).inputs.fqdn, "us-east-1.shop.example.com");
    const { inputs } = only(registered, RECORD, "shop-own");
    assert.deepEqual([inputs.name, inputs.setIdentifier], ["us-east-1.shop.example.com", undefined]);
  });

  it("checks an address, and keeps its answer no longer than a minute", async () => {
    const registered = await build({
      routing: { kind: RoutingKind.Weighted, weight: 1 },
      target: { type: ValueType.A, values: ["192.0.2.1"] },
      healthCheck: {},
    });
    assert.equal(only(registered, CHECK).inputs.ipAddress, "192.0.2.1");
    const { inputs } = only(registered, RECORD);
    assert.deepEqual([inputs.records, inputs.ttl, inputs.aliases], [["192.0.2.1"], 60, undefined]);
  });

  it("answers only while every switch that people turn is on", async () => {
    const registered = await build({
      routing: { kind: RoutingKind.Latency },
      healthCheck: {},
      switches: ["s1"],
    });
    const all = only(registered, CHECK, "shop-all-checks").inputs;
    assert.deepEqual([all.childHealthchecks, all.childHealthThreshold], [["shop-health-check-id", "s1"], 2]);
    assert.equal(only(registered, RECORD).inputs.healthCheckId, "shop-all-checks-id");
  });

  it("refuses what Route 53 would, all at once", () => {
    const message = refusal({
      recordName: "Shop.example.com",
      label: "a b",
      regionalName: "*.example.com",
      ipv6: true,
      healthCheck: {
        path: "healthz",
        failureThreshold: 11,
        checkerRegions: ["us-west-1", "eu-west-1", "eu-north-1"],
      },
      routing: { kind: RoutingKind.Weighted, weight: 256 },
      target: { type: ValueType.A, values: ["192.0.2.300"], ttl: 300 },
    });
    for (const part of [
      'recordName: "Shop.example.com" is not allowed, a domain name in lower case is',
      'label: "a b" is not allowed',
      'regionalName: "*.example.com" is not allowed',
      "routing.weight: 256 is not allowed, 0 to 255 are",
      'target.values[0]: "192.0.2.300" is not allowed for A',
      "target.ttl: 300 is not allowed, 1 to 60 seconds are",
      "ipv6: it is not allowed with values",
      'healthCheck.path: "healthz" is not allowed',
      "healthCheck.failureThreshold: 11 is not allowed, 1 to 10 failed checks are",
      "healthCheck.checkerRegions: [us-west-1, eu-west-1, eu-north-1] is not allowed, three or more of",
    ]) {
      assert.ok(message.includes(part), `${part} is not in:\n${message}`);
    }
  });

  it("refuses places that Route 53 does not know, and none at all", () => {
    const at = (locations: unknown) =>
      refusal({ routing: { ...geolocation, locations } as RegionalRecordArgs["routing"] });
    assert.match(at([]), /routing\.locations: none is not allowed, at least one country or continent is/);
    assert.match(
      at([{ continent: "XX" }]),
      /locations\[0\]\.continent: "XX" is not allowed, AF, AN, AS, EU, NA, OC, SA are/,
    );
    assert.match(at([{ country: "UK" }]), /country: "UK" is not allowed, "GB" is/);
    assert.match(at([{ country: "de" }]), /country: "de" is not allowed, "DE" is/);
    assert.match(at([{ country: "BV" }]), /country: "BV" is not allowed, an ISO 3166-1 code/);
    assert.match(
      at([{ country: "DE", subdivision: "BY" }]),
      /"BY" is not allowed, Route 53 tells parts of US and UA only/,
    );
    assert.match(at([{ country: "US", subdivision: "XX" }]), /"XX" is not allowed, a state/);
    assert.match(at([{ country: "DE" }, { country: "DE" }]), /locations\[1\]: the location is there twice/);
    assert.equal(at([{ country: "DE" }, { country: "US", subdivision: "CA" }, { continent: "EU" }]), "");
  });

  it("refuses values without a check, a check of several, and a CNAME of several", () => {
    const values = { type: ValueType.A, values: ["192.0.2.1", "192.0.2.2"] };
    assert.match(refusal({ target: values }), /healthCheck: none is not allowed for a target of values/);
    assert.match(refusal({ target: values, healthCheck: {} }), /2 are not allowed, a check asks one/);
    assert.match(
      refusal({ target: { type: ValueType.CNAME, values: ["a.example.com", "b.example.com"] } }),
      /2 are not allowed, a CNAME has one value/,
    );
    const secondary = { kind: RoutingKind.Failover, role: FailoverRole.Secondary } as const;
    assert.equal(refusal({ target: values, routing: secondary }), "");
  });

  it("refuses a nearest name that is the shared one, or has a wildcard", () => {
    assert.match(
      refusal({ routing: { ...geolocation, nearestName: name } }),
      /nearestName: "shop\.example\.com"/,
    );
    assert.match(
      refusal({ recordName: "*.example.com", routing: geolocation }),
      /nearestName: "nearest\.\*\.example\.com"/,
    );
  });
});

describe("names over regions, when one region is lost", () => {
  const regions = ["us-east-1", "eu-west-1", "ap-southeast-1"];
  const target = (region: string) => `alb.${region}.test`;
  const routings: Record<string, Routing> = {
    "us-east-1": { ...geolocation },
    "eu-west-1": {
      kind: RoutingKind.Geolocation,
      ownsDefault: false,
      locations: [{ continent: Continent.Europe }, { country: "GB" }],
    },
    "ap-southeast-1": {
      kind: RoutingKind.Geolocation,
      ownsDefault: false,
      locations: [{ continent: Continent.Asia }],
    },
  };
  const callers: Record<string, Caller> = {
    Californian: { continent: "NA", country: "US", subdivision: "CA", nearest: [...regions] },
    Canadian: { continent: "NA", country: "CA", nearest: [...regions] },
    Briton: { continent: "EU", country: "GB", nearest: ["eu-west-1", "us-east-1", "ap-southeast-1"] },
    Pole: { continent: "EU", country: "PL", nearest: ["eu-west-1", "us-east-1", "ap-southeast-1"] },
    Indian: { continent: "AS", country: "IN", nearest: ["ap-southeast-1", "eu-west-1", "us-east-1"] },
    Brazilian: { continent: "SA", country: "BR", nearest: [...regions] },
    Kenyan: { continent: "AF", country: "KE", nearest: ["eu-west-1", "ap-southeast-1", "us-east-1"] },
  };

  async function world(routingOf: (region: string) => Routing): Promise<Deployed[]> {
    const registered = startMocks();
    for (const region of regions) {
      new RegionalRecord(region, {
        ...common,
        region,
        target: { dnsName: target(region), zoneId: "ZLB" },
        routing: routingOf(region),
        healthCheck: {},
        regionalName: `${region}.example.com`,
        switches: ["turned-by-people"],
      });
    }
    await settled();
    return registered.map(deployed);
  }

  function deployed({ type, name: logical, inputs }: Registered): Deployed {
    const id = `${logical}-id`;
    return { urn: logical, type, name: logical, custom: true, id, inputs, outputs: {}, dependencies: [] };
  }

  function lost(records: Deployed[], dead: string[]): World {
    return worldOf(records, (answer) => dead.some((region) => answer === target(region)));
  }

  const kinds: Record<string, (region: string) => Routing> = {
    "by latency": () => ({ kind: RoutingKind.Latency }),
    "by location": (region) => routings[region] as Routing,
  };
  for (const [kind, routingOf] of Object.entries(kinds)) {
    it(`REQ-1 NET-2 ${kind}: everybody gets an answer of a healthy region, and only those of the lost region move`, async () => {
      const records = await world(routingOf);
      const asked = (dead: string[], caller: Caller) => answerOf(lost(records, dead), name, "A", caller);
      for (const [who, caller] of Object.entries(callers)) {
        const usual = asked([], caller);
        assert.ok(usual !== undefined, who);
        for (const dead of regions) {
          const answer = asked([dead], caller);
          assert.ok(answer !== undefined && !answer.includes(dead), `${who} without ${dead} gets ${answer}`);
          if (!usual.includes(dead)) assert.equal(answer, usual, `${who} need not move without ${dead}`);
        }
        const left = asked(["us-east-1", "eu-west-1"], caller);
        assert.equal(left, target("ap-southeast-1"), `${who} gets the last region`);
      }
    });
  }

  it("by location: the smallest place decides, and everybody else goes to the nearest region", async () => {
    const records = await world((region) => routings[region] as Routing);
    const state = lost(records, []);
    const answers = Object.entries(callers).map(([who, caller]) => [who, answerOf(state, name, "A", caller)]);
    assert.deepEqual(Object.fromEntries(answers), {
      Californian: target("us-east-1"),
      Canadian: target("us-east-1"),
      Briton: target("eu-west-1"),
      Pole: target("eu-west-1"),
      Indian: target("ap-southeast-1"),
      Brazilian: target("us-east-1"),
      Kenyan: target("eu-west-1"),
    });
  });

  it("finds every shared name of the stacks, and none of a region alone", async () => {
    const records = await world((region) => routings[region] as Routing);
    assert.deepEqual(
      routedNames(records)
        .map((shared) => shared.name)
        .sort(),
      ["nearest.shop.example.com", name],
    );
  });
});

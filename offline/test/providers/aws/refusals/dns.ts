import { types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { aliasRecord, balancer, record, zone } from "./world";

const cases: Case[] = [
  {
    refusal: "route53-cname-at-apex",
    code: "InvalidChangeBatch",
    mistake: (cloud) =>
      record(cloud, "r", { zoneId: zone(cloud).id, name: "Example.com.", type: "CNAME", records: ["x.net"] }),
    twin: (cloud) =>
      record(cloud, "r", { zoneId: zone(cloud).id, name: "www", type: "CNAME", records: ["x.net"] }),
  },
  {
    refusal: "route53-cname-beside-others",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", { zoneId, name: "www" });
      record(cloud, "b", { zoneId, name: "www.example.com", type: "CNAME", records: ["x.net"] });
    },
    twin: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", { zoneId, name: "www" });
      record(cloud, "b", { zoneId, name: "www", type: "AAAA", records: ["2001:db8::1"] });
    },
  },
  {
    refusal: "route53-simple-and-routed",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", { zoneId, name: "api" });
      record(cloud, "b", {
        zoneId,
        name: "api",
        setIdentifier: "x",
        failoverRoutingPolicies: [{ type: "SECONDARY" }],
      });
    },
    twin: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", {
        zoneId,
        name: "api",
        setIdentifier: "y",
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
      });
      record(cloud, "b", {
        zoneId,
        name: "api",
        setIdentifier: "x",
        failoverRoutingPolicies: [{ type: "SECONDARY" }],
      });
    },
  },
  ...(
    [
      [{ country: "*" }, { country: "*" }, { country: "DE" }],
      [{ continent: "EU" }, { continent: "EU" }, { continent: "AS" }],
      [{ country: "US", subdivision: "CA" }, { country: "US", subdivision: "CA" }, { country: "US" }],
    ] as const
  ).map(
    ([first, again, other]): Case => ({
      refusal: "route53-routed-alike",
      code: "InvalidChangeBatch",
      mistake: (cloud) => placed(cloud, first, again),
      twin: (cloud) => placed(cloud, first, other),
    }),
  ),
  {
    refusal: "route53-routed-alike",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const api = { zoneId: zone(cloud).id, name: "api" };
      record(cloud, "a", { ...api, setIdentifier: "x", latencyRoutingPolicies: [{ region: "eu-west-1" }] });
      record(cloud, "b", { ...api, setIdentifier: "y", weightedRoutingPolicies: [{ weight: 1 }] });
    },
    twin: (cloud) => {
      const api = { zoneId: zone(cloud).id, name: "api" };
      record(cloud, "a", { ...api, setIdentifier: "x", weightedRoutingPolicies: [{ weight: 1 }] });
      record(cloud, "b", { ...api, setIdentifier: "y", weightedRoutingPolicies: [{ weight: 1 }] });
    },
  },
  {
    refusal: "route53-routed-alike",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const api = { zoneId: zone(cloud).id, name: "api" };
      record(cloud, "a", { ...api, setIdentifier: "x", latencyRoutingPolicies: [{ region: "eu-west-1" }] });
      record(cloud, "b", { ...api, setIdentifier: "y", latencyRoutingPolicies: [{ region: "eu-west-1" }] });
    },
    twin: (cloud) => {
      const api = { zoneId: zone(cloud).id, name: "api" };
      record(cloud, "a", { ...api, setIdentifier: "x", latencyRoutingPolicies: [{ region: "eu-west-1" }] });
      record(cloud, "b", { ...api, setIdentifier: "y", latencyRoutingPolicies: [{ region: "eu-west-2" }] });
    },
  },
  {
    refusal: "route53-alias-zone",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const zoneId = zone(cloud).id;
      const nlb = balancer(cloud, "network", 1);
      aliasRecord(cloud, zoneId, { name: nlb.outputs.dnsName ?? "", zoneId });
    },
    twin: (cloud) => {
      const nlb = balancer(cloud, "network", 1);
      aliasRecord(cloud, zone(cloud).id, {
        name: nlb.outputs.dnsName ?? "",
        zoneId: nlb.outputs.zoneId ?? "",
      });
    },
  },
  {
    refusal: "route53-zone-not-empty",
    code: "HostedZoneNotEmpty",
    mistake: (cloud) => {
      const hosted = zone(cloud);
      record(cloud, "a", { zoneId: hosted.id, name: "www" });
      cloud.delete(hosted);
    },
    twin: (cloud) => {
      const hosted = zone(cloud, { forceDestroy: true });
      record(cloud, "a", { zoneId: hosted.id, name: "www" });
      cloud.delete(hosted);
    },
  },

  {
    refusal: "route53-record-values",
    code: "provider",
    mistake: (cloud) => cloud.create(types.record, "r", { zoneId: "Z1", name: "a", type: "A", ttl: 60 }),
    twin: (cloud) => record(cloud, "r", { zoneId: "Z1", name: "a" }),
    tellsFromShape: "both properties are absent",
  },
  {
    refusal: "route53-record-values",
    code: "provider",
    mistake: (cloud) =>
      cloud.create(types.record, "r", {
        ...{ zoneId: "Z1", name: "a", type: "A", records: ["192.0.2.1"] },
        aliases: [{ name: "b.example.com", zoneId: "Z1", evaluateTargetHealth: false }],
      }),
    twin: (cloud) => aliasRecord(cloud, "Z1", { name: "b.example.com", zoneId: "Z1" }),
    tellsFromShape: "both lists have members, whatever they are",
  },
  {
    refusal: "route53-alias-ttl",
    code: "provider",
    mistake: (cloud) =>
      cloud.create(types.record, "r", {
        ...{ zoneId: "Z1", name: "a", type: "A", ttl: 60 },
        aliases: [{ name: "b.example.com", zoneId: "Z1", evaluateTargetHealth: false }],
      }),
    twin: (cloud) => aliasRecord(cloud, "Z1", { name: "b.example.com", zoneId: "Z1" }),
  },
  {
    refusal: "route53-one-routing-policy",
    code: "provider",
    mistake: (cloud) =>
      record(cloud, "r", {
        ...{ zoneId: "Z1", name: "a", setIdentifier: "x" },
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
        weightedRoutingPolicies: [{ weight: 1 }],
      }),
    twin: (cloud) =>
      record(cloud, "r", {
        ...{ zoneId: "Z1", name: "a", setIdentifier: "x" },
        weightedRoutingPolicies: [{ weight: 1 }],
      }),
    tellsFromShape: "both lists have members, whatever they are",
  },
  {
    refusal: "route53-routing-set-identifier",
    code: "provider",
    mistake: (cloud) =>
      record(cloud, "r", { zoneId: "Z1", name: "a", latencyRoutingPolicies: [{ region: "eu-west-1" }] }),
    twin: (cloud) =>
      record(cloud, "r", {
        ...{ zoneId: "Z1", name: "a", setIdentifier: "eu-west-1" },
        latencyRoutingPolicies: [{ region: "eu-west-1" }],
      }),
    tellsFromShape: "the identifier is absent",
  },
  {
    refusal: "route53-name-outside-zone",
    code: "InvalidChangeBatch",
    mistake: (cloud) => record(cloud, "r", { zoneId: zone(cloud).id, name: "apiexample.com" }),
    twin: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "r", { zoneId, name: "api.example.com" });
      record(cloud, "s", { zoneId, name: "other.org" });
    },
  },
];

describeRefusals("Route 53", cases);

/** Two geolocation records of one name. */
function placed(cloud: Parameters<Case["mistake"]>[0], ...places: Record<string, string>[]): void {
  const zoneId = zone(cloud).id;
  places.forEach((place, index) => {
    record(cloud, `r${index}`, {
      ...{ zoneId, name: "api", setIdentifier: `s${index}` },
      geolocationRoutingPolicies: [place],
    });
  });
}

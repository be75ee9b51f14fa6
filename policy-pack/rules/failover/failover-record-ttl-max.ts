import { resourceRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { types } from "../../frame/types";
import { number, type Props } from "../../frame/values";
import { routingOf } from "./records";

export const failoverRecordTtlMax = resourceRule({
  id: "failover-record-ttl-max",
  area: "failover",
  title: "Resolvers forget a record that can fail over within a minute",
  severity: "medium",
  why: "Resolvers go on answering with the dead region until the record's time to live is over, whatever Route 53 has decided meanwhile.",
  mend: "Set ttl to 60 or less, or use an alias, whose time to live AWS keeps at 60.",
  example: `
new aws.route53.Record("api", { zoneId, name: "api.example.com", type: "CNAME", ttl: 60,
  setIdentifier: "us-east-2", failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId, records: [host] });`,
  wellArchitected: ["REL11-BP02"],
  pci: [],
  settings: {
    maximumSeconds: integer("Longest time to live, in seconds.", { minimum: 0, maximum: 172_800 }, 60),
  },
  types: types.record,
  check({ props }, { violation }, { maximumSeconds }) {
    if (isLong(props, maximumSeconds)) {
      violation(`The ttl of this ${routingOf(props)} record is more than ${maximumSeconds} seconds.`);
    }
  },
  remediate({ props }, { maximumSeconds }) {
    return isLong(props, maximumSeconds) ? { ttl: maximumSeconds } : undefined;
  },
});

function isLong(props: Props, maximumSeconds: number): boolean {
  return routingOf(props) !== undefined && (number(props, "ttl") ?? 0) > maximumSeconds;
}

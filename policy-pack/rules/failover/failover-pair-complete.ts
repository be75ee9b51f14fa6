import { stackRule } from "../../frame/rule";
import { choice } from "../../frame/settings";
import { halfTypes, halvesOf, hasUnreadRecords, othersOf } from "./records";

export const failoverPairComplete = stackRule({
  id: "failover-pair-complete",
  area: "failover",
  title: "A failover record has its twin",
  severity: "critical",
  why: "A PRIMARY record without a SECONDARY of the same zone, name and type has nowhere to fail over to, and Route 53 refuses a second record with the same role or set identifier.",
  mend: "Give each name one PRIMARY and one SECONDARY record with different set identifiers, such as the names of their regions.",
  example: `
const pair = { zoneId, name: "api.example.com", type: "A", ttl: 60 };
new aws.route53.Record("first", { ...pair, setIdentifier: "us-east-2",
  failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId, records: [first] });
new aws.route53.Record("second", { ...pair, setIdentifier: "us-west-2",
  failoverRoutingPolicies: [{ type: "SECONDARY" }], records: [second] });`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  types: halfTypes,
  settings: {
    twin: choice(
      "Where the other half of a pair lives: any-stack (half a pair is not evaluated) or this-stack (half a pair is a violation).",
      ["any-stack", "this-stack"],
    ),
  },
  check(stack, { twin }) {
    const halves = halvesOf(stack);
    for (const half of halves) {
      stack.judge(half.record, ({ violation, notEvaluated }) => {
        const others = othersOf(half, halves);
        const earlier = halves.slice(0, halves.indexOf(half)).filter((other) => others.includes(other));
        if (earlier.some(({ setIdentifier }) => setIdentifier === half.setIdentifier)) {
          violation("Another record of this zone, name and type has the same setIdentifier.");
        }
        if (earlier.some(({ role }) => role === half.role)) {
          violation(`Another record of this zone, name and type is ${half.role} too.`);
        }
        if (others.some(({ role }) => role !== half.role)) return;
        const missing = `its ${half.role === "PRIMARY" ? "SECONDARY" : "PRIMARY"} is not in this stack`;
        if (twin === "this-stack" && !hasUnreadRecords(stack, halves)) {
          violation(`This ${half.role} record is half a pair: ${missing}.`);
        } else notEvaluated(missing);
      });
    }
  },
});

import type { StackResource } from "../../frame/graph";
import { type Stack, stackRule } from "../../frame/rule";
import { choice } from "../../frame/settings";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, given, text } from "../../frame/values";

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
  types: [...types.record, ...types.hostedZone],
  settings: {
    twin: choice(
      "Where the other half of a pair lives: any-stack (half a pair is not evaluated) or this-stack (half a pair is a violation).",
      ["any-stack", "this-stack"],
    ),
  },
  check(stack, { twin }) {
    const halves = stack.graph
      .ofType(types.record)
      .flatMap((record) => stack.read(record, () => halfOf(record)) ?? []);
    for (const half of halves) {
      stack.judge(half.record, ({ violation, notEvaluated }) => {
        const others = halves.filter((other) => other !== half && other.name === half.name);
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

interface Half {
  record: StackResource;
  role: "PRIMARY" | "SECONDARY";
  /** Zone, name and type: equal for the two halves of a pair. */
  name: string;
  setIdentifier: string | undefined;
}

function halfOf(record: StackResource): Half[] {
  const { props } = record;
  const halves: Half[] = [];
  eachBlock(props, "failoverRoutingPolicies", (policy) => {
    const role = text(policy, "type");
    if (role !== "PRIMARY" && role !== "SECONDARY") return;
    const name = `${zoneOf(record)} ${nameOf(record)} ${text(props, "type")}`;
    halves.push({ record, role, name, setIdentifier: text(props, "setIdentifier") });
  });
  return halves;
}

/** The zone that the record refers to, else the known id: during a preview a new zone has no id. */
function zoneOf(record: StackResource): string {
  const [zone] = record.references("zoneId");
  return zone?.urn ?? text(record.props, "zoneId") ?? "";
}

/** Full name in Route 53's spelling: a name may be given relative to its zone, in any case, with a last dot. */
function nameOf(record: StackResource): string {
  const name = domain(text(record.props, "name"));
  const zone = record.references("zoneId").find(({ type }) => isOneOf(types.hostedZone, type));
  const suffix = domain(zone && text(zone.props, "name"));
  if (suffix === "" || name === suffix || name.endsWith(`.${suffix}`)) return name;
  return name === "" ? suffix : `${name}.${suffix}`;
}

function domain(name: string | undefined): string {
  return (name ?? "").toLowerCase().replace(/\.$/, "");
}

/** A record whose values are not known yet might be the missing half. */
function hasUnreadRecords(stack: Stack, halves: readonly Half[]): boolean {
  const read = new Set(halves.map(({ record }) => record.urn));
  return stack.graph
    .ofType(types.record)
    .some((record) => !read.has(record.urn) && given(record.props, "failoverRoutingPolicies"));
}

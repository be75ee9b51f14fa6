import { at, type Raw, type Step } from "./raw";
import type { StackSet } from "./stack-set";

/** A value that is right in itself, and wrong beside other keys or other stacks. */
export interface CrossMutation {
  what: string;
  stack: string;
  at: Step[];
  value: unknown;
  /** Key that has to be named, where it is another than the one that is changed. */
  path?: string;
  premises: readonly string[];
}

/** A region in which no random system has a stack. */
const OTHER_REGION = "af-south-1";

/** Every mistake against other keys and other stacks that these settings have room for. */
export function crossMutations({ system, stacks }: StackSet): CrossMutation[] {
  return stacks.flatMap(({ stack, raw }, index) => {
    const others = stacks.filter((_, other) => other !== index).map((one) => one.raw);
    const own = { stack, raw, others };
    return [
      ...regions(own),
      ...ranges(own),
      ...equal(own, system),
      ...roles(own),
      ...owned(own, index > 0, system),
      ...limits(own),
    ];
  });
}

interface Own {
  stack: string;
  raw: Raw;
  others: Raw[];
}

const mutation = (
  own: Own,
  what: string,
  path: string,
  value: unknown,
  premises: readonly string[] = [],
): CrossMutation => ({ what, stack: own.stack, at: path.split("."), value, premises });

function regions(own: Own): CrossMutation[] {
  const { raw, others } = own;
  const found = [
    mutation(own, "a region that AWS does not have", "region", "eu-nowhere-7"),
    mutation(
      own,
      "zones of another region",
      "network.availabilityZones",
      [1, 2, 3].map((n) => `${OTHER_REGION}${"abc"[n - 1]}`),
      ["region"],
    ),
    mutation(
      own,
      "a zone twice",
      "network.availabilityZones",
      [0, 1, 1].map((n) => `${raw.region}${"ab"[n]}`),
      ["region"],
    ),
    mutation(own, "copies in the own region", "recovery.replicaRegions", [raw.region], ["region"]),
    {
      ...mutation(own, "copies in a region that AWS does not have", "recovery.replicaRegions", [
        "eu-nowhere-7",
      ]),
      path: "recovery.replicaRegions.0",
    },
  ];
  const [other] = others;
  if (other !== undefined) {
    found.push(mutation(own, "the region of another stack", "region", other.region, ["region"]));
  }
  if (raw.role === "primary") {
    found.push(
      mutation(own, "canaries in the own region", "watch.canaryRegion", raw.region, [
        "region",
        "role",
        "recovery.replicaRegions",
      ]),
    );
    found.push(
      mutation(own, "canaries in another partition", "watch.canaryRegion", "cn-north-1", [
        "region",
        "role",
        "recovery.replicaRegions",
      ]),
    );
  }
  return found;
}

function ranges(own: Own): CrossMutation[] {
  const [other] = own.others;
  const found = [
    mutation(own, "a range off its boundary", "network.cidr", "10.10.1.0/16"),
    mutation(own, "too small a range", "network.cidr", "10.10.0.0/24"),
    mutation(own, "a range of the internet", "network.cidr", "52.94.0.0/16"),
  ];
  if (other !== undefined) {
    const cidr = at(other, ["network", "cidr"]);
    found.push(mutation(own, "the range of another stack", "network.cidr", cidr, ["network.cidr"]));
  }
  return found;
}

/** Keys that are equal in all stacks, with a right value that no random system has. */
const EQUAL: Record<string, Record<string, unknown>> = {
  "payment-hub": { "database.engineVersion": "13.99" },
  "request-response": { "database.engineVersion": "14.99" },
  "secure-cart": { "database.engineVersion": "14.99" },
  "web-app": { "database.engineVersion": "8.4.mysql_aurora.8.4.7" },
  storefront: { "database.engineVersion": "14.99" },
};

function equal(own: Own, system: string): CrossMutation[] {
  if (own.others.length === 0) return [];
  const values = { ...EQUAL[system], "dns.zone": "another.example.net" };
  return Object.entries(values).map(([path, value]) =>
    mutation(own, `another ${path} than the other stacks`, path, value, [path]),
  );
}

function roles(own: Own): CrossMutation[] {
  if (own.raw.role === "secondary") return [mutation(own, "a second primary", "role", "primary", ["role"])];
  return [mutation(own, "no primary", "role", "secondary", ["role"])];
}

/** What a secondary stack may not have. */
function owned(own: Own, secondary: boolean, system: string): CrossMutation[] {
  if (!secondary) return [];
  const found = [
    mutation(own, "an adopted zone of a secondary", "dns.hostedZoneId", "Z0123456789ABC", ["role"]),
  ];
  if (system === "payment-hub") {
    found.push(mutation(own, "commits that wait in a secondary", "database.commitWaitSeconds", 60, ["role"]));
  }
  return found;
}

/** Names that would be longer than AWS takes. */
function limits(own: Own): CrossMutation[] {
  return [
    mutation(
      own,
      "an environment that makes names too long",
      "environment",
      "production-of-europe-and-asia",
      ["dns.zone", "region", "services"],
    ),
    mutation(own, "a domain that makes names too long", "dns.zone", `${"a".repeat(60)}.example.com`, [
      "environment",
      "region",
      "services",
    ]),
  ];
}

import { arnsIn, parseArn } from "../../frame/arns";
import type { StackResource } from "../../frame/graph";
import { GLOBAL } from "../../frame/region";
import { stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import type { Region } from "../../frame/subject";
import { isOneOf, types } from "../../frame/types";
import { given, known } from "../../frame/values";
import { holdsUnread, plainValue } from "../comparison";
import { regionOfHost } from "../hosts";
import { matches } from "../policy-documents";
import { regionalModules, regionalServices, runtimeProperties } from "./runtime-consumers";

/** Names of endpoints. Only where a word begins: tried at each of its letters, a text of one long word takes very long. */
const HOSTS = /(?<![a-z0-9.-])[.-]*([a-z0-9][a-z0-9.-]*\.(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws)\b)/gi;

export const noCrossRegionRuntimeDependency = stackRule({
  id: "no-cross-region-runtime-dependency",
  area: "parity",
  title: "What runs in a region needs nothing of another region while it runs",
  severity: "critical",
  why: "A standby that reads its secret, pulls its image or sends its messages in the other region is down when that region is: two regions, and the failure of one is enough.",
  mend: "Give the region its own queue, a replica of the secret, key, table or image, and name that; what must reach another region goes into the setting exempt.",
  example: `
new aws.lambda.Function("orders", { region: "us-west-2", role: role.arn, packageType: "Image",
  imageUri: "111122223333.dkr.ecr.us-west-2.amazonaws.com/orders:v7",
  environment: { variables: { QUEUE_URL: queueInUsWest2.url } } });`,
  wellArchitected: ["REL10-BP03"],
  pci: [],
  settings: {
    exempt: texts(
      "Names in the program of what must reach another region, such as what forwards events; * stands for any characters.",
    ),
  },
  types: Object.keys(runtimeProperties),
  check(stack, { exempt }) {
    for (const [type, properties] of Object.entries(runtimeProperties)) {
      for (const resource of stack.graph.own([type])) {
        if (exempt.some((pattern) => matches(pattern, resource.name))) continue;
        stack.judge(resource, ({ violation, notEvaluated }) => {
          const { region } = resource;
          const used = properties.filter((property) => given(resource.props, property));
          if (region === undefined && used.length > 0) {
            notEvaluated("neither it nor its provider says its region");
            return;
          }
          for (const property of used) {
            const away = awayFrom(resource, property).filter((other) => other !== region);
            if (away.length > 0) violation(`Its ${property} needs something in ${away.sort().join(", ")}.`);
            else if (isUntold(resource, property)) notEvaluated(`${property} is not known yet`);
          }
        });
      }
    }
  },
});

/** Regions of what a property means: by an edge, by an ARN, or by the name of an endpoint. */
function awayFrom(resource: StackResource, property: string): Region[] {
  const regions = new Set<Region | undefined>();
  for (const target of resource.references(property)) {
    if (isRegional(target)) regions.add(known(() => target.region));
  }
  const value = plainValue(resource.props, property);
  for (const arn of arnsIn(value)) {
    const { service, region } = parseArn(arn) ?? {};
    if (service !== undefined && regionalServices.has(service)) regions.add(region);
  }
  for (const text of textsIn(value)) {
    for (const [, host = ""] of text.matchAll(HOSTS)) regions.add(regionOfHost(host));
  }
  return [...regions].flatMap((region) => (region === undefined || region === GLOBAL ? [] : [region]));
}

/** What is not known and comes from no resource of AWS may name anything, such as the output of another stack. */
function isUntold(resource: StackResource, property: string): boolean {
  if (resource.references(property).some(({ type }) => type.startsWith("aws:"))) return false;
  return holdsUnread(plainValue(resource.props, property));
}

/** A global cluster's endpoint moves with its writer. */
function isRegional({ type }: StackResource): boolean {
  const module = /^aws:([a-z0-9]+)\//.exec(type)?.[1];
  return module !== undefined && regionalModules.has(module) && !isOneOf(types.globalCluster, type);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

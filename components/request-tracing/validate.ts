import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import type { RequestTracingArgs, SamplingRule } from "./args";

/** Most characters of the names of groups and of rules. https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html */
const LONGEST = 32;

/** What X-Ray and CloudWatch Logs would refuse. */
export function mistakes({
  resourceName,
  groups = [],
  samplingRules = [],
  queries = [],
}: RequestTracingArgs): Mistake[] {
  const full = (what: string) => (name: string) => ({
    what,
    name: `${resourceName}-${name}`,
    longest: LONGEST,
  });
  const names = [
    ...groups.map(({ name }) => name).map(full("X-Ray group")),
    ...samplingRules.map(({ name }) => name).map(full("sampling rule")),
    { what: "key alias", name: `${resourceName}-traces`, longest: 250 },
  ];
  return [
    ...physicalNameMistakes("resourceName", resourceName, names),
    ...shortNameMistakes("groups", groups),
    ...shortNameMistakes("samplingRules", samplingRules),
    ...shortNameMistakes("queries", queries),
    ...groups.flatMap(({ filter }, index) =>
      filter.length >= 1 && filter.length <= 2000
        ? []
        : [
            {
              propertyPath: `groups[${index}].filter`,
              reason: `${filter.length} characters are not allowed, 1 to 2000 are`,
            },
          ],
    ),
    ...samplingRules.flatMap((rule, index) => ruleMistakes(`samplingRules[${index}]`, rule, samplingRules)),
    ...queries.flatMap(({ logGroupNames, query }, index) => {
      const found: Mistake[] = [];
      const path = `queries[${index}]`;
      if (logGroupNames.length < 1 || logGroupNames.length > 50) {
        found.push({
          propertyPath: `${path}.logGroupNames`,
          reason: `${logGroupNames.length} are not allowed, 1 to 50 are`,
        });
      }
      if (query.trim() === "")
        found.push({ propertyPath: `${path}.query`, reason: "an empty query is not allowed" });
      return found;
    }),
  ];
}

function shortNameMistakes(path: string, all: readonly { name: string }[]): Mistake[] {
  const names = all.map(({ name }) => name);
  return names.flatMap((name, index) => {
    const propertyPath = `${path}[${index}].name`;
    if (!/^[A-Za-z0-9-]+$/.test(name)) {
      return [{ propertyPath, reason: `"${name}" is not allowed, letters, digits and "-" are` }];
    }
    return names.indexOf(name) < index ? [{ propertyPath, reason: `"${name}" is there twice` }] : [];
  });
}

function ruleMistakes(path: string, rule: SamplingRule, all: readonly SamplingRule[]): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (key: string, reason: string) => found.push({ propertyPath: `${path}.${key}`, reason });
  const { priority, rate, reservoir } = rule;
  if (!Number.isInteger(priority) || priority < 1 || priority > 9999) {
    refuse("priority", `${priority} is not allowed, 1 to 9999 are`);
  } else if (all.findIndex((one) => one.priority === priority) < all.indexOf(rule)) {
    refuse("priority", `${priority} is there twice, each rule has one of its own`);
  }
  if (!(rate >= 0 && rate <= 1)) refuse("rate", `${rate} is not allowed, 0 to 1 is`);
  if (!Number.isInteger(reservoir) || reservoir < 0 || reservoir > 1_000_000) {
    refuse("reservoir", `${reservoir} is not allowed, 0 to 1000000 requests a second are`);
  }
  return found;
}

import type { Deployed } from "../../support/state";
import { textsBelow } from "../../support/values";
import { type Check, regionOf, type Statement, statementsOf } from "./check";

/** Regions in the ARNs of a statement's conditions. */
function regionsIn({ Condition = {} }: Statement): string[] {
  const values = Object.values(Condition)
    .flatMap((test) => Object.values(test))
    .flat();
  return values.flatMap((value) => /^arn:aws:[a-z0-9-]+:([a-z0-9-]+):/.exec(String(value))?.[1] ?? []);
}

/** Whoever takes a role, or uses what has a policy, does so where it is. */
function trustedAbroad(resources: readonly Deployed[]): string[] {
  const users = new Map<unknown, Set<string>>();
  for (const one of resources) {
    const region = regionOf(one);
    if (region === undefined || !one.custom) continue;
    for (const text of textsBelow(one.inputs)) users.set(text, (users.get(text) ?? new Set()).add(region));
  }
  return resources.flatMap((one) => {
    const { type, name, inputs, outputs } = one;
    const isRole = type === "aws:iam/role:Role";
    const wanted = isRole ? users.get(outputs.arn) : new Set([regionOf(one)]);
    if (wanted === undefined || (!isRole && !local.test(type))) return [];
    return statementsOf(isRole ? inputs.assumeRolePolicy : inputs.policy)
      .filter(
        (statement) =>
          statement.Effect === "Allow" && regionsIn(statement).some((region) => !wanted.has(region)),
      )
      .map(({ Sid }) => `${name} ${Sid} trusts another region than ${[...wanted]}`);
  });
}

/** What has a policy and is used in its own region alone. */
const local = /^aws:(kms\/key|s3\/bucketPolicy|sqs\/queuePolicy|sns\/topicPolicy):/;

/** People differ in which duty they take, and in nothing else. */
function unlikeGroups(resources: readonly Deployed[]): string[] {
  const groups = resources.filter(({ type }) => type === "aws:iam/groupPolicy:GroupPolicy");
  const rights = ({ inputs }: Deployed) =>
    JSON.stringify(
      statementsOf(inputs.policy).map(({ Resource, ...others }) =>
        others.Sid === "TakeDuty" ? others : { Resource, ...others },
      ),
    );
  const [first, ...others] = groups.map(rights);
  return others.every((one) => one === first) ? [] : groups.map(({ name }) => name);
}

/** With fewer nobody can tell which region is the wrong one. */
const FEWEST = 4;

/** One ARN of a statement that is of another region than all others. */
function strayRegions(resources: readonly Deployed[]): string[] {
  return resources.flatMap(({ type, name, inputs }) =>
    statementsOf(/^aws:iam\//.test(type) ? inputs.policy : undefined).flatMap(({ Sid, Resource = [] }) => {
      const regions = [Resource]
        .flat()
        .flatMap((arn) => /^arn:aws:[a-z0-9-]+:([a-z0-9-]+):/.exec(arn)?.[1] ?? []);
      const counts = new Map<string, number>();
      for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
      const isStray = regions.length >= FEWEST && counts.size === 2 && [...counts.values()].includes(1);
      return isStray ? [`${name} ${Sid}: ${regions}`] : [];
    }),
  );
}

/** Items that name a region beside an ARN of another, such as a replica and its key. */
function mixedItems(resources: readonly Deployed[]): string[] {
  return resources.flatMap(({ type, name, inputs }) =>
    type.startsWith("aws:")
      ? itemsBelow(Object.values(inputs)).flatMap((item) => {
          const named = [item.region, item.mapBlockKey, item.regionName].find(
            (one) => typeof one === "string",
          );
          const regions = Object.values(item).flatMap(
            (value) => /^arn:aws:[a-z0-9-]+:([a-z]{2}-[a-z]+-\d):/.exec(String(value))?.[1] ?? [],
          );
          return named === undefined || regions.every((one) => one === named)
            ? []
            : [`${name} ${named}: ${regions}`];
        })
      : [],
  );
}

function itemsBelow(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(itemsBelow);
  return Array.isArray(value) ? below : [value as Record<string, unknown>, ...below];
}

export const checks: readonly Check[] = [
  ["who takes a role, or uses what has a policy, does so in its region", trustedAbroad],
  ["no statement names one thing alone of another region", strayRegions],
  ["what names a region beside an ARN names the ARN's", mixedItems],
  ["groups of people differ in the duty that they take alone", unlikeGroups],
];

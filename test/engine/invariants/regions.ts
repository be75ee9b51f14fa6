import type { Deployed } from "../../support/state";
import { byUrn, type Check, regionOf } from "./check";

/** What a component holds is in the region that the component was told, but for what names another or is a copy. */
function elsewhere(resources: readonly Deployed[]): string[] {
  const known = byUrn(resources);
  return resources.flatMap((resource) => {
    const [told, region] = [known.get(resource.parent ?? "")?.inputs.region, regionOf(resource)];
    if (!resource.custom || typeof told !== "string" || region === undefined) return [];
    const isMeant = namesRegion.test(resource.name) || copies.test(resource.name);
    return told === region || isMeant ? [] : [`${resource.name} is in ${region} and not in ${told}`];
  });
}

const namesRegion = /\b[a-z]{2}-[a-z]+-\d\b/;
const copies = /-(copies(-[a-z]+)*|copied-backups|backups)$/;

/** What a component without a region of its own holds is in one, but for what names another or is a copy. */
function scattered(resources: readonly Deployed[]): string[] {
  const known = byUrn(resources);
  const regions = new Map<string, Set<string>>();
  for (const one of resources) {
    const [parent, region] = [known.get(one.parent ?? ""), regionOf(one)];
    const counts = one.custom && parent !== undefined && parent.inputs.region === undefined;
    if (!counts || region === undefined || namesRegion.test(one.name) || copies.test(one.name)) continue;
    regions.set(parent.urn, (regions.get(parent.urn) ?? new Set()).add(region));
  }
  return [...regions]
    .filter(([, found]) => found.size > 1)
    .map(([urn, found]) => `${known.get(urn)?.name} is in ${[...found]}`);
}

/** What holds data is named by where it is, other things by what they look at. */
const holdsData = /^aws:(s3|kms|ecr|secretsmanager)\//;

/** Data that names its region is there. */
function namedWrongly(resources: readonly Deployed[]): string[] {
  const regions = [...new Set(resources.flatMap((one) => regionOf(one) ?? []))];
  return resources.flatMap((resource) => {
    const named = regions.filter((one) => resource.name.includes(one));
    const region = regionOf(resource);
    if (!holdsData.test(resource.type) || named.length === 0 || region === undefined) return [];
    return named.includes(region) ? [] : [`${resource.type} ${resource.name} is in ${region}`];
  });
}

export const checks: readonly Check[] = [
  ["what a component holds is in the component's region, but what names its own", elsewhere],
  ["what a component without a region holds is in one", scattered],
  ["data that names its region is there", namedWrongly],
];

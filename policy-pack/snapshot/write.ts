import { regionOf } from "../frame/region";
import { FORMAT, HIDDEN, type Snapshot, type SnapshotResource, VERSION } from "./format";
import { holdsSecret, withoutSecrets } from "./hide";

/** A mistake of the user, said in one sentence. */
export class SnapshotError extends Error {}

/** Outputs by which resources refer to each other; the rest of what a rule compares is among the inputs. */
const kept = new Set([
  "arn",
  "bucket",
  "clusterIdentifier",
  "dnsName",
  "domainName",
  "globalClusterIdentifier",
]);
for (const name of ["id", "keyId", "name", "region", "url", "vpcId", "zoneId", "engineVersionActual"])
  kept.add(name);

type Json = Readonly<Record<string, unknown>>;

/**
 * The snapshot of a stack from what `pulumi stack export` prints.
 * @param pack version of this pack
 * @throws SnapshotError when it is no such export, or one of a stack without resources
 */
export function snapshotOf(exported: unknown, pack: string, now: Date = new Date()): Snapshot {
  const deployment = record(record(exported)?.deployment);
  if (!deployment)
    throw new SnapshotError("This is no export of a stack; use: pulumi stack export --stack <name>.");
  const listed: readonly unknown[] = Array.isArray(deployment.resources) ? deployment.resources : [];
  const all = listed.map(record).filter((one) => one !== undefined);
  const root = all.find(({ type }) => type === "pulumi:pulumi:Stack") ?? all[0];
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(text(root?.urn) ?? "") ?? [];
  if (stack === undefined || project === undefined) {
    throw new SnapshotError("The stack has no resources: bring it up, then export it.");
  }
  const regions = providerRegions(all);
  // A resource that waits for its deletion is a thing of the past.
  const present = all.filter(({ type, delete: leaving }) => leaving !== true && !isInternal(text(type)));
  const resources = present.flatMap((one) => resourceOf(one, regions) ?? []);
  const region = mostUsed(resources);
  const time = text(record(deployment.manifest)?.time);
  return {
    format: FORMAT,
    version: VERSION,
    pack,
    stack,
    project,
    ...(region === undefined ? {} : { region }),
    time:
      time !== undefined && !Number.isNaN(Date.parse(time))
        ? new Date(time).toISOString()
        : now.toISOString(),
    resources,
  };
}

function resourceOf(one: Json, regions: ReadonlyMap<string, string>): SnapshotResource | undefined {
  const [urn, type] = [text(one.urn), text(one.type)];
  if (urn === undefined || type === undefined) return undefined;
  const parent = text(one.parent);
  const providerRegion = regions.get(text(one.provider) ?? "");
  const dependencies = dependenciesOf(one.propertyDependencies);
  return {
    urn,
    type,
    ...(parent === undefined ? {} : { parent }),
    ...(providerRegion === undefined ? {} : { providerRegion }),
    // Rules compare resources of AWS; others, such as a Kubernetes Secret, have nothing to do in a file.
    ...(type.startsWith("aws:") ? valuesOf(one) : { inputs: {}, outputs: {} }),
    ...(Object.keys(dependencies).length === 0 ? {} : { propertyDependencies: dependencies }),
  };
}

function valuesOf(one: Json): Pick<SnapshotResource, "inputs" | "outputs"> {
  const inputs = record(one.inputs) ?? {};
  const id = text(one.id);
  const outputs: Json = { ...record(one.outputs), ...(id === undefined ? {} : { id }) };
  const named = Array.isArray(one.additionalSecretOutputs) ? one.additionalSecretOutputs : [];
  // What is secret as an output was often given in clear as an input.
  const secret = (name: string) =>
    named.includes(name) || holdsSecret(outputs[name]) || holdsSecret(inputs[name]);
  const clean = (values: Json) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        secret(name) ? HIDDEN : withoutSecrets(value, name),
      ]),
    );
  const few = Object.fromEntries(Object.entries(outputs).filter(([name]) => kept.has(name)));
  return { inputs: clean(inputs), outputs: clean(few) };
}

/** Regions by `URN::ID`, as a resource names its provider. */
function providerRegions(all: readonly Json[]): Map<string, string> {
  return new Map(
    all.flatMap(({ type, urn, id, inputs }) => {
      const region = text(record(inputs)?.region);
      return type === "pulumi:providers:aws" && region !== undefined
        ? [[`${text(urn)}::${text(id)}`, region]]
        : [];
    }),
  );
}

function mostUsed(resources: readonly SnapshotResource[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { type, inputs, outputs, providerRegion } of resources) {
    if (!type.startsWith("aws:")) continue;
    const provider = providerRegion === undefined ? undefined : { props: { region: providerRegion } };
    const region = regionOf({ type, props: inputs, outputs, ...(provider ? { provider } : {}) });
    if (region !== undefined && region !== "global") counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function dependenciesOf(value: unknown): Record<string, string[]> {
  const entries = Object.entries(record(value) ?? {}).map(([name, urns]): [string, string[]] => [
    name,
    Array.isArray(urns) ? urns.filter((urn): urn is string => typeof urn === "string") : [],
  ]);
  return Object.fromEntries(entries.filter(([, urns]) => urns.length > 0));
}

/** Providers, and what others deployed: their inputs are no part of the stack. */
function isInternal(type: string | undefined): boolean {
  return type === undefined || /^pulumi:(providers:|pulumi:StackReference$)/.test(type);
}

function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

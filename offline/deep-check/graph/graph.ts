import type { Value, ValueMap } from "../../providers/core/values/value";
import { decodeValues } from "./encode";
import type { GraphFile, RawResource } from "./file";

/** A resource as the deep check sees it: after a deployment or in a preview. */
export interface GraphResource {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Physical id; undefined in a preview. */
  readonly id: string | undefined;
  /** What the program set, with the provider's defaults and generated names; secrets are unknown values. */
  readonly inputs: ValueMap;
  readonly outputs: ValueMap;
  /** Region of its own or of its provider; undefined when neither tells. */
  readonly region: string | undefined;
  /** URNs by the top-level input whose value came from them. */
  readonly edges: Readonly<Record<string, readonly string[]>>;
}

/** Reads the AWS resources of a graph file or of an exported state. */
export function readGraph({ resources = [] }: GraphFile): GraphResource[] {
  const providers = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map((raw) => [raw.urn, decodeValues({ ...raw.outputs, ...raw.inputs })]),
  );
  return resources
    .filter(({ type, delete: leaving }) => type.startsWith("aws:") && leaving !== true)
    .map((raw) => resource(raw, providers));
}

function resource(raw: RawResource, providers: ReadonlyMap<string, ValueMap>): GraphResource {
  const { urn, type, id, propertyDependencies = {} } = raw;
  const inputs = decodeValues(raw.inputs);
  const outputs = decodeValues(raw.outputs);
  const provider = providers.get(providerUrn(raw.provider ?? "")) ?? {};
  return {
    urn,
    type,
    name: urn.split("::").at(-1) as string,
    id: id ?? text(outputs.id),
    inputs,
    outputs,
    region: [inputs.region, outputs.region, provider.region].map(text).find((region) => region !== undefined),
    edges: propertyDependencies,
  };
}

/** `urn:pulumi:s::p::t::name::id` -> the URN. */
function providerUrn(reference: string): string {
  return reference.split("::").slice(0, 4).join("::");
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

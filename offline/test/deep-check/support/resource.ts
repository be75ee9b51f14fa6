import type { GraphResource } from "../../../deep-check/graph/graph";
import type { ValueMap } from "../../../providers/core/values/value";

/** A resource of a graph; its edges are told by input. */
export function resource(
  type: string,
  name: string,
  inputs: ValueMap,
  edges: Readonly<Record<string, readonly GraphResource[]>> = {},
  region: string | undefined = "us-east-2",
): GraphResource {
  return {
    urn: `urn:pulumi:dev::tandem::aws:${type}::${name}`,
    type: `aws:${type}`,
    name,
    id: undefined,
    inputs,
    outputs: {},
    region: typeof inputs.region === "string" ? inputs.region : region,
    edges: Object.fromEntries(
      Object.entries(edges).map(([input, targets]) => [input, targets.map(({ urn }) => urn)]),
    ),
  };
}

import * as fs from "node:fs";
import * as path from "node:path";
import { SECRET_SIGNATURE, SIGNATURE_KEY } from "../../offline/providers/core/values/wire";
import type { ResultsDocument } from "../../policy-pack/frame/results";
import type { Engine } from "./engine";

/** A resource that a preview is going to make. */
export interface PreviewedResource {
  readonly urn: string;
  readonly inputs: Record<string, unknown>;
}

/** What the engine says of a stack before its first `up`. */
export interface Preview {
  readonly resources: ReadonlyMap<string, PreviewedResource>;
  readonly policies: ResultsDocument;
}

/** Previews a stack on the engine, under the policy pack with this configuration. */
export async function previewedBy(engine: Engine, stack: string, config: object): Promise<Preview> {
  const file = (name: string) => path.join(engine.project.directory, `${stack}.${name}.json`);
  fs.writeFileSync(file("policy-config"), JSON.stringify(config));
  const { stdout } = await engine.succeed(
    [
      ...["preview", "--json", "--stack", stack, "--policy-pack", "policy-pack"],
      ...["--policy-pack-config", file("policy-config")],
    ],
    { TANDEM_POLICY_RESULTS: file("policies") },
  );
  const { steps } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
    steps: { newState?: Partial<PreviewedResource> & { urn: string } }[];
  };
  const resources = steps.flatMap(({ newState }) =>
    newState === undefined ? [] : [{ inputs: {}, ...newState }],
  );
  return {
    resources: new Map(resources.map((resource) => [resource.urn, resource])),
    policies: JSON.parse(fs.readFileSync(file("policies"), "utf8")) as ResultsDocument,
  };
}

/** Keys that the engine adds to what the program gave: hashes of assets, and notes of its own. */
const own = new Set(["hash", "path", "__defaults", "__internal"]);

/** Properties in a form that two engines can be compared by. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value === "[secret]" ? "a secret" : value;
  if (Reflect.get(value, SIGNATURE_KEY) === SECRET_SIGNATURE) return "a secret";
  const entries = Object.entries(value).filter(([key]) => !own.has(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, comparable(item)]));
}

import { hasSecret, isMap, reveal, Secret, type Value, type ValueMap } from "../providers/core/values/value";

/**
 * Marks outputs as secret where the input of the same place was: a provider answers plain values, and the engine puts
 * the marks back (pkg/resource/deploy: annotateSecrets).
 */
export function keepSecrets(outputs: ValueMap, inputs: ValueMap, additional: readonly string[]): ValueMap {
  const kept: ValueMap = {};
  for (const [key, value] of Object.entries(outputs)) {
    const marked = keepSecret(value, inputs[key]);
    kept[key] = additional.includes(key) && !(marked instanceof Secret) ? new Secret(marked) : marked;
  }
  return kept;
}

function keepSecret(output: Value, input: Value | undefined): Value {
  if (input === undefined || !hasSecret(input) || output instanceof Secret) return output;
  if (input instanceof Secret) return new Secret(reveal(output) ?? null);
  if (isMap(output) && isMap(input)) return keepSecrets(output, input, []);
  if (Array.isArray(output) && Array.isArray(input))
    return output.map((item, index) => keepSecret(item, input[index]));
  // The provider changed the form: better too secret than told.
  return new Secret(output);
}

import { isMap, isSecret, reveal, type Value } from "../../core/values/value";
import type { Judged } from "./refusal";

type Values = Pick<Judged, "inputs" | "olds" | "oldInputs" | "outputs">;

/**
 * A sentence without the secret values of the resource that it is about. Refusals that look at passwords say nothing
 * of them; this is for a name or range that a program marked secret.
 */
export function withoutSecrets(sentence: string, { inputs, olds, oldInputs, outputs }: Values): string {
  const secrets = new Set(
    [inputs, olds, oldInputs, outputs].flatMap((map) => secretTexts(map ?? null, false)),
  );
  // Longest first, so that none is left over of a text that holds another.
  const sorted = [...secrets].filter((text) => text !== "").sort((one, other) => other.length - one.length);
  return sorted.reduce((written, secret) => written.split(secret).join("[secret]"), sentence);
}

function secretTexts(value: Value, inside: boolean): string[] {
  const isInside = inside || isSecret(value);
  const inner = reveal(value) ?? null;
  if (Array.isArray(inner)) return inner.flatMap((item) => secretTexts(item, isInside));
  if (isMap(inner)) return Object.values(inner).flatMap((item) => secretTexts(item, isInside));
  return isInside && (typeof inner === "string" || typeof inner === "number") ? [String(inner)] : [];
}

import type { TestResource } from "./resource";

/**
 * What the engine sends for a value that is not known during a preview (`UnknownStringValue` in Pulumi's SDKs).
 * Outputs of resources that do not exist yet are sent like this whatever their type.
 */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that is not known during the preview and refers to nothing, for example from a StackReference. */
export const unknown = Symbol("unknown");

/** A property that comes from another resource's output. */
export class Reference {
  constructor(
    readonly target: TestResource,
    readonly value: unknown,
  ) {}
}

/** A secret value; policies see it in clear. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** An output of another resource: unknown as in a preview, or with a value as after an update. */
export function reference(target: TestResource, value: unknown = unknown): Reference {
  return new Reference(target, value);
}

/** A secret; `judge` fails when a message prints it. */
export function secret(value: unknown): Secret {
  return new Secret(value);
}

/** A property as the engine sends it, and what was found inside. */
export interface Sent {
  value: unknown;
  references: TestResource[];
  secrets: string[];
}

/** Turns the marks of this kit into what the engine sends. */
export function send(value: unknown): Sent {
  const found: Pick<Sent, "references" | "secrets"> = { references: [], secrets: [] };
  return { value: convert(value, found, false), ...found };
}

function convert(value: unknown, found: Pick<Sent, "references" | "secrets">, hidden: boolean): unknown {
  if (value === unknown) return UNKNOWN;
  if (value instanceof Reference) {
    found.references.push(value.target);
    return convert(value.value, found, hidden);
  }
  if (value instanceof Secret) return convert(value.value, found, true);
  if (Array.isArray(value)) return value.map((item) => convert(item, found, hidden));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, convert(item, found, hidden)]));
  }
  if (hidden && typeof value === "string" && value !== "") found.secrets.push(value);
  return value;
}

import { Secret as PolicySecret } from "@pulumi/policy";
import { UNKNOWN } from "../frame/values";
import type { TestResource } from "./resource";

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

/** What becomes of a secret: policies that judge see it in clear, those that mend as the SDK's mark, peers not at all. */
export type Secrecy = "clear" | "marked" | "left-out";

/** Turns the marks of this kit into what the engine sends. */
export function send(value: unknown, secrecy: Secrecy = "clear"): Sent {
  const found: Found = { references: [], secrets: [], secrecy };
  const sent = convert(value, found, false);
  return { value: sent, references: found.references, secrets: found.secrets };
}

interface Found extends Pick<Sent, "references" | "secrets"> {
  readonly secrecy: Secrecy;
}

function convert(value: unknown, found: Found, hidden: boolean): unknown {
  if (value === unknown) return UNKNOWN;
  if (value instanceof Reference) {
    found.references.push(value.target);
    return convert(value.value, found, hidden);
  }
  if (value instanceof Secret) {
    const inside = convert(value.value, found, true);
    if (found.secrecy === "left-out") return UNKNOWN;
    return found.secrecy === "marked" ? new PolicySecret(inside) : inside;
  }
  if (Array.isArray(value)) return value.map((item) => convert(item, found, hidden));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, convert(item, found, hidden)]));
  }
  if (hidden && typeof value === "string" && value !== "") found.secrets.push(value);
  return value;
}

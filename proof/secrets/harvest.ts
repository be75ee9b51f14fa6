import type { Secret } from "./forms";

/** How an export with `--show-secrets` marks a secret: the signature of special values, and what a secret is. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Texts of this many letters and more are taken for secrets of their own; shorter ones stand in many files by chance. */
const LEAST = 12;

/**
 * The secrets of a stack, read from `pulumi stack export --show-secrets`: every text that the state keeps encrypted.
 * Secrets that are objects give each text in them.
 *
 * @returns each value once, named by the first resource that has it: `random:index/randomPassword:RandomPassword x result`
 */
export function secretsOf(exported: unknown): Secret[] {
  const found = new Map<string, Secret>();
  const { deployment } = exported as { deployment: { resources?: Record<string, unknown>[] } };
  for (const resource of deployment.resources ?? []) {
    const owner = `${resource.type} ${String(resource.urn).split("::").at(-1)}`;
    for (const part of [resource.inputs, resource.outputs]) {
      for (const [path, value] of secretTexts(part, "")) {
        if (value.length >= LEAST && !found.has(value))
          found.set(value, { label: `${owner} ${path}`, value });
      }
    }
  }
  return [...found.values()];
}

function secretTexts(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value !== "object" || value === null) return [];
  const record = value as Record<string, unknown>;
  if (record[SIGNATURE] === SECRET) return texts(JSON.parse(String(record.plaintext)), path);
  return Object.entries(record).flatMap(([key, inside]) => secretTexts(inside, joined(path, key)));
}

function texts(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => texts(inside, joined(path, key)));
}

const joined = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";

/** The part of another stack's settings that this stack is checked against. Anything may be missing in an unfinished file. */
export interface Sibling {
  /** Name of the stack. */
  stack: string;
  /** Name of its file. */
  file: string;
  role?: string;
  region?: string;
  /** Place among the failover regions. */
  order?: number;
  cidr?: string;
  zone?: string;
  /** All of its settings as they stand in the file, keys without the namespace; {@link textAt} reads one of them. */
  settings?: Record<string, unknown>;
}

/** A text of another stack's settings, by its path: `database.engineVersion`. */
export function textAt({ settings }: Sibling, path: string): string | undefined {
  return text(path.split(".").reduce<unknown>((inside, key) => record(inside)[key], settings));
}

/** File of a stack's settings, beside Pulumi.yaml. */
export function stackFile(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/**
 * The other stacks of the same system and environment, found by their files: so one more failover region is one
 * more file, and every stack is checked against all others before anything is deployed.
 *
 * @param directory folder of Pulumi.yaml
 * @throws Error with one sentence for a file that is not YAML
 */
export function readSiblings(
  directory: string,
  own: { stack: string; system: string; environment: string },
): Sibling[] {
  return fs
    .readdirSync(directory)
    .map((file) => ({ file, stack: /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] }))
    .filter(
      (entry): entry is { file: string; stack: string } =>
        entry.stack !== undefined && entry.stack !== own.stack,
    )
    .sort((a, b) => a.stack.localeCompare(b.stack))
    .flatMap(({ file, stack }) => {
      const config = readConfig(path.join(directory, file), file);
      const same = config["tandem:system"] === own.system && config["tandem:environment"] === own.environment;
      return same ? [siblingOf(stack, settingsOf(config))] : [];
    });
}

/**
 * The stack that owns what exists once.
 *
 * @throws Error when there is none; the cross-checks refuse such settings before
 */
export function primaryStack(siblings: readonly Sibling[]): string {
  const primary = siblings.find(({ role }) => role === "primary");
  if (primary === undefined) throw new Error("no stack of this system and environment is the primary");
  return primary.stack;
}

/** Place of a failover region, 1 for the first, given what its settings say. */
export function failoverOrder(given: number | undefined): number {
  return given ?? 1;
}

/** The failover stacks among others, the first to be asked first. */
export function failoverStacks(siblings: readonly Sibling[]): Sibling[] {
  return siblings
    .filter(({ role }) => role === "secondary")
    .sort((one, other) => failoverOrder(one.order) - failoverOrder(other.order));
}

/** The failover stacks that come before a place in their order. */
export function earlierStacks(siblings: readonly Sibling[], order: number | undefined): Sibling[] {
  return failoverStacks(siblings).filter((one) => failoverOrder(one.order) < failoverOrder(order));
}

/** Regions that hold copies: those of the failover stacks in their order, then those that the settings name besides. */
export function replicaRegions(named: readonly string[], siblings: readonly Sibling[]): string[] {
  const failover = failoverStacks(siblings).flatMap(({ region }) => region ?? []);
  return [...new Set([...failover, ...named])];
}

function readConfig(fullPath: string, file: string): Record<string, unknown> {
  try {
    return record(record(yaml.parse(fs.readFileSync(fullPath, "utf8"))).config);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`${file}: can't be read: ${reason}`);
  }
}

function settingsOf(config: Record<string, unknown>): Record<string, unknown> {
  const own = Object.entries(config).filter(([key]) => key.startsWith("tandem:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("tandem:".length), value]));
}

/** What a stack's settings, as they stand in its file, say to the system's other stacks. */
export function siblingOf(stack: string, settings: Record<string, unknown>): Sibling {
  return {
    stack,
    file: stackFile(stack),
    role: text(settings.role),
    region: text(settings.region),
    order: number(record(settings.recovery).order),
    cidr: text(record(settings.network).cidr),
    zone: text(record(settings.dns).zone),
    settings,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

import { everywhere, aliases as tables } from "../tables/aliases/index";

/** The hand-written names: by type and path, by the end of a path in one type, and for all types. */
export class Aliases {
  private readonly used = new Set<string>();

  /** CloudFormation's path from the parent, `never`, or undefined where spelling decides. */
  of(token: string, path: string): string | undefined {
    const table = tables[token] ?? {};
    const steps = path.split(".");
    for (const key of [path, ...steps.map((_, index) => `*.${steps.slice(index).join(".")}`)]) {
      const alias = table[key];
      if (alias === undefined) continue;
      this.used.add(`${token} ${key}`);
      return isNever(alias) ? "never" : alias;
    }
    return everywhere(path) ? "never" : undefined;
  }

  /** True when an entry is written for a path below this one. */
  reaches(token: string, path: string): boolean {
    return path === "" || Object.keys(tables[token] ?? {}).some((key) => key.startsWith(`${path}.`));
  }

  /** Entries that no input asked for: a misspelled path, or one that Pulumi no longer has. */
  unused(): string[] {
    return Object.entries(tables)
      .flatMap(([token, table]) => Object.keys(table).map((path) => `${token} ${path}`))
      .filter((entry) => !this.used.has(entry));
  }
}

/** `-reason` says that CloudFormation has nothing that corresponds. */
const isNever = (alias: string): boolean => alias.startsWith("-");

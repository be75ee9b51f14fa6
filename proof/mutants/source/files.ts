import * as fs from "node:fs";
import * as path from "node:path";
import { filesOf } from "../../files";
import { root } from "../../packages";

/** Files of the program that take mistakes: all components, and what puts them together for a system. */
export function programFiles(): string[] {
  return ["components", "stacks"]
    .flatMap(filesOf)
    .filter((file) => !/^stacks\/settings\//.test(file) && /\.ts$/.test(file) && !file.endsWith(".d.ts"));
}

/** A file and all files of the repository that it imports, by way of others too. */
export function importsOf(start: string, known = new Set<string>()): Set<string> {
  if (known.has(start)) return known;
  known.add(start);
  for (const file of directImports(start)) importsOf(file, known);
  return known;
}

/** Files of the repository that a file imports itself, types alone left out. */
export function directImports(file: string): string[] {
  const code = fs.readFileSync(path.join(root, file), "utf8");
  return [...code.matchAll(/^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)"/gm)].flatMap(
    ([, name = ""]) => {
      const base = path.posix.join(path.posix.dirname(file), name);
      return [`${base}.ts`, `${base}/index.ts`]
        .filter((one) => fs.existsSync(path.join(root, one)))
        .slice(0, 1);
    },
  );
}

/** Test files that import something of a file's folder themselves. */
export function testsOf(file: string): string[] {
  const folder = path.posix.dirname(file);
  return ["test/components", "test/stacks"]
    .flatMap(filesOf)
    .filter((test) => test.endsWith(".test.ts"))
    .filter((test) => directImports(test).some((one) => path.posix.dirname(one) === folder));
}

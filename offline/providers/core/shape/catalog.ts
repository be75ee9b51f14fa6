import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleOf, namespaceOf } from "./package-scan";
import type { FunctionShape, ModuleShape, NestedShape, Properties, ResourceShape } from "./types";

/** Shapes of a package, read from the cache directory file by file as a program needs them. */
export interface Catalog {
  resource(token: string): ResourceShape | undefined;
  function(token: string): FunctionShape | undefined;
  /** Type tokens of the module that a token belongs to, for suggestions. */
  resourcesLike(token: string): string[];
  /** Properties of a nested type, as a program gives them or as the provider answers them. */
  nested(side: "inputs" | "outputs", name: string): Properties | undefined;
}

export class FileCatalog implements Catalog {
  private readonly modules = new Map<string, ModuleShape | undefined>();
  private readonly namespaces = new Map<string, NestedShape | undefined>();

  /** @param directory the `outDir` of `ensureShapes`; without one no type is known. */
  constructor(private readonly directory: string | undefined) {}

  resource(token: string): ResourceShape | undefined {
    return this.module(token)?.resources[token];
  }

  function(token: string): FunctionShape | undefined {
    return this.module(token)?.functions[token];
  }

  resourcesLike(token: string): string[] {
    return Object.keys(this.module(token)?.resources ?? {});
  }

  nested(side: "inputs" | "outputs", name: string): Properties | undefined {
    const namespace = namespaceOf(name);
    if (!this.namespaces.has(namespace))
      this.namespaces.set(namespace, this.load<NestedShape>("nested", namespace));
    const types = this.namespaces.get(namespace)?.[side];
    // Programs are typed with `XArgs`, answers with `X`; some packages use one name for both.
    return types?.[name] ?? types?.[`${name}Args`];
  }

  private module(token: string): ModuleShape | undefined {
    const name = moduleOf(token);
    if (!this.modules.has(name)) this.modules.set(name, this.load<ModuleShape>("modules", name));
    return this.modules.get(name);
  }

  private load<Shape>(folder: string, name: string): Shape | undefined {
    if (this.directory === undefined) return undefined;
    const file = join(this.directory, folder, `${name}.json`);
    // The files are written by ensureShapes of the same version, which the stamp in the directory guards.
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Shape) : undefined;
  }
}

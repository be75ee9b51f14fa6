import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ProviderError } from "../protocol/provider";
import { stampFile } from "./cache";
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
  private there: true | undefined;

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
    this.there ??= isWhole(this.directory);
    const file = join(this.directory, folder, `${name}.json`);
    // The files are written by ensureShapes of the same version, which the stamp in the directory guards.
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Shape) : undefined;
  }
}

/** Without its shapes a package would seem to have no resource types at all. */
function isWhole(directory: string): true {
  if (existsSync(join(directory, stampFile))) return true;
  throw new ProviderError(
    `what ${basename(directory)} declares is not in ${directory}, so nothing of it can be checked. ` +
      "Run the same command through tandem-offline or npm run offline: it reads the installed package anew",
  );
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Declarations, scanDeclarations } from "./scan";
import type { ModuleShape, NestedShape, Properties } from "./types";

/** Shapes of a whole package, by service module. */
export interface PackageShapes {
  modules: Map<string, ModuleShape>;
  nested: Map<string, NestedShape>;
}

const skippedFolders = new Set(["node_modules", "types", "scripts", "config", "tests", "bin"]);

/** Scans an installed Pulumi SDK package. */
export function scanPackage(packageDir: string): PackageShapes {
  const modules = new Map<string, ModuleShape>();
  for (const file of declarationFiles(packageDir)) scanFile(file, modules);
  return { modules, nested: scanNested(packageDir) };
}

/** `aws:ec2/vpc:Vpc` and `kubernetes:apps/v1:Deployment` belong to the modules `ec2` and `apps`. */
export function moduleOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "index";
}

function* declarationFiles(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) yield* declarationFiles(path);
    } else if (entry.name.endsWith(".d.ts") && entry.name !== "index.d.ts") yield path;
  }
}

function scanFile(file: string, modules: Map<string, ModuleShape>): void {
  const source = readFileSync(file, "utf8");
  const isResource = source.includes("extends pulumi.CustomResource");
  const isFunction = !isResource && source.includes("pulumi.InvokeOptions");
  if (!isResource && !isFunction) return;
  const code = readFileSync(file.replace(/\.d\.ts$/, ".js"), "utf8");
  const declarations = scanDeclarations(source);
  if (isResource) addResource(declarations, code, modules);
  else addFunction(declarations, code, modules);
}

function addResource(declarations: Declarations, code: string, modules: Map<string, ModuleShape>): void {
  const { resource, interfaces } = declarations;
  const token = /__pulumiType = ['"]([^'"]+)['"]/.exec(code)?.[1];
  if (resource === undefined || token === undefined) return;
  moduleFor(token, modules).resources[token] = {
    inputs: interfaces.get(resource.args ?? `${resource.name}Args`) ?? {},
    outputs: resource.outputs,
    secrets: quoted(/additionalSecretOutputs: \[([^\]]*)\]/.exec(code)?.[1] ?? ""),
    aliases: [...(/aliases: \[([^\]]*)\]/.exec(code)?.[1] ?? "").matchAll(/type: "([^"]+)"/g)].map(
      ([, alias = ""]) => alias,
    ),
  };
}

function addFunction({ interfaces }: Declarations, code: string, modules: Map<string, ModuleShape>): void {
  const token = /pulumi\.runtime\.invoke(?:SingleValue)?\("([^"]+)"/.exec(code)?.[1];
  if (token === undefined) return;
  const name = token.slice(token.lastIndexOf(":") + 1);
  const prefix = name.charAt(0).toUpperCase() + name.slice(1);
  moduleFor(token, modules).functions[token] = {
    inputs: interfaces.get(`${prefix}Args`) ?? {},
    outputs: interfaces.get(`${prefix}Result`) ?? {},
  };
}

function moduleFor(token: string, modules: Map<string, ModuleShape>): ModuleShape {
  const name = moduleOf(token);
  let found = modules.get(name);
  if (found === undefined) {
    found = { resources: {}, functions: {} };
    modules.set(name, found);
  }
  return found;
}

const quoted = (text: string): string[] => [...text.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);

function scanNested(packageDir: string): Map<string, NestedShape> {
  const nested = new Map<string, NestedShape>();
  for (const side of ["inputs", "outputs"] as const) {
    const file = join(packageDir, "types", side === "inputs" ? "input.d.ts" : "output.d.ts");
    if (!existsSync(file)) continue;
    for (const [name, properties] of scanDeclarations(readFileSync(file, "utf8")).interfaces)
      put(nested, side, name, properties);
  }
  return nested;
}

function put(
  nested: Map<string, NestedShape>,
  side: "inputs" | "outputs",
  name: string,
  properties: Properties,
): void {
  const namespace = namespaceOf(name);
  let shape = nested.get(namespace);
  if (shape === undefined) {
    shape = { inputs: {}, outputs: {} };
    nested.set(namespace, shape);
  }
  shape[side][name] = properties;
}

/** The first namespace of a nested type's name; `index` for types outside any namespace. */
export function namespaceOf(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? "index" : name.slice(0, dot);
}

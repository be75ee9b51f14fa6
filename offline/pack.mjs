// What the published package has beside the sources' bundles: declarations of the library, and the licences of the
// packages that are bundled. Run by npm before it packs.
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { bundle } from "./build.mjs";

const here = import.meta.dirname;
const dist = path.join(here, "dist");
const library = ["index.ts", "account/index.ts", "account/catalog.ts"];

/** A folder that was built before may hold bundles that no source makes any more. */
function dropAllBut(bundles) {
  const kept = new Set(bundles);
  for (const entry of fs.readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.name.endsWith(".cjs") && !kept.has(file)) fs.rmSync(file);
  }
  for (const folder of ["shapes", "types"])
    fs.rmSync(path.join(dist, folder), { recursive: true, force: true });
}

function writeTypes() {
  const options = {
    declaration: true,
    emitDeclarationOnly: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ["node"],
    rootDir: here,
    outDir: path.join(dist, "types"),
  };
  const files = library.map((file) => path.join(here, file));
  const { emitSkipped } = ts.createProgram(files, options).emit();
  if (emitSkipped) throw new Error("the declarations of the offline library could not be written");
}

/** Name, version and licence text of every package that a bundle holds a part of. */
function thirdParties(sources) {
  const folders = new Set(sources.flatMap((file) => packageFolder(file) ?? []));
  const parties = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = fs.readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
    const text = file === undefined ? "" : `\n\n${fs.readFileSync(path.join(folder, file), "utf8").trim()}`;
    return `${name} ${version}, ${license}${text}\n`;
  });
  return [...new Set(parties)].sort().join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolder(file) {
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll("\\", "/")) ?? [];
  return folder;
}

const { bundles, sources } = await bundle();
dropAllBut(bundles);
writeTypes();
fs.writeFileSync(path.join(dist, "THIRD-PARTY-LICENSES"), thirdParties(sources));

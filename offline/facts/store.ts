import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { TypeNode } from "./node";
import type { RegionTable, RuntimeDates } from "./regions";

/** Raised whenever the stored form changes. */
export const factsFormat = 1;

export interface Header {
  format: number;
  /** Day of the CloudFormation schemas, `2026-10-20`. */
  date: string;
  /** Versions of the sources. */
  sources: Record<string, string>;
  /** Licence lines of the sources. */
  licences: string[];
}

/** The committed data file, of which each type is parsed when it is first asked for. */
export class Store {
  readonly header: Header;
  private readonly lines: Map<string, string>;
  private readonly types = new Map<string, TypeNode>();
  private readonly tables = new Map<string, unknown>();

  /** @throws Error in one sentence when the file is missing, unreadable or of another form */
  constructor(file: string = dataFile()) {
    const [first, ...rest] = lines(file);
    this.header = readHeader(first ?? "", file);
    this.lines = new Map(rest.map((line) => split(line)));
  }

  tokens(): string[] {
    return [...this.lines.keys()].filter((key) => key.includes(":"));
  }

  /** `rds/cluster:Cluster`, without the package. */
  type(token: string): TypeNode | undefined {
    const known = this.types.get(token);
    if (known !== undefined) return known;
    const line = this.lines.get(token);
    if (line === undefined) return undefined;
    // The generator wrote it in this format, which the header tells.
    const node = JSON.parse(line) as TypeNode;
    this.types.set(token, node);
    return node;
  }

  /** Instance classes: `ec2`, `elasticache`, `rds aurora-postgresql`. */
  classes(name: string): RegionTable | undefined {
    return this.table(`classes ${name}`);
  }

  /** Versions of an engine. */
  versions(engine: string): string[] | undefined {
    return this.table(`versions ${engine}`);
  }

  runtimes(): Record<string, RuntimeDates> {
    return this.table("runtimes") ?? {};
  }

  private table<T>(name: string): T | undefined {
    const line = this.lines.get(name);
    if (line === undefined) return undefined;
    if (!this.tables.has(name)) this.tables.set(name, JSON.parse(line));
    return this.tables.get(name) as T;
  }
}

let shared: Store | undefined;
let missing = false;

/** The committed facts, read once a process. @throws Error as the constructor */
export function facts(): Store {
  shared ??= new Store();
  return shared;
}

/** As `facts`, for who can do without them: undefined when they can't be read. */
export function factsIfThere(): Store | undefined {
  if (missing) return undefined;
  try {
    return facts();
  } catch {
    missing = true;
    return undefined;
  }
}

/** `data/facts.br` of this folder, from the sources and from a bundle below the package alike. */
export function dataFile(from: string = __dirname): string {
  const found = [join(from, "data", "facts.br"), join(from, "facts", "data", "facts.br")].find(existsSync);
  if (found !== undefined) return found;
  const parent = dirname(from);
  if (parent === from)
    throw new Error("the facts file offline/facts/data/facts.br is missing; npm run facts makes it again");
  return dataFile(parent);
}

function lines(file: string): string[] {
  try {
    return brotliDecompressSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the facts file ${file} can't be read (${why}); npm run facts makes it again`);
  }
}

function readHeader(line: string, file: string): Header {
  let header: Partial<Header> = {};
  try {
    header = JSON.parse(line) as Partial<Header>;
  } catch {
    // Told below, as a format that is not ours.
  }
  if (header.format !== factsFormat)
    throw new Error(
      `the facts file ${file} has format ${header.format ?? "unknown"}, this version reads ${factsFormat}; npm run facts makes it again`,
    );
  return header as Header;
}

function split(line: string): [string, string] {
  const at = line.indexOf("\t");
  return [line.slice(0, at), line.slice(at + 1)];
}

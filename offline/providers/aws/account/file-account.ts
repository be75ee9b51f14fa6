import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { stableHex } from "../../core/lifecycle/stable";
import { type Account, type Holder, nameKey, type Stored, type UniqueName } from "./account";
import { decodeMap, encode } from "./encode";

interface Folder {
  /** Modification time of the directory when it was read; a later one means that another process wrote. */
  stamp: number;
  byFile: Map<string, Stored>;
  list: readonly Stored[] | undefined;
}

/**
 * The account in a directory: one file per resource and one per unique name, so that several processes can use it
 * without a lock. A type's folder is read when it is first asked for.
 */
export class FileAccount implements Account {
  private readonly folders = new Map<string, Folder>();
  private readonly overlooked = new Set<string>();

  constructor(private readonly directory: string) {
    mkdirSync(join(directory, "names"), { recursive: true });
    mkdirSync(join(directory, "resources"), { recursive: true });
  }

  all(type: string): readonly Stored[] {
    const folder = this.open(type);
    folder.list ??= [...folder.byFile.values()]
      .filter(({ urn }) => !this.overlooked.has(urn))
      .sort((left, right) => left.createdAt - right.createdAt);
    return folder.list;
  }

  find(type: string, id: string, region?: string): Stored | undefined {
    return this.all(type).find((one) => one.id === id && (region === undefined || one.region === region));
  }

  ofUrn(type: string, urn: string): readonly Stored[] {
    if (this.overlooked.has(urn)) return [];
    const prefix = urnPart(urn);
    return [...this.open(type).byFile]
      .filter(([file]) => file.startsWith(prefix))
      .map(([, stored]) => stored);
  }

  overlook(type: string, urn: string): void {
    this.overlooked.add(urn);
    this.open(type).list = undefined;
  }

  put(resource: Stored): void {
    this.overlooked.delete(resource.urn);
    const folder = this.open(resource.type);
    const path = this.folderOf(resource.type);
    mkdirSync(path, { recursive: true });
    const file = fileName(resource);
    const staged = join(path, `.${file}.${process.pid}`);
    const { inputs, outputs, ...rest } = resource;
    writeFileSync(staged, JSON.stringify({ ...rest, inputs: encode(inputs), outputs: encode(outputs) }));
    renameSync(staged, join(path, file));
    folder.byFile.set(file, resource);
    folder.list = undefined;
    folder.stamp = stampOf(path);
  }

  remove(resource: Stored): void {
    const folder = this.open(resource.type);
    const file = fileName(resource);
    rmSync(join(this.folderOf(resource.type), file), { force: true });
    folder.byFile.delete(file);
    folder.list = undefined;
    folder.stamp = stampOf(this.folderOf(resource.type));
  }

  holder(name: UniqueName): Holder | undefined {
    const file = this.nameFile(name);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Holder) : undefined;
  }

  claim(name: UniqueName, holder: Holder): Holder | undefined {
    try {
      writeFileSync(this.nameFile(name), JSON.stringify({ ...name, ...holder }), { flag: "wx" });
      return undefined;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return this.holder(name);
      throw error;
    }
  }

  release(name: UniqueName): void {
    rmSync(this.nameFile(name), { force: true });
  }

  private open(type: string): Folder {
    const path = this.folderOf(type);
    let folder = this.folders.get(type);
    const stamp = stampOf(path);
    if (folder !== undefined && folder.stamp === stamp) return folder;
    folder = { stamp, byFile: stamp === 0 ? new Map() : readFolder(path), list: undefined };
    this.folders.set(type, folder);
    return folder;
  }

  private folderOf(type: string): string {
    return join(this.directory, "resources", type.replace(/[:/]/g, "."));
  }

  private nameFile(name: UniqueName): string {
    return join(this.directory, "names", `${name.kind}-${stableHex(24, nameKey(name))}.json`);
  }
}

function readFolder(path: string): Map<string, Stored> {
  const byFile = new Map<string, Stored>();
  for (const file of readdirSync(path)) {
    if (file.startsWith(".")) continue;
    const stored = readStored(join(path, file));
    if (stored !== undefined) byFile.set(file, stored);
  }
  return byFile;
}

/** A file may go between listing and reading, when another process deletes its resource. */
function readStored(file: string): Stored | undefined {
  try {
    const stored = JSON.parse(readFileSync(file, "utf8")) as Stored;
    return { ...stored, inputs: decodeMap(stored.inputs), outputs: decodeMap(stored.outputs) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new Error(`${file} of the offline account can't be read; delete it or start a new account`);
  }
}

const stampOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const urnPart = (urn: string): string => `${stableHex(12, urn)}.`;
const fileName = ({ urn, id, region }: Stored): string => `${urnPart(urn)}${stableHex(16, region, id)}.json`;

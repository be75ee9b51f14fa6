import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { stableHex } from "../../core/lifecycle/stable";
import {
  type Account,
  type Circumstance,
  type Holder,
  nameKey,
  type Stored,
  type UniqueName,
} from "./account";
import { decodeMap, encode } from "./encode";
import { filesOf, hasTexts, readAccountFile, versionOf, writeNew, writeWhole } from "./files";

/** What this process has read of a type's folder. */
interface Folder {
  /** Time of the folder's last change when it was listed. */
  changedAt: number;
  /** False while a process may still write with the same time: file systems count time in steps. */
  isSettled: boolean;
  /** True when it holds the right files since the last change, whatever is in them. */
  isComplete: boolean;
  /** When each file was last looked at. */
  lookedAt: number;
  byFile: Map<string, { version: string; stored: Stored }>;
  list: readonly Stored[] | undefined;
}

/** Milliseconds that are surely more than a step of a file system's clock. */
const clockStep = 20;

/**
 * For how many milliseconds this process's own writes alone are no reason to look at each file of a folder again. What
 * comes and goes is seen at once all the same; only what another process has changed in the very moment of such a write
 * is seen so much later.
 */
const trust = 250;

/**
 * The account in a directory: one file per resource, unique name and circumstance, so that several processes can use it
 * without a lock: each file is written whole, and who makes one first is decided by the file system. What is read is
 * kept until the folder changes, and only changed files are read again.
 */
export class FileAccount implements Account {
  private readonly folders = new Map<string, Folder>();
  private readonly overlooked = new Set<string>();

  constructor(private readonly directory: string) {
    mkdirSync(join(directory, "names"), { recursive: true });
    mkdirSync(join(directory, "resources"), { recursive: true });
  }

  types(): readonly string[] {
    const resources = join(this.directory, "resources");
    const first = filesOf(resources).flatMap((folder) => this.anyOf(join(resources, folder)) ?? []);
    return first.map(({ type }) => type).sort();
  }

  all(type: string): readonly Stored[] {
    const folder = this.open(type);
    folder.list ??= [...folder.byFile.values()]
      .map(({ stored }) => stored)
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
      .map(([, { stored }]) => stored);
  }

  overlook(type: string, urn: string): void {
    this.overlooked.add(urn);
    this.open(type).list = undefined;
  }

  put(resource: Stored): void {
    this.overlooked.delete(resource.urn);
    const folder = this.open(resource.type);
    folder.isSettled = false;
    folder.isComplete = false;
    const path = this.folderOf(resource.type);
    if (folder.changedAt === 0) mkdirSync(path, { recursive: true });
    const file = fileName(resource);
    const { inputs, outputs, ...rest } = resource;
    writeWhole(join(path, file), { ...rest, inputs: encode(inputs), outputs: encode(outputs) });
    // Secrets are left out of files: this process goes on with the resource as it was given.
    const version = versionOf(join(path, file));
    if (version !== undefined) folder.byFile.set(file, { version, stored: resource });
    folder.changedAt = changeOf(path);
    folder.list = undefined;
  }

  remove(resource: Stored): void {
    const folder = this.open(resource.type);
    folder.isSettled = false;
    folder.isComplete = false;
    const file = fileName(resource);
    rmSync(join(this.folderOf(resource.type), file), { force: true });
    folder.byFile.delete(file);
    folder.list = undefined;
  }

  holder(name: UniqueName): Holder | undefined {
    return readAccountFile(this.nameFile(name), isHolder);
  }

  claim(name: UniqueName, holder: Holder): Holder | undefined {
    while (!writeNew(this.nameFile(name), { ...name, ...holder })) {
      const other = this.holder(name);
      if (other !== undefined) return other;
      // Released between the two steps: try again.
    }
    return undefined;
  }

  release(name: UniqueName): void {
    rmSync(this.nameFile(name), { force: true });
  }

  circumstances(kind: Circumstance): ReadonlyMap<string, string> {
    const folder = join(this.directory, "circumstances", kind);
    const found = filesOf(folder).flatMap(
      (file) => readAccountFile(join(folder, file), isCircumstance) ?? [],
    );
    return new Map(found.map(({ about, value }) => [about, value]));
  }

  setCircumstance(kind: Circumstance, about: string, value: string | undefined): void {
    const folder = join(this.directory, "circumstances", kind);
    const file = join(folder, `${stableHex(24, about)}.json`);
    if (value === undefined) {
      rmSync(file, { force: true });
      return;
    }
    mkdirSync(folder, { recursive: true });
    writeWhole(file, { about, value });
  }

  private open(type: string): Folder {
    const path = this.folderOf(type);
    const known = this.folders.get(type);
    const changedAt = changeOf(path);
    if (known?.isSettled && known.changedAt === changedAt) return known;
    const now = Date.now();
    const isTrusted = known?.changedAt === changedAt && now - known.lookedAt < trust;
    if (isTrusted && known.isComplete) return known;
    const files = filesOf(path);
    const isSettled = now - changedAt > clockStep;
    // While somebody writes, what comes and goes is seen at once, and changes inside files a moment later.
    if (known !== undefined && (!isSettled || isTrusted) && hasExactly(known.byFile, files)) {
      known.isComplete = isSettled;
      return known;
    }
    const byFile = readFolder(path, files, known?.byFile);
    const folder: Folder = {
      ...{ changedAt, isSettled, isComplete: isSettled, lookedAt: now },
      ...{ byFile, list: undefined },
    };
    this.folders.set(type, folder);
    return folder;
  }

  private anyOf(path: string): Stored | undefined {
    for (const file of filesOf(path)) {
      const stored = readAccountFile(join(path, file), isStored);
      if (stored !== undefined) return stored;
    }
    return undefined;
  }

  private folderOf(type: string): string {
    return join(this.directory, "resources", type.replace(/[:/]/g, "."));
  }

  private nameFile(name: UniqueName): string {
    return join(this.directory, "names", `${name.kind}-${stableHex(24, nameKey(name))}.json`);
  }
}

/** Reads a folder, and of the files read before only those that are others now. */
function readFolder(
  path: string,
  files: readonly string[],
  before: Folder["byFile"] = new Map(),
): Folder["byFile"] {
  const byFile: Folder["byFile"] = new Map();
  for (const file of files) {
    const known = before.get(file);
    const version = versionOf(join(path, file));
    // A file may go between listing and reading, when another process deletes its resource.
    if (version === undefined) continue;
    if (known?.version === version) byFile.set(file, known);
    else {
      const stored = readAccountFile(join(path, file), isStored);
      if (stored !== undefined) byFile.set(file, { version, stored: decoded(stored) });
    }
  }
  return byFile;
}

/** Time of a folder's last change, 0 when there is none. */
const changeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const hasExactly = (byFile: Folder["byFile"], files: readonly string[]): boolean =>
  byFile.size === files.length && files.every((file) => byFile.has(file));

const decoded = (stored: Stored): Stored => ({
  ...stored,
  inputs: decodeMap(stored.inputs),
  outputs: decodeMap(stored.outputs),
});

const isStored = (parsed: unknown): parsed is Stored =>
  hasTexts(parsed, "type", "urn", "id", "region") &&
  typeof parsed.generation === "number" &&
  typeof parsed.createdAt === "number" &&
  isObject(parsed.inputs) &&
  isObject(parsed.outputs);

const isHolder = (parsed: unknown): parsed is Holder => hasTexts(parsed, "type", "urn", "id");

const isCircumstance = (parsed: unknown): parsed is { about: string; value: string } =>
  hasTexts(parsed, "about", "value");

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const urnPart = (urn: string): string => `${stableHex(12, urn)}.`;
const fileName = ({ urn, id, region }: Stored): string => `${urnPart(urn)}${stableHex(16, region, id)}.json`;

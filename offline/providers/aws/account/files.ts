import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ProviderError } from "../../core/protocol/provider";

let drafts = 0;

/** A name that no other write uses, in the same folder; readers skip names that begin with a dot. */
const draftOf = (file: string): string => join(dirname(file), `.${process.pid}.${++drafts}`);

/** Writes a file that others see whole or not at all; one that is there is replaced. */
export function writeWhole(file: string, content: unknown): void {
  const draft = draftOf(file);
  writeFileSync(draft, JSON.stringify(content));
  renameSync(draft, file);
}

/** Writes a file unless it is there; of several processes that try at once, one gets `true`. */
export function writeNew(file: string, content: unknown): boolean {
  const draft = draftOf(file);
  writeFileSync(draft, JSON.stringify(content));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Reads a file of the account; undefined when it is gone.
 *
 * @throws ProviderError in the user's words when the file can't be read; it is left as it is
 */
export function readAccountFile<Content>(
  file: string,
  isContent: (parsed: unknown) => parsed is Content,
): Content | undefined {
  const parsed = parse(file);
  if (parsed === undefined || isContent(parsed)) return parsed;
  throw broken(file, "it is JSON, but not what the account writes");
}

function parse(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw broken(file, error instanceof SyntaxError ? "it is no whole JSON" : String(error));
  }
}

function broken(file: string, why: string): ProviderError {
  return new ProviderError(
    `a file of the offline account can't be read: ${file}: ${why}. Nothing was changed. Put the file back, or delete it: the account then forgets what was in it, and a refresh tells the stack`,
  );
}

/** Files of a folder, without drafts; empty when there is no folder. */
export function filesOf(folder: string): string[] {
  // Asking first is faster than an error, and most folders that are asked for are not there.
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder).filter((file) => !file.startsWith("."));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** Tells one version of a file from the next: a write makes a new file, so number, size or time differ. */
export function versionOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** True when a parsed value is an object with texts under these keys. */
export function hasTexts(parsed: unknown, ...keys: string[]): parsed is Record<string, unknown> {
  if (typeof parsed !== "object" || parsed === null) return false;
  const members = parsed as Record<string, unknown>;
  return keys.every((key) => typeof members[key] === "string");
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

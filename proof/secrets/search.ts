import * as fs from "node:fs";
import * as path from "node:path";
import type { Needle } from "./forms";

/** A secret found in clear. */
export interface Leak {
  /** Which secret, without its value. */
  readonly label: string;
  /** How it is written there. */
  readonly form: string;
  /** Where: a file's path below the searched folder, or what was printed. */
  readonly place: string;
  /** Byte at which it stands. */
  readonly offset: number;
  /** What stands before it, every secret in it hidden. */
  readonly before: string;
}

/** What a search went through. */
export interface Searched {
  readonly leaks: Leak[];
  readonly files: number;
  readonly bytes: number;
}

const CONTEXT = 80;

/** Looks for many needles at once, in one pass over the bytes. */
export class Searcher {
  /** Whether a needle starts with these two bytes. */
  private readonly starts = new Uint8Array(0x1_0000);
  /** Needles by their first four bytes. */
  private readonly byStart = new Map<number, Needle[]>();

  constructor(private readonly needles: readonly Needle[]) {
    for (const needle of needles) {
      this.starts[needle.bytes.readUInt16BE(0)] = 1;
      const key = needle.bytes.readUInt32BE(0);
      this.byStart.set(key, [...(this.byStart.get(key) ?? []), needle]);
    }
  }

  /** The first place of each secret in some bytes. */
  search(place: string, bytes: Buffer): Leak[] {
    const leaks = new Map<string, Leak>();
    for (let at = 0; at < bytes.length - 3; at++) {
      const pair = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
      if (this.starts[pair] === 0) continue;
      for (const { label, form, bytes: wanted } of this.byStart.get(bytes.readUInt32BE(at)) ?? []) {
        if (leaks.has(label) || !bytes.subarray(at, at + wanted.length).equals(wanted)) continue;
        leaks.set(label, { label, form, place, offset: at, before: this.before(bytes, at) });
      }
    }
    return [...leaks.values()];
  }

  /** Text before a place, with the secrets in it hidden. */
  private before(bytes: Buffer, at: number): string {
    const text = bytes.subarray(Math.max(0, at - CONTEXT), at).toString("utf8");
    return this.needles.reduce(
      (shown, needle) => shown.replaceAll(needle.bytes.toString("utf8"), "[secret]"),
      text,
    );
  }
}

/**
 * Searches every file below a folder, whatever it holds. Links are not followed: what they lead to was not written here.
 *
 * @param without paths below the folder that are left out, with all that is in them
 */
export function searchFolder(
  folder: string,
  needles: readonly Needle[],
  without: readonly string[] = [],
): Searched {
  const searcher = new Searcher(needles);
  let bytes = 0;
  const files = filesBelow(folder, "", new Set(without));
  const leaks = files.flatMap((file) => {
    const content = fs.readFileSync(path.join(folder, file));
    bytes += content.length;
    return searcher.search(file, content);
  });
  return { leaks, files: files.length, bytes };
}

function filesBelow(root: string, below: string, without: ReadonlySet<string>): string[] {
  return fs.readdirSync(path.join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(below, entry.name);
    if (without.has(file)) return [];
    if (entry.isDirectory()) return filesBelow(root, file, without);
    return entry.isFile() ? [file] : [];
  });
}

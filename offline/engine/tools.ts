import * as fs from "node:fs";
import * as path from "node:path";
import type { Cli } from "./resolve";

/**
 * Puts the CLI and our language host side by side in one folder and returns the CLI's path there. A CLI with a host of
 * its own is used where it stands.
 *
 * A hard link, not a symbolic one: the CLI looks for its hosts beside the file that it really is, and warns about
 * hosts from elsewhere.
 */
export function installHost(cli: Cli, hostBundle: string, folder: string): string {
  if (cli.hasHost) return cli.file;
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "pulumi");
  if (!isSameFile(cli.file, file)) replace(file, (draft) => linkOrCopy(cli.file, draft));
  writeExecutable(path.join(folder, "pulumi-language-nodejs"), script(hostBundle));
  return file;
}

/** Source of a small program for Node that sets variables and then loads a bundle. */
export function script(bundle: string, env: Readonly<Record<string, string>> = {}): string {
  // Linux cuts a first line after 127 characters, and splits it at spaces.
  const interpreter = /^\S{1,120}$/.test(process.execPath) ? process.execPath : "/usr/bin/env node";
  const settings = Object.entries(env).map(
    ([name, value]) => `process.env[${JSON.stringify(name)}] = ${JSON.stringify(value)};`,
  );
  return [`#!${interpreter}`, ...settings, `require(${JSON.stringify(bundle)});`, ""].join("\n");
}

/** Writes an executable file unless it is there with this content; others never see half of it. */
export function writeExecutable(file: string, content: string): void {
  if (isSameContent(file, content)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  replace(file, (draft) => fs.writeFileSync(draft, content, { mode: 0o755 }));
}

function replace(file: string, make: (draft: string) => void): void {
  const draft = `${file}.${process.pid}`;
  fs.rmSync(draft, { force: true });
  make(draft);
  fs.renameSync(draft, file);
}

function linkOrCopy(from: string, to: string): void {
  try {
    fs.linkSync(fs.realpathSync(from), to);
  } catch {
    // Another file system, or one without hard links.
    fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE);
    fs.chmodSync(to, 0o755);
    const { atime, mtime } = fs.statSync(from);
    fs.utimesSync(to, atime, mtime);
  }
}

/** The same inode, or a copy of it: size and time agree. */
function isSameFile(left: string, right: string): boolean {
  if (!fs.existsSync(right)) return false;
  const [a, b] = [fs.statSync(left), fs.statSync(right)];
  return (a.ino === b.ino && a.dev === b.dev) || (a.size === b.size && Math.abs(a.mtimeMs - b.mtimeMs) < 2);
}

function isSameContent(file: string, content: string): boolean {
  try {
    return fs.readFileSync(file, "utf8") === content;
  } catch {
    return false;
  }
}

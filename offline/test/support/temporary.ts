import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A temporary folder that a test fills. */
export interface Temporary {
  readonly directory: string;
  /** Path of something in it. */
  at(...parts: string[]): string;
  write(file: string, content: string): string;
  /** Writes a shell script that can be executed. */
  script(file: string, ...lines: string[]): string;
  remove(): void;
}

/** Makes a temporary folder. */
export function temporary(): Temporary {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "tandem-test-")));
  const at = (...parts: string[]) => path.join(directory, ...parts);
  const write = (file: string, content: string) => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true });
    fs.writeFileSync(at(file), content);
    return at(file);
  };
  return {
    directory,
    at,
    write,
    script(file, ...lines) {
      write(file, ["#!/bin/sh", ...lines, ""].join("\n"));
      fs.chmodSync(at(file), 0o755);
      return at(file);
    },
    remove: () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}

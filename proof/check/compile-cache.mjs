import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as vm from "node:vm";

/**
 * What V8 made of scripts, in one file: a line of JSON with path, hash and length of each, then their code one after the
 * other. A file that is missing or can't be read is an empty cache, and one that can't be written stays as it is.
 */
export class CompileCache {
  /** @param {string} file where the cache is */
  constructor(file) {
    this.file = file;
    this.kept = readIfWhole(file);
    this.scripts = new Map();
    this.isComplete = true;
  }

  /** Compiles a script, or takes what is kept of just this content. */
  script(content, filename) {
    const hash = crypto.createHash("sha256").update(content).digest("base64");
    const known = this.kept.get(filename);
    const cachedData = known?.hash === hash ? known.code : undefined;
    const script = new vm.Script(content, { filename, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) this.isComplete = false;
    this.scripts.set(filename, { hash, script });
    return script;
  }

  /** Keeps everything that has been compiled, with the functions that ran, if there is something new. */
  save() {
    if (this.isComplete) return;
    const all = new Map(this.kept);
    for (const [filename, { hash, script }] of this.scripts)
      all.set(filename, { hash, code: script.createCachedData() });
    const index = JSON.stringify([...all].map(([filename, { hash, code }]) => [filename, hash, code.length]));
    const staging = `${this.file}.${process.pid}`;
    try {
      fs.writeFileSync(staging, Buffer.concat([Buffer.from(`${index}\n`), ...codes(all)]));
      fs.renameSync(staging, this.file);
    } catch {
      fs.rmSync(staging, { force: true });
    }
  }
}

function codes(all) {
  return [...all.values()].map(({ code }) => code);
}

function readIfWhole(file) {
  const kept = new Map();
  try {
    const content = fs.readFileSync(file);
    let at = content.indexOf("\n") + 1;
    for (const [filename, hash, length] of JSON.parse(content.toString("utf8", 0, at))) {
      kept.set(filename, { hash, code: content.subarray(at, at + length) });
      at += length;
    }
    return kept;
  } catch {
    return new Map();
  }
}

// What a short process spends on its code before and while it runs: V8 compiles a thousand files anew each time, and
// optimises functions that are not called much longer. Both cost more than what the check itself does.

import Module from "node:module";
import * as path from "node:path";
import * as v8 from "node:v8";
import { CompileCache } from "./compile-cache.mjs";

/**
 * How much a function runs before V8 optimises it, in bytes of its code: 15 times V8's own figure (67,584 in Node 20), by
 * which a check of two stacks spends a third of its processor time in the optimising compiler and ends no sooner. Without
 * the compiler it takes twice the time.
 */
const INTERRUPT_BUDGET = 1_000_000;

/**
 * Lets V8 optimise later, and keeps what it compiles of installed packages, and of the bundle among them, for the next
 * process, as `module.enableCompileCache` does from Node 22 on.
 *
 * @param {string} folder where; a file for each version of V8 and set of its flags
 */
export function startQuickly(folder) {
  v8.setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
  // The tag tells which code this V8 takes back: flags, too, count in it.
  const cache = new CompileCache(path.join(folder, `compiled-${v8.cachedDataVersionTag()}`));
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, file) {
    // A script has no import() of its own, and none begins with #!.
    if (!file.includes("node_modules") || /^#!|import\(/.test(content))
      return compile.call(this, content, file);
    return run(this, cache.script(Module.wrap(content), file), file);
  };
  process.once("exit", () => cache.save());
}

/** Runs a CommonJS module as Node's own loader does. */
function run(module, script, file) {
  const require = (id) => module.require(id);
  require.resolve = (id, options) => Module._resolveFilename(id, module, false, options);
  require.main = process.mainModule;
  require.cache = Module._cache;
  require.extensions = Module._extensions;
  const { exports } = module;
  return script.runInThisContext().call(exports, exports, require, module, file, path.dirname(file));
}

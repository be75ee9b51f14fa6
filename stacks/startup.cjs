// Loaded before the program, by nodeargs in Pulumi.yaml: makes the Pulumi SDK start faster without changing what it
// does (docs/adr/0013-faster-start.md).
const Module = require("node:module");

// 1. The SDK loads TypeScript and npm's dependency resolver, 11 MB of source, for programs that turn functions into
//    Lambdas or dynamic providers. They are loaded here when they are first used, which in this program is never.
const SELDOM = new Set(["../../typescript-shim", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const ofClosures =
    SELDOM.has(request) && /@pulumi[\\/]pulumi[\\/]runtime[\\/]closure[\\/]/.test(parent?.filename);
  return ofClosures
    ? onFirstUse(() => load.call(this, request, parent, isMain))
    : load.call(this, request, parent, isMain);
};

/** A stand-in for a module's exports that loads the module when one of them is asked for. */
function onFirstUse(loadModule) {
  let loaded;
  return new Proxy(
    {},
    {
      get(_, name) {
        // Asked by the import helper, to know that it needs no copy of the exports.
        if (name === "__esModule") return true;
        loaded ??= loadModule();
        return loaded[name];
      },
    },
  );
}

// 2. The SDK takes a stack trace for every promise, to name those that never end, and maps it to the sources. Such a
//    trace is left empty; traces of errors are mapped as ever.
const OF_PROMISES = /@pulumi[\\/]pulumi[\\/]runtime[\\/]debuggable\.js$/;
let prepare = Error.prepareStackTrace;
Object.defineProperty(Error, "prepareStackTrace", {
  configurable: true,
  get: () => prepare && quick,
  set(value) {
    prepare = value;
  },
});
function quick(error, frames) {
  return OF_PROMISES.test(frames[0]?.getFileName() ?? "") ? "" : prepare(error, frames);
}

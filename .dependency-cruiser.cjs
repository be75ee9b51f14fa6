// One direction: index.ts -> stacks -> components -> the SDK. The policy pack and the offline home know nothing of the program.
/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      comment: "A circle has no first file to read.",
      from: {},
      to: { circular: true },
    },
    {
      name: "components-know-no-stack",
      severity: "error",
      comment: "A component is used alone, by other programs; settings are the stack's.",
      from: { path: "^components/" },
      to: { path: "^(stacks|policy-pack|offline|workloads|bench|proof|index\\.ts)" },
    },
    {
      name: "stacks-know-no-tools",
      severity: "error",
      from: { path: "^(stacks/|index\\.ts)" },
      to: { path: "^(policy-pack|offline|bench|proof)/" },
    },
    {
      name: "policy-pack-and-offline-stand-alone",
      severity: "error",
      comment: "They judge and run other people's programs.",
      from: { path: "^(policy-pack|offline)/" },
      to: { path: "^(components|stacks|workloads|bench|proof|index\\.ts)" },
    },
    {
      name: "policy-pack-and-offline-apart",
      severity: "error",
      from: { path: "^(policy-pack|offline)/" },
      to: { path: "^(policy-pack|offline)/", pathNot: "^$1/" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      comment:
        "The proof is a long test: it plants mistakes and asks the tables of requirements whether they see them.",
      from: { pathNot: "(^|/)test/|^proof/" },
      to: { path: "(^|/)test/" },
    },
    {
      name: "pure-files-stay-pure",
      severity: "error",
      comment:
        "Names, settings and documents are tables and functions; only load.ts reads Pulumi's configuration.",
      from: { path: "^stacks/settings/", pathNot: "^stacks/settings/load\\.ts$" },
      to: { path: "node_modules/@pulumi" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|\\.offline)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".mjs", ".cjs", ".json"] },
  },
};

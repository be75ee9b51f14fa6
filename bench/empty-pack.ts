import * as fs from "node:fs";
import * as path from "node:path";

const PACK = `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("empty", { policies: [] });
`;

/** Writes a policy pack without policies, the floor of every pack; returns its folder. */
export function writeEmptyPack(directory: string, root: string): string {
  fs.mkdirSync(directory, { recursive: true });
  const write = (file: string, content: string) => fs.writeFileSync(path.join(directory, file), content);
  write("PulumiPolicy.yaml", "runtime: nodejs\nmain: index.js\n");
  write("package.json", JSON.stringify({ name: "empty", version: "0.0.1", private: true, main: "index.js" }));
  write("index.js", PACK);
  fs.symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  return directory;
}

import * as fs from "node:fs";
import * as path from "node:path";
import { systemNames } from "../stacks/settings/schemas";
import { stackFileSchema } from "../stacks/settings/stack-file-schema";
import { refusalsReference, typesReference } from "./offline-reference";
import { settingsReference } from "./settings-reference";

/** Every generated file of the repository: path from its root, and content. */
export function generatedFiles(): [string, string][] {
  return [
    ["stacks/settings/stack-file.schema.json", `${JSON.stringify(stackFileSchema(), undefined, 2)}\n`],
    ...systemNames.map((name): [string, string] => [
      `docs/reference/settings-${name}.md`,
      settingsReference(name),
    ]),
    ["docs/reference/offline-refusals.md", refusalsReference()],
    ["docs/reference/offline-types.md", typesReference()],
  ];
}

if (require.main === module) {
  for (const [file, content] of generatedFiles()) {
    fs.writeFileSync(path.join(__dirname, "..", file), content);
    console.log(`wrote ${file}`);
  }
}

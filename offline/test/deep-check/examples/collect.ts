import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";

/** One TypeScript example of a type's documentation. */
export interface Example {
  /** `lb/listener#3` */
  id: string;
  source: string;
}

/** Every TypeScript example in the documentation comments of the installed `@pulumi/aws`, once, in a fixed order. */
export function collectExamples(): Example[] {
  const root = path.dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));
  const examples: Example[] = [];
  for (const module of fs.readdirSync(root, { withFileTypes: true })) {
    if (!module.isDirectory() || module.name === "types") continue;
    const folder = path.join(root, module.name);
    for (const file of fs.readdirSync(folder)) {
      if (!file.endsWith(".d.ts") || file.startsWith("get")) continue;
      const name = `${module.name}/${file.replace(/\.d\.ts$/, "")}`;
      for (const [index, source] of sources(fs.readFileSync(path.join(folder, file), "utf8")).entries())
        examples.push({ id: `${name}#${index + 1}`, source });
    }
  }
  return examples;
}

function sources(text: string): string[] {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  const plain = comment.replace(/^ ?\* ?/gm, "").replaceAll("*&#47;", "*/");
  return [...plain.matchAll(/```typescript\n([\s\S]*?)```/g)].map(([, source = ""]) => source);
}

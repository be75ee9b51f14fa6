import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildSync } from "esbuild";

/**
 * The code of a Lambda function, from `workloads/<name>/index.ts` and what it imports, as one file `index.js`. The AWS
 * SDK stays out: the runtime brings it along. The same source gives the same bytes in every directory and on every
 * machine, or each preview would show a change.
 */
export function workloadCode(workload: string): pulumi.asset.Archive {
  const text = bundled.get(workload) ?? bundle(workload);
  bundled.set(workload, text);
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(text) });
}

/** What was bundled in this process: a run in process takes the same function for several stacks. */
const bundled = new Map<string, string>();

function bundle(workload: string): string {
  const { outputFiles } = buildSync({
    // An entry of one name: esbuild makes names of the path of an entry, and that is another in another directory.
    stdin: {
      contents: 'export { handler } from "./index"',
      resolveDir: path.resolve("workloads", workload),
      sourcefile: "function.ts",
    },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["@aws-sdk/*"],
    // Takes out the comments with the paths of the sources.
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`workloads/${workload}/index.ts: there is nothing in it`);
  return file.text;
}

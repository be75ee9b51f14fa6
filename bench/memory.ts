import * as fs from "node:fs";
import * as path from "node:path";

const HOOK = `const fs = require("node:fs");
if (process.argv[1] && /cmd[\\\\/]run([\\\\/]index\\.js)?$/.test(process.argv[1])) {
  process.on("exit", () => fs.writeFileSync(process.env.TANDEM_BENCH_RSS, String(process.resourceUsage().maxRSS)));
}
`;

/** Highest memory of the program's own process during a run, in megabytes. */
export async function programMemory(
  directory: string,
  run: (env: Record<string, string>) => Promise<unknown>,
): Promise<number> {
  fs.mkdirSync(directory, { recursive: true });
  const hook = path.join(directory, "hook.cjs");
  const result = path.join(directory, "rss");
  fs.writeFileSync(hook, HOOK);
  await run({ NODE_OPTIONS: `--require=${hook}`, TANDEM_BENCH_RSS: result });
  return Number(fs.readFileSync(result, "utf8")) / 1024;
}

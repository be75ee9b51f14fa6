import * as fs from "node:fs";
import * as path from "node:path";
import { cliCache } from "../../engine/cache";
import type { Temporary } from "./temporary";

/** A program with one bucket, in plain JavaScript; its packages are the test's to put beside it. */
export function writeProgram(at: Temporary, folder: string, source = oneBucket): string {
  at.write(path.join(folder, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
  at.write(path.join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
  at.write(path.join(folder, "package.json"), '{ "name": "program", "main": "index.js" }\n');
  at.write(path.join(folder, "index.js"), source);
  return at.at(folder);
}

export const oneBucket = `
const s3 = require("@pulumi/aws/s3");
exports.arn = new s3.Bucket("files", { bucket: "files" }).arn;
`;

/** The caller's environment without what an outer test run or the user has set for the offline home. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(([name]) => !/^(TANDEM_|PULUMI_|INIT_CWD$)/.test(name));
  return { ...Object.fromEntries(outer), ...extra };
}

/** A cache of one's own with everything in it but the shapes: making a CLI takes minutes. */
export function cacheWithCli(at: Temporary): string {
  fs.mkdirSync(at.at("cache/tandem"), { recursive: true });
  fs.symlinkSync(cliCache(), at.at("cache/tandem", path.basename(cliCache())));
  return at.at("cache");
}

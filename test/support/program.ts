import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Home, openHome } from "../../offline";

const root = path.resolve(__dirname, "../..");

/** A small JavaScript program of somebody else, with a home and an account of its own. */
export interface Program {
  /** Replaces the program; `aws`, `pulumi` and `resource(type, name, inputs, opts)` are at hand. */
  write(source: string): void;
  /** Runs `pulumi` and gives its exit code and all that it printed. */
  run(...args: string[]): Promise<{ code: number; output: string }>;
  readonly home: Home;
  close(): void;
}

const PREAMBLE = `const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
/** A resource without the SDK's own check of its arguments, as a YAML program makes it. */
const resource = (type, name, inputs, opts) => new pulumi.CustomResource(type, name, inputs, opts);
`;

export async function openProgram(): Promise<Program> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-program-"));
  const write = (file: string, content: string) => fs.writeFileSync(path.join(directory, file), content);
  write("Pulumi.yaml", "name: other\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n");
  write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n");
  write("package.json", JSON.stringify({ name: "other", main: "index.js", private: true }));
  fs.symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  const home = await openHome({
    directory: path.join(directory, "home"),
    programDirectory: directory,
    fastState: true,
  });
  await home.ensureStack("other", "dev");
  return {
    home,
    write: (source) => write("index.js", PREAMBLE + source),
    async run(...args) {
      const all = [...args, "--stack", "dev", "--non-interactive", "--suppress-progress"];
      const { code, stdout, stderr } = await home.pulumi(all);
      return { code, output: stdout + stderr };
    },
    close: () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}

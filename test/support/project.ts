import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as yaml from "yaml";

const root = path.resolve(__dirname, "../..");

/** A copy of this repository's project whose settings a test may change. */
export interface Project {
  directory: string;
  /** Changes one stack's settings; the keys are without the namespace. */
  change(stack: string, edit: (settings: Record<string, unknown>) => void): void;
  /** Puts all settings back to what the repository ships. */
  reset(): void;
  /** Writes a file of the project, whatever it holds. */
  write(file: string, content: string): void;
  remove(): void;
}

/**
 * Makes a project folder with its own settings files; the program itself is the repository's, by links, so that
 * what is tested is what is shipped.
 */
export function makeProject(): Project {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-project-"));
  reset(directory);
  for (const link of [
    "index.ts",
    "components",
    "stacks",
    "workloads",
    "node_modules",
    "package.json",
    "tsconfig.json",
  ]) {
    if (fs.existsSync(path.join(root, link)))
      fs.symlinkSync(path.join(root, link), path.join(directory, link));
  }
  const write = (file: string, content: string) => fs.writeFileSync(path.join(directory, file), content);
  return {
    directory,
    change(stack, edit) {
      const file = `Pulumi.${stack}.yaml`;
      const parsed = yaml.parse(fs.readFileSync(path.join(directory, file), "utf8")) as Document;
      const settings = Object.fromEntries(
        entries(parsed.config).map(([key, value]) => [key.replace(/^tandem:/, ""), value]),
      );
      edit(settings);
      // Keys of other namespaces, such as `aws:secretKey`, stand there as they are.
      const full = (key: string) => (key.includes(":") ? key : `tandem:${key}`);
      const config = Object.fromEntries(entries(settings).map(([key, value]) => [full(key), value]));
      write(file, yaml.stringify({ ...parsed, config }));
    },
    reset: () => reset(directory),
    write,
    remove: () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}

/** Copies the repository's Pulumi.yaml and stack files. */
function reset(directory: string): void {
  for (const file of fs.readdirSync(root)) {
    if (/^Pulumi(\..+)?\.yaml$/.test(file))
      fs.copyFileSync(path.join(root, file), path.join(directory, file));
  }
}

interface Document {
  config: Record<string, unknown>;
}

function entries(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record);
}

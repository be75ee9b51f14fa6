import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";

/** A Pulumi project, as far as the home needs it. */
export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  /** Folder of the stacks' settings files. */
  readonly settingsDirectory: string;
}

const endings = ["yaml", "yml", "json"];

/** The project that Pulumi finds from a folder: the nearest Pulumi.yaml upward; undefined when there is none. */
export function findProject(from: string): Project | undefined {
  const file = endings.map((ending) => path.join(from, `Pulumi.${ending}`)).find(isFile);
  if (file !== undefined) return readProject(file);
  const parent = path.dirname(path.resolve(from));
  return parent === path.resolve(from) ? undefined : findProject(parent);
}

function readProject(file: string): Project {
  const directory = path.dirname(path.resolve(file));
  const { name, stackConfigDir } = read(file);
  return {
    // A file without a name is Pulumi's to complain about.
    name: typeof name === "string" ? name : "",
    directory,
    settingsDirectory: path.resolve(directory, typeof stackConfigDir === "string" ? stackConfigDir : "."),
  };
}

/** YAML that can't be read is Pulumi's to complain about, too. */
function read(file: string): Record<string, unknown> {
  try {
    const parsed: unknown = yaml.parse(fs.readFileSync(file, "utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The settings file of a stack; undefined when it has none. */
export function settingsFile(project: Project, stack: string): string | undefined {
  return endings
    .map((ending) => path.join(project.settingsDirectory, `Pulumi.${stack}.${ending}`))
    .find(isFile);
}

function isFile(file: string): boolean {
  return fs.existsSync(file) && fs.statSync(file).isFile();
}

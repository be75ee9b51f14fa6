import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";

/** A stack that has a settings file. */
export interface Stack {
  readonly name: string;
  readonly system: string;
  /** The stack that must be up before this one: the owner of what is shared. */
  readonly after: string | undefined;
}

/** The stacks of a project, by their settings files: a system's secondaries stand on its primary. */
export function stacksOf(directory: string): Stack[] {
  const all = fs
    .readdirSync(directory)
    .flatMap((file) => {
      const name = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
      return name === undefined ? [] : [{ name, ...settingsOf(path.join(directory, file)) }];
    })
    .sort((left, right) => left.name.localeCompare(right.name));
  return all.map(({ name, system, environment, role }) => ({
    ...{ name, system },
    after:
      role === "primary"
        ? undefined
        : all.find(
            (other) =>
              other.role === "primary" && other.system === system && other.environment === environment,
          )?.name,
  }));
}

/**
 * The stacks that runs are spread over: of each system one primary and what stands on it, for all shapes of a system
 * occur there, and a stack's untouched result is made once.
 */
export function chosenStacks(stacks: readonly Stack[]): Stack[] {
  const leading = stacks.filter(({ after }) => after !== undefined).map(({ after }) => after);
  return stacks.filter(({ name, after }) => after !== undefined || leading.includes(name));
}

interface Settings {
  system: string;
  environment: string;
  role: string;
}

function settingsOf(file: string): Settings {
  const { config } = yaml.parse(fs.readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  const text = (key: string) => String(config[`tandem:${key}`]);
  return { system: text("system"), environment: text("environment"), role: text("role") };
}

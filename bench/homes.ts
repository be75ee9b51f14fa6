import * as fs from "node:fs";
import * as path from "node:path";
import { type Home, openHome } from "../offline";
import { type StateResource, writeFloor } from "./floor";

const root = path.resolve(__dirname, "..");

/** A home in which the stack is there but nothing is deployed. */
export async function emptyHome(
  directory: string,
  programDirectory: string,
  project: string,
  stack: string,
): Promise<Home> {
  const home = await openHome({ directory, programDirectory, fastState: true });
  await home.ensureStack(project, stack);
  return home;
}

/** Previews and tells the time in milliseconds. @throws Error with all that the engine said when it fails */
export async function preview(home: Home, args: string[], env: Record<string, string> = {}): Promise<number> {
  const outcome = await home.pulumi(["preview", "--non-interactive", "--suppress-progress", ...args], {
    env,
  });
  if (outcome.code !== 0) throw new Error(outcome.stdout + outcome.stderr);
  return outcome.milliseconds;
}

/** The resources of a stack of this repository after a deployment in a home of its own. */
export async function deployedResources(scratch: string, stack: string): Promise<StateResource[]> {
  const directory = path.join(scratch, "source", stack);
  const source = await emptyHome(directory, root, "tandem", stack);
  const flags = ["--yes", "--skip-preview", "--non-interactive", "--suppress-progress"];
  const up = await source.pulumi(["up", ...flags, "--stack", stack]);
  if (up.code !== 0) throw new Error(up.stdout + up.stderr);
  const exported = (await source.exportStack(stack)) as { deployment: { resources: StateResource[] } };
  return exported.deployment.resources;
}

/** A home for the flat program that registers what a stack deployed, and how many resources that are. */
export async function floorHome(
  scratch: string,
  stack: string,
  deployed: readonly StateResource[],
): Promise<{ floor: Home; count: number }> {
  const directory = path.join(scratch, "floor-program", stack);
  const provider = deployed.find(({ type }) => type === "pulumi:providers:aws");
  const count = writeFloor(directory, [...deployed], {
    region: String(provider?.inputs?.region),
    awsVersion: awsVersion(),
    nodeModules: path.join(root, "node_modules"),
  });
  return { floor: await emptyHome(path.join(scratch, "floor", stack), directory, "floor", "floor"), count };
}

function awsVersion(): string {
  const manifest = fs.readFileSync(path.join(root, "node_modules/@pulumi/aws/package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

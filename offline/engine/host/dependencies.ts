import * as fs from "node:fs";
import * as path from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { nodeModulesAbove, readManifest } from "../../home/installed";
import { installedPackages } from "../../home/packages";
import { exitCode, startCommand } from "./child";
import { runtimeOptions } from "./options";

/**
 * The provider packages that the program has installed, so that a resource without a version of its own gets the
 * plugin of exactly the installed package.
 */
export function requiredPackages(
  request: language.GetRequiredPackagesRequest,
): language.GetRequiredPackagesResponse {
  const directory = request.getInfo()?.getProgramDirectory() ?? process.cwd();
  const packages = installedPackages(directory).map(({ name, version }) =>
    new plugin.PackageDependency().setKind("resource").setName(name).setVersion(`v${version}`),
  );
  return new language.GetRequiredPackagesResponse().setPackagesList(packages);
}

/** Direct dependencies of the program with their installed versions, for `pulumi about`. */
export function programDependencies(
  request: language.GetProgramDependenciesRequest,
): language.GetProgramDependenciesResponse {
  const directory = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const manifest = readManifest(directory);
  const folders = nodeModulesAbove(directory);
  const dependencies = Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies }).map(
    (name) => {
      const installed = folders.map((folder) => readManifest(path.join(folder, name))).find(Boolean);
      return new language.DependencyInfo().setName(name).setVersion(installed?.version ?? "not installed");
    },
  );
  return new language.GetProgramDependenciesResponse().setDependenciesList(dependencies);
}

const managers = {
  npm: "package-lock.json",
  yarn: "yarn.lock",
  pnpm: "pnpm-lock.yaml",
  bun: "bun.lock",
} as const;

/** `pulumi install`: runs the program's package manager, its output streamed back. */
export async function installDependencies(
  call: ServerWritableStream<language.InstallDependenciesRequest, language.InstallDependenciesResponse>,
): Promise<void> {
  const directory = call.request.getDirectory();
  const chosen = runtimeOptions(call.request.getInfo()).packageManager ?? packageManager(directory);
  const child = startCommand(chosen, ["install"], { cwd: directory, env: process.env });
  child.stdout?.on("data", (chunk: Buffer) =>
    call.write(new language.InstallDependenciesResponse().setStdout(chunk)),
  );
  child.stderr?.on("data", (chunk: Buffer) =>
    call.write(new language.InstallDependenciesResponse().setStderr(chunk)),
  );
  const code = await exitCode(child);
  if (code !== 0) throw new Error(`${chosen} install in ${directory} ended with exit code ${code}.`);
  call.end();
}

/** By the lock file; npm when there is none. */
export function packageManager(directory: string): string {
  const found = Object.entries(managers).find(([, lock]) => fs.existsSync(path.join(directory, lock)));
  return found?.[0] ?? "npm";
}

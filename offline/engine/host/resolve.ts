import * as path from "node:path";

/**
 * A module of the Pulumi SDK as the program has it installed, or else as this host was built with.
 *
 * @throws Error that says to install the SDK when neither has it
 */
export function resolveSdk(module: string, programDirectory: string): string {
  try {
    return require.resolve(module, { paths: [programDirectory, path.dirname(process.argv[1] ?? __dirname)] });
  } catch {
    throw new Error(
      `@pulumi/pulumi is not installed for the program in ${programDirectory}. Run npm install there.`,
    );
  }
}

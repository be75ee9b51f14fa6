/**
 * A module of the Pulumi SDK as the program has it installed. A bundled policy pack or plugin may have none of its
 * own, wherever its folder is: then the SDK that stands beside this host serves.
 *
 * @throws Error that says to install the SDK when neither has it
 */
export function resolveSdk(module: string, programDirectory: string): string {
  try {
    return require.resolve(module, { paths: [programDirectory, __dirname] });
  } catch {
    throw new Error(
      `@pulumi/pulumi is not installed for the program in ${programDirectory}. Run npm install there.`,
    );
  }
}

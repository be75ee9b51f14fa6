import { accountCommand } from "./account";
import { deepCheckCommand } from "./deep-check";
import { settleFaults } from "./faults";
import { pulumiCommand } from "./pulumi";
import { runCommand } from "./run";
import { startCommand } from "./start/index";
import { UsageError } from "./usage";

const HELP = `Runs the real Pulumi engine with stand-in AWS providers: no account, no credentials, no network.

  tandem-offline pulumi ARGUMENTS...   pulumi with exactly these arguments, in the lasting offline home
  tandem-offline start STACK...        previews stacks in order, in a scratch account, and prints one summary
      --policy-pack DIR                judge each preview with this policy pack
      --no-deep-check                  leave out the deep check, which judges each stack as AWS would
      -C, --cwd DIR                    folder of the program (default: this folder)
  tandem-offline account ...           what happens to the account outside Pulumi; account --help lists it
  tandem-offline deep-check            judges whole stacks as AWS would; see deep-check --help
  tandem-offline run FILE [ARG...]     runs a TypeScript file once everything is set up
  tandem-offline --help                this text

TANDEM_OFFLINE_HOME is the folder of the lasting home (default: .offline at the root of the program's repository).
Exit code: 0 when all went well, 1 when not, 2 for a mistake in the command line; pulumi's own for pulumi.
`;

const besides: Record<string, ((args: string[]) => Promise<number>) | undefined> = {
  account: ([, ...args]) => accountCommand(args),
  "deep-check": ([, ...args]) => deepCheckCommand(args),
};

const commands: Record<string, (args: string[]) => Promise<number>> = {
  // Pulumi has none of these: so they can be said where its arguments go, as in `npm run offline -- account list`.
  pulumi: (args) => (besides[args[0] ?? ""] ?? pulumiCommand)(args),
  start: startCommand,
  run: runCommand,
  account: accountCommand,
  "deep-check": deepCheckCommand,
};

/** Runs one command; returns the exit code. A user's mistake is one message, anything else keeps its stack trace. */
export async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (command === undefined) {
    process.stderr.write(
      `tandem-offline: there is no command ${name}; there are ${Object.keys(commands).join(", ")}\n`,
    );
    return 2;
  }
  try {
    settleFaults(process.env);
    return await command(args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`${error instanceof UsageError ? "tandem-offline: " : ""}${error.message}\n`);
    if (process.env.TANDEM_OFFLINE_TRACE) process.stderr.write(`${error.stack}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

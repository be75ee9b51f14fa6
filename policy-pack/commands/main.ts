import { version } from "../package.json";
import { SnapshotError } from "../snapshot/write";
import { snapshot } from "./snapshot";

const USAGE = `Usage: tandem-policies snapshot [--from <export.json>] [--out <file.json>]

Writes what the policies of other stacks may know of a stack: its resources without secrets.
  --from <file>  what \`pulumi stack export\` wrote; without it standard input is read
  --out <file>   the snapshot; without it standard output is written

Example: pulumi stack export --stack prod-secondary | tandem-policies snapshot --out peers/prod-secondary.json
`;

function main([command, ...rest]: readonly string[]): number {
  if (command === undefined || command === "--help" || command === "-h" || command === "help") {
    process.stdout.write(USAGE);
    return command === undefined ? 2 : 0;
  }
  if (command === "--version") {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  try {
    if (command !== "snapshot") throw new SnapshotError(`There is no command ${JSON.stringify(command)}.`);
    process.stderr.write(snapshot(rest, version));
    return 0;
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    process.stderr.write(`tandem-policies: ${error.message}\nSee: tandem-policies --help\n`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));

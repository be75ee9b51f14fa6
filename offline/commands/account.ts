import { parseArgs } from "node:util";
import { awsCatalog } from "../account/catalog";
import { AccountError, type HealthStatus, type OfflineAccount, openAccount } from "../account/index";
import { enginePaths } from "../home/environment";
import { openHome } from "../home/home";
import { findProject } from "../home/project";
import type { Value } from "../providers/core/values/value";
import { answerPage, resourceJson, resourcePage, resourceTable } from "./account-render";
import { callersDirectory, lastingHome } from "./places";
import { UsageError } from "./usage";

const HELP = `What happens to the offline account outside Pulumi: \`pulumi refresh\` and \`preview --refresh\` find it.

  account list [--region R] [--type T]        what exists; T is a part of a type, R can be "global"
  account show RESOURCE                       a resource as AWS would answer now
  account set RESOURCE PROPERTY=VALUE...      change it as a person in the console would (drift)
  account unset RESOURCE PROPERTY...          take properties away
  account delete RESOURCE                     delete it behind Pulumi's back
  account lose-region R                       no call in the region is answered; global services live on
  account restore-region R                    ends it
  account switchover --global-cluster G --to R
                                              the member of an Aurora global database in R becomes the writer
  account failover --global-cluster G --to R --allow-data-loss
                                              the same without asking the old writer
  account health CHECK healthy|unhealthy|auto what Route 53 thinks of a health check; auto: what the account tells
  account answer NAME [--type A] [--from R]   which record Route 53 answers with now, and why
  account status                              lost regions, checks set by hand, writers
  account reset                               all regions and checks as usual; resources stay
  account reset --everything                  forgets the stacks of the home and empties the account

RESOURCE is an id, ARN, URN, logical name or name; --type and --region narrow it. PROPERTY is a path such as
tags.owner or ingress[0].fromPort. VALUE is text or JSON.
  -C, --cwd DIR   folder of the program (default: this folder)
  --json          JSON instead of text, for list, show, answer and status
Exit code: 0, 1 when the account can't do it, 2 for a mistake in the command line.
`;

const options = {
  region: { type: "string" },
  type: { type: "string" },
  to: { type: "string" },
  from: { type: "string" },
  "global-cluster": { type: "string" },
  "allow-data-loss": { type: "boolean" },
  everything: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  cwd: { type: "string", short: "C" },
} as const;

interface Call {
  account: OfflineAccount;
  words: string[];
  flags: ReturnType<typeof parse>["values"];
}

type Action = (call: Call) => string;

const actions: Record<string, { words: [least: number, most: number]; run: Action }> = {
  list: { words: [0, 0], run: ({ account, flags }) => listed(account, flags) },
  show: { words: [1, 1], run: show },
  set: { words: [2, Number.POSITIVE_INFINITY], run: set },
  unset: { words: [2, Number.POSITIVE_INFINITY], run: unset },
  delete: {
    words: [1, 1],
    run: ({ account, words, flags }) => `deleted ${account.delete(words[0] ?? "", flags).id}\n`,
  },
  "lose-region": { words: [1, 1], run: loseRegion },
  "restore-region": { words: [1, 1], run: restoreRegion },
  switchover: {
    words: [0, 0],
    run: ({ account, flags }) => written(account.switchover(writerChange(flags))),
  },
  failover: { words: [0, 0], run: failover },
  health: { words: [2, 2], run: health },
  answer: { words: [1, 1], run: answer },
  status: { words: [0, 0], run: status },
  reset: { words: [0, 0], run: reset },
};

/** `tandem-offline account ...`, and `npm run offline -- account ...`, for Pulumi has no such command. */
export async function accountCommand(args: string[]): Promise<number> {
  const { values: flags, positionals } = parse(args);
  const [name, ...words] = positionals;
  if (flags.help || name === undefined) {
    process.stdout.write(HELP);
    return flags.help ? 0 : 2;
  }
  const action = actions[name];
  if (action === undefined)
    throw new UsageError(`there is no account ${name}; there are ${Object.keys(actions).join(", ")}`);
  const [least, most] = action.words;
  if (words.length < least || words.length > most)
    throw new UsageError(`account ${name} takes other arguments. See account --help`);
  const program = programDirectory(flags.cwd);
  if (name === "reset" && flags.everything) return await forget(program);
  try {
    const { account: directory } = enginePaths(lastingHome(program));
    const account = openAccount(directory, awsCatalog(program));
    process.stdout.write(action.run({ account, words, flags }));
    return 0;
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    throw new UsageError(`${sentence}. See account --help`);
  }
}

function programDirectory(cwd: string | undefined): string {
  const from = cwd ?? callersDirectory();
  return findProject(from)?.directory ?? from;
}

function listed(account: OfflineAccount, flags: Call["flags"]): string {
  const found = account.list(flags);
  return flags.json ? asJson(found.map(resourceJson)) : resourceTable(found);
}

function show({ account, words, flags }: Call): string {
  const found = account.show(words[0] ?? "", flags);
  return flags.json ? asJson(resourceJson(found)) : resourcePage(found);
}

function set({ account, words: [resource = "", ...changes], flags }: Call): string {
  const parsed = changes.map((change) => {
    const at = change.indexOf("=");
    if (at < 1) throw new UsageError(`"${change}" is no change; one reads PROPERTY=VALUE`);
    return [change.slice(0, at), change.slice(at + 1)] as const;
  });
  return parsed.map(([path, value]) => setOne(account, resource, path, value, flags)).join("");
}

/** What reads as JSON is JSON, unless the property is a text: `5` is text there. */
function setOne(
  account: OfflineAccount,
  resource: string,
  path: string,
  given: string,
  flags: Call["flags"],
): string {
  const value = account.takesText(resource, path, flags) ? given : jsonOr(given);
  return `set ${path} of ${account.set(resource, path, value, flags).id}\n`;
}

function jsonOr(given: string): Value {
  try {
    return JSON.parse(given) as Value;
  } catch {
    return given;
  }
}

function unset({ account, words: [resource = "", ...paths], flags }: Call): string {
  return paths
    .map((path) => `took ${path} away from ${account.set(resource, path, undefined, flags).id}\n`)
    .join("");
}

function loseRegion({ account, words: [region = ""] }: Call): string {
  account.loseRegion(region);
  return `${region} is lost: no call there is answered until \`account restore-region ${region}\`\n`;
}

function restoreRegion({ account, words: [region = ""] }: Call): string {
  account.restoreRegion(region);
  return `${region} answers again\n`;
}

function writerChange(flags: Call["flags"]): { globalCluster: string; to: string } {
  const { "global-cluster": globalCluster, to } = flags;
  if (globalCluster === undefined || to === undefined)
    throw new UsageError("it takes --global-cluster IDENTIFIER and --to REGION");
  return { globalCluster, to };
}

function failover({ account, flags }: Call): string {
  return written(
    account.failover({ ...writerChange(flags), allowDataLoss: flags["allow-data-loss"] === true }),
  );
}

const written = ({ from, to }: ReturnType<OfflineAccount["switchover"]>): string =>
  `${to.id} in ${to.region} is the writer; ${from.id} in ${from.region} is a reader\n`;

function health({ account, words: [check = "", status = ""] }: Call): string {
  if (!["healthy", "unhealthy", "auto"].includes(status))
    throw new UsageError(`"${status}" is no health; it is healthy, unhealthy or auto`);
  const id = account.setHealth(check, status === "auto" ? undefined : (status as HealthStatus));
  return `${check} (${id}) is ${status === "auto" ? "as the account tells" : status}\n`;
}

function answer({ account, words: [name = ""], flags: { type, from, json } }: Call): string {
  const found = account.answer({ name, ...(type && { type }), ...(from && { from }) });
  return json ? asJson(found) : answerPage(found);
}

function status({ account, flags: { json } }: Call): string {
  const { lostRegions, health: checks, writers } = account.status();
  if (json) return asJson({ lostRegions, health: checks, writers });
  const line = (what: string, entries: string[]) => `${what}: ${entries.join(", ") || "none"}\n`;
  const pairs = (map: Record<string, string>) => Object.entries(map).map(([key, value]) => `${key} ${value}`);
  return (
    line("lost regions", lostRegions) +
    line("health checks set by hand", pairs(checks)) +
    line("writers of global databases", pairs(writers))
  );
}

function reset({ account }: Call): string {
  account.reset();
  return "all regions answer, and health checks are as the account tells; resources and writers stay\n";
}

async function forget(program: string): Promise<number> {
  const home = await openHome({ directory: lastingHome(program), programDirectory: program });
  home.reset();
  process.stdout.write("the home has no stacks any more, and its account is empty\n");
  return 0;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

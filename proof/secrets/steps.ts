import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { faultsVariable } from "../../offline/providers/faults/parse";
import type { Session, Wanted } from "./session";

const root = path.resolve(__dirname, "../..");

/** Types that hold secrets, for faults, drift and listings. */
const HOLDERS = ["apigateway", "cognito", "rds", "directconnect", "elasticache", "vpnConnection"];

/** Kinds of files that the policy pack and its reports are written to. */
const REPORTS = ["json", "xml", "sarif", "md"];

/** A part of the runs of one stack, and what it is called. */
export interface Step {
  readonly title: string;
  run(session: Session, stack: string): Promise<void>;
}

function step(title: string, run: (session: Session, stack: string, title: string) => Promise<void>): Step {
  return { title, run: (session, stack) => run(session, stack, title) };
}

/** A command that must go well. */
const plain = (title: string, args: readonly string[], wanted?: Wanted): Step =>
  step(title, async (session, stack) => {
    await session.pulumi(title, stack, args, wanted);
  });

const UP = ["up", "--yes", "--skip-preview"];

/** Pulumi's own encrypted setting: the key of the provider. */
const encryptedKey = step("config set --secret", async (session, stack) => {
  const value = session.own.providerKey.value;
  await session.pulumi("config set --secret", stack, ["config", "set", "--secret", "aws:secretKey", value]);
});

/** A setting of the program that is encrypted, whole or in a part, is refused by its key. */
const encryptedSettings = step("encrypted settings", async (session, stack) => {
  const { value } = session.own.setting;
  const file = path.join(session.project.directory, `Pulumi.${stack}.yaml`);
  const before = fs.readFileSync(file);
  for (const [title, args] of [
    ["an encrypted setting", ["tandem:watch", JSON.stringify({ emails: [`${value}@example.com`] })]],
    ["an encrypted part of a setting", ["--path", "tandem:watch.emails[0]", `${value}@example.com`]],
  ] as const) {
    await session.pulumi(`set ${title}`, stack, ["config", "set", "--secret", ...args]);
    await session.pulumi(title, stack, ["preview"], { refusal: /: watch: is encrypted, and no setting/ });
    fs.writeFileSync(file, before);
  }
});

/** A secret that was pasted where its name is asked for, or under a key that there is not, is not repeated. */
const pasted = step("pasted secrets", async (session, stack) => {
  const { value } = session.own.pasted;
  const file = path.join(session.project.directory, `Pulumi.${stack}.yaml`);
  const before = fs.readFileSync(file);
  // A file that the user wrote may hold anything; what is looked for is the message.
  const set = async (args: readonly string[], refusal: RegExp) => {
    await session.pulumi("config set", stack, ["config", "set", "--plaintext", ...args]);
    try {
      await session.pulumi("a pasted secret", stack, ["preview"], { refusal });
    } finally {
      fs.writeFileSync(file, before);
    }
  };
  await set(["tandem:masterPassword", value], /: masterPassword: there is no such key/);
  if (session.seeded.system === "request-response") {
    const key = "tandem:users.identityProvider.clientSecretName";
    await set(
      ["--path", key, `${value} !`],
      /clientSecretName: this text is not allowed, the name of a secret/,
    );
  }
});

/** Configuration of the pack, whose results go to files of every kind. */
function pack(session: Session, stack: string, more: Record<string, unknown> = {}): string[] {
  const file = path.join(root, session.seeded.policies);
  const base = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>;
  const results = REPORTS.map((ending) => session.file(`${stack}-${Object.keys(more).length}.${ending}`));
  const own = { ...base["well-architected"], ...more, results };
  const config = session.file(`${stack}-pack.json`);
  fs.writeFileSync(config, JSON.stringify({ ...base, "well-architected": own }));
  return ["--policy-pack", path.join(root, "policy-pack"), "--policy-pack-config", config];
}

/** The event log is a debug option of the CLI: it holds the values of all properties. */
const events = (session: Session, name: string) => ({
  args: ["--event-log", session.log(`${name}.events`)],
  env: { PULUMI_DEBUG_COMMANDS: "true" },
});

const judgedPreview = step("preview --json with the policy pack", async (session, stack, title) => {
  const { args, env } = events(session, `${stack}-preview`);
  await session.pulumi(title, stack, ["preview", "--json", ...args, ...pack(session, stack)], { env });
});

const judgedUp = step("up with the policy pack", async (session, stack, title) => {
  const { args, env } = events(session, `${stack}-up`);
  await session.pulumi(title, stack, [...UP, "--diff", ...args, ...pack(session, stack)], { env });
});

/** The first `up` ends in the middle: what there is holds secrets, and the message is about a resource with one. */
const refusedUp = step("up that AWS refuses", async (session, stack, title) => {
  const faults =
    "fail create aws:secretsmanager/*;fail create aws:apigateway/usagePlanKey*;fail create aws:lb/*";
  const env = { [faultsVariable]: faults };
  await session.pulumi(title, stack, [...UP, "--diff"], { env, refusal: /error/ });
});

/** Nothing of the system is where this configuration of the pack wants it. */
const violation = step("up that the policy pack refuses", async (session, stack, title) => {
  const args = [...UP, "--diff", ...pack(session, stack, { regions: ["ap-south-2", "sa-east-1"] })];
  await session.pulumi(title, stack, args, { refusal: /mandatory/ });
});

const drift = step("refresh after drift", async (session, stack, title) => {
  const list = await session.offline("account list", ["account", "list"]);
  const key = /^aws:apigateway:ApiKey +\S+ +(\S+)/m.exec(list)?.[1];
  if (key !== undefined)
    await session.offline("account set", ["account", "set", key, "description=by hand", "--type", "apiKey"]);
  await session.pulumi(title, stack, ["refresh", "--yes", "--diff"]);
});

/** What else tells of a stack: outputs, history, settings, and exports that others keep. */
const tellings = step("outputs, history, settings", async (session, stack) => {
  const tell = (...args: string[]) => session.pulumi(args.join(" "), stack, args);
  await tell("stack", "export");
  await tell("stack", "--show-urns", "--show-ids");
  await tell("stack", "output", "--json");
  await tell("stack", "history", "--json");
  await tell("config");
  await tell("config", "--json");
});

/** The snapshot that the policy pack of another region reads, made of the state with its secrets in clear. */
const snapshot = step("peer snapshot", async (session, stack) => {
  const tool = path.join(root, "policy-pack/bin/tandem-policies.js");
  const args = [tool, "snapshot", "--out", session.file(`${stack}-peer.json`)];
  const input = JSON.stringify(await session.revealed(stack));
  execFileSync(process.execPath, args, { input, stdio: ["pipe", "ignore", "pipe"] });
});

/** What it says is looked at, whatever it finds in settings that nobody ships. */
const deepCheck = step("deep check", async (session, stack) => {
  for (const how of [[], ["--json"]]) {
    const args = ["deep-check", "--stack", stack, "--state", ...how];
    await session.offline(`deep check ${how.join("")} of ${stack}`, args, { mayFail: true });
  }
});

/** The summary of all stacks, each previewed in an account that ends with the command and holds no secret to be named. */
const start = step("start", async (session) => {
  const pack = ["--policy-pack", path.join(root, "policy-pack")];
  await session.offline("start", ["start", ...session.seeded.stacks, ...pack], { mayFail: true });
});

const listings = step("account listings", async (session) => {
  await session.offline("account list", ["account", "list"]);
  for (const type of HOLDERS)
    await session.offline(`account list ${type}`, ["account", "list", "--json", "--type", type]);
});

const destroy = step("destroy", async (session, stack) => {
  session.project.change(stack, (settings) => {
    settings.recovery = { ...(settings.recovery as object), protect: false };
  });
  await session.pulumi("up without protection", stack, UP);
  await session.pulumi("destroy", stack, ["destroy", "--yes", "--skip-preview", "--diff"]);
});

/** All that is done with the first stack of a system, in this order. */
export const everyStep: readonly Step[] = [
  encryptedKey,
  encryptedSettings,
  pasted,
  judgedPreview,
  refusedUp,
  judgedUp,
  violation,
  tellings,
  snapshot,
  deepCheck,
  start,
  listings,
  drift,
  plain("preview of destroy", ["destroy", "--preview-only", "--diff"], { refusal: /protect/ }),
];

/** What takes long, for one system: the engine's debug log, and the state written after every step. */
export const longSteps: readonly Step[] = [
  plain("preview with the engine's log of values", ["preview", "--diff", "--logtostderr", "-v=9"], {
    tellsAll: true,
  }),
  step("replacements with real checkpoints", async (session, stack, title) => {
    const list = await session.offline("account list", ["account", "list"]);
    for (const type of ["ApiKey", "SecretVersion"]) {
      const own = new RegExp(`^aws:\\w+:${type} +\\S+ +(\\S+) +\\S+ +${stack}$`, "gm");
      for (const [, id = ""] of list.matchAll(own))
        await session.offline(`account delete ${type}`, ["account", "delete", id, "--type", `:${type}`]);
    }
    await session.pulumi(title, stack, [...UP, "--diff", "--refresh"], { realCheckpoints: true });
  }),
];

/** What is done with the later stacks of a system. */
export const laterSteps: readonly Step[] = [encryptedKey, judgedUp, tellings, snapshot];

/** What the last stack of a system ends with. */
export const lastSteps: readonly Step[] = [destroy];

/** What tells most in a short time: the tests do it with two stacks. */
export const quickSteps: readonly Step[] = [
  encryptedKey,
  encryptedSettings,
  pasted,
  judgedUp,
  tellings,
  snapshot,
];

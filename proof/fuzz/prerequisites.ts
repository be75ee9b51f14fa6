import { Secret, SecretVersion } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { errorsOf, MemoryAccount, Packages, runInProcess } from "../../offline/in-process";
import { root } from "../run-stacks";
import { at } from "./raw";
import type { StackSet } from "./stack-set";

/** Keys that name a secret which people make before, by their last part. */
const NAMES_A_SECRET = /^(keySecretName|clientSecretName|signingSecretName|bgpKeySecretName)$/;

let packages: Packages | undefined;

/** An account with what the settings say is there already: the secrets that they name, in every region of the system. */
export async function accountFor(set: StackSet): Promise<MemoryAccount> {
  const account = new MemoryAccount();
  const names = [...new Set(set.stacks.flatMap(({ raw }) => secretNames(raw)))];
  if (names.length === 0) return account;
  packages ??= new Packages(root);
  const regions = set.stacks.map(({ raw }) => at(raw, ["region"]) as string);
  const program = () => {
    for (const region of regions) for (const name of names) secret(name, region);
    return {};
  };
  const run = await runInProcess({
    ...{ project: "prerequisites", stack: "before", preview: false, account, packages, program },
    config: { "aws:region": regions[0] as string },
  });
  const [error] = errorsOf(run);
  if (error !== undefined)
    throw new Error(`the secrets that the settings name can't be made: ${error.message}`);
  return account;
}

function secret(name: string, region: string): void {
  const { id } = new Secret(`${name}-${region}`, { name, region });
  const secretString = pulumi.secret(
    `value-of-${Buffer.from(name).toString("hex").slice(0, 24).padEnd(24, "0")}`,
  );
  new SecretVersion(`${name}-${region}`, { secretId: id, region, secretString });
}

function secretNames(value: unknown, key = ""): string[] {
  if (typeof value === "string") return NAMES_A_SECRET.test(key) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secretNames(inner, name));
}

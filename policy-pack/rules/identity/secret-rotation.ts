import type { StackResource } from "../../frame/graph";
import { matchesPattern } from "../../frame/pattern";
import { type Judgement, stackRule } from "../../frame/rule";
import { integer, texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, number, text } from "../../frame/values";
import { isAdrift, meant } from "../related";

export const secretRotation = stackRule({
  id: "secret-rotation",
  area: "identity",
  title: "A secret is rotated at least every ninety days",
  severity: "high",
  why: "Whoever once saw a password can use it until it changes: people who left, old backups, a log line. Rotation in the secret's home region reaches all its replicas.",
  mend: "Add a SecretRotation with a rotation function to the secret in its home region, or name a secret that a third party gave out in the setting exempt.",
  example: `
new aws.secretsmanager.SecretRotation("database", {
  secretId: secret.id, rotationLambdaArn: rotate.arn, rotationRules: { automaticallyAfterDays: 30 } });`,
  wellArchitected: ["SEC02-BP05"],
  pci: ["8.6.3"],
  settings: {
    maximumDays: integer("Longest time between two rotations, in days.", { minimum: 1, maximum: 1000 }, 90),
    exempt: texts("Names of secrets in the program that need no rotation; * stands for any characters."),
  },
  types: [...types.secret, ...types.secretRotation],
  check(stack, { maximumDays, exempt }) {
    const rotations = stack.graph.own(types.secretRotation);
    for (const secret of stack.graph.own(types.secret)) {
      if (exempt.some((pattern) => matchesPattern(pattern, secret.name))) continue;
      stack.judge(secret, ({ violation, notEvaluated }) => {
        if (rotations.some((rotation) => meant(rotation, "secretId", [secret]).length > 0)) return;
        const maybe = rotations.some((rotation) => isAdrift(rotation, "secretId"));
        if (maybe) notEvaluated("the secret of a rotation is not known");
        else violation("Nothing rotates it: it has no SecretRotation.");
      });
    }
    for (const rotation of rotations) {
      stack.judge(rotation, (judgement) => judgeRules(rotation, maximumDays, judgement));
    }
  },
});

function judgeRules(
  { props }: StackResource,
  maximumDays: number,
  { violation, notEvaluated }: Judgement,
): void {
  const rules = block(props, "rotationRules") ?? {};
  const schedule = text(rules, "scheduleExpression");
  const days =
    number(rules, "automaticallyAfterDays") ?? (schedule === undefined ? undefined : daysOf(schedule));
  if (days === undefined) notEvaluated("how often it rotates can't be read from its schedule");
  else if (days > maximumDays) violation(`It rotates later than every ${maximumDays} days.`);
}

/** Days between two rotations by a schedule; of a `cron` only one that runs in every month can be told. */
function daysOf(schedule: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(schedule) ?? [];
  if (count !== undefined) return unit === "hour" ? Number(count) / 24 : Number(count);
  const [, fields] = /^cron\((.+)\)$/.exec(schedule) ?? [];
  const [, , , month, , year] = fields?.trim().split(/\s+/) ?? [];
  return month === "*" && (year === "*" || year === undefined) ? 31 : undefined;
}

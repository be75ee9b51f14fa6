import { type Judgement, resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { everyPart, type Props } from "../../frame/values";
import { eachStatement, type Statement } from "../policy-documents";

const administers = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"];
const uses = ["kms:Decrypt"];

export const kmsPolicySeparation = resourceRule({
  id: "kms-policy-separation",
  area: "identity",
  title: "A key is open to nobody unknown, and who administers it does not use it",
  severity: "critical",
  why: "A principal * lets every AWS account decrypt. Whoever can change a key's policy and also decrypt with it has both halves of the secret alone, so one stolen role is enough.",
  mend: "Name principals, or narrow * with kms:CallerAccount or aws:PrincipalOrgID, and give administration and use to two roles. The account's root may keep kms:*: IAM then decides.",
  example: `
new aws.kms.Key("payments", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [
  { Effect: "Allow", Principal: { AWS: administrators }, Action: ["kms:Put*", "kms:Disable*"], Resource: "*" },
  { Effect: "Allow", Principal: { AWS: application }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" },
] }) });`,
  wellArchitected: ["SEC08-BP01"],
  pci: ["3.6.1.3"],
  types: [...types.multiRegionKey, ...types.replicaKey, ...types.keyPolicy],
  check({ props }, judgement) {
    everyPart(
      () => judgeEverybody(props, judgement),
      () => judgeSeparation(props, judgement),
    );
  },
});

function judgeEverybody(props: Props, judgement: Judgement): void {
  eachStatement(props, "policy", judgement, (statement) => {
    if (statement.allows && statement.everybody) {
      judgement.violation(`Statement ${statement.position} of its policy lets every AWS account in.`);
    }
  });
}

function judgeSeparation(props: Props, { violation }: Judgement): void {
  const administrators = new Set<string>();
  const users = new Set<string>();
  // What is no policy document was told already.
  const silent = { notEvaluated: () => undefined };
  try {
    eachStatement(props, "policy", silent, (statement) => {
      if (!statement.allows) return;
      const does = (actions: readonly string[]) => actions.some((action) => statement.speaksOf(action));
      for (const id of namedPrincipals(statement)) {
        if (does(administers)) administrators.add(id);
        if (does(uses)) users.add(id);
      }
    });
  } finally {
    const both = [...administrators].filter((id) => users.has(id)).length;
    if (both > 0) {
      violation(
        `Its policy lets ${both === 1 ? "one principal" : `${both} principals`} both administer and decrypt.`,
      );
    }
  }
}

/** Users and roles by their ARN. The account's root stands for IAM, and * is told of elsewhere. */
function namedPrincipals({ principals }: Statement): string[] {
  return principals
    .filter(({ kind, id }) => kind === "AWS" && /^arn:[^:]+:(iam|sts)::/.test(id) && !id.endsWith(":root"))
    .map(({ id }) => id);
}

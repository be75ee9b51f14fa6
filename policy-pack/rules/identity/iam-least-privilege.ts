import { matchesPattern } from "../../frame/pattern";
import { type Judgement, resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { eachBlock, eachText, everyPart, given, type Props, text } from "../../frame/values";
import { type Condition, eachStatement, type Statement } from "../policy-documents";

const policyTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
const attachmentTypes = [
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
];
const ADMINISTRATOR = /^arn:[^:]+:iam::aws:policy\/AdministratorAccess$/;
// Conditions that say to whom or for what a role may be handed over.
const passKeys = ["iam:passedtoservice", "iam:associatedresourcearn"];

export const iamLeastPrivilege = resourceRule({
  id: "iam-least-privilege",
  area: "identity",
  title: "Nobody may do everything, and only the right ones may take a role",
  severity: "critical",
  why: "A policy that allows everything makes every mistake and every stolen key a total loss. PassRole on * is the same by a detour, and a trust policy without a subject lets any workflow of the provider in.",
  mend: "Name actions and resources; narrow iam:PassRole to roles and services; test the subject of OpenID Connect tokens; ask users for a second factor.",
  example: `
new aws.iam.Role("deploy", { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [{
  Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: provider.arn },
  Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:acme/payments:environment:prod" } },
}] }) });`,
  wellArchitected: ["SEC03-BP02"],
  pci: ["7.2.2", "8.4.2"],
  settings: {
    humanRoles: texts(
      "Names in the program of roles that people take; * stands for any characters. Their trust must ask for a second factor.",
    ),
  },
  types: [...policyTypes, ...attachmentTypes, "aws:iam/role:Role"],
  check({ type, name, props }, judgement, { humanRoles }) {
    if (policyTypes.includes(type)) judgePermissions("policy", props, judgement);
    else if (attachmentTypes.includes(type)) {
      if (ADMINISTRATOR.test(text(props, "policyArn") ?? ""))
        judgement.violation("It attaches AdministratorAccess.");
    } else {
      const human = humanRoles.some((pattern) => matchesPattern(pattern, name));
      everyPart(
        () => judgeTrust(props, human, judgement),
        () => eachBlock(props, "inlinePolicies", (inline) => judgePermissions("policy", inline, judgement)),
        () =>
          eachText(props, "managedPolicyArns", (arn) => {
            if (ADMINISTRATOR.test(arn)) judgement.violation("It has AdministratorAccess.");
          }),
      );
    }
  },
});

function judgePermissions(key: string, props: Props, judgement: Judgement): void {
  if (!given(props, key)) return;
  eachStatement(props, key, judgement, (statement) => {
    if (!statement.allows) return;
    const say = (what: string) =>
      judgement.violation(`Statement ${statement.position} of its policy allows ${what}.`);
    if (statement.has("NotAction")) {
      if (statement.everyResource) say("every action but a few on every resource");
    } else if (statement.actions.some((action) => /^\*(:\*)?$/.test(action))) {
      if (statement.everyResource) say("every action on every resource");
    } else if (statement.speaksOf("iam:PassRole") && everyRole(statement)) {
      if (!statement.conditions.some(({ key: tested }) => passKeys.includes(tested)))
        say("to hand over every role");
    }
  });
}

function everyRole(statement: Statement): boolean {
  return (
    statement.everyResource ||
    statement.resources.some((arn) => /^arn:[^:]*:iam::[^:]*:(role\/)?\*$/.test(arn))
  );
}

function judgeTrust(props: Props, human: boolean, judgement: Judgement): void {
  eachStatement(props, "assumeRolePolicy", judgement, (statement) => {
    if (!statement.allows) return;
    const say = (what: string) =>
      judgement.violation(`Statement ${statement.position} of its trust policy ${what}.`);
    if (statement.everybody) say("lets everybody take the role");
    const { principals } = statement;
    if (principals.some(({ kind, id }) => kind === "Federated" && id.includes("oidc-provider/"))) {
      if (!statement.conditions.some(isSubject)) say("tests no subject of the identity provider's tokens");
    }
    const people = principals.some(
      ({ kind, id }) => kind === "AWS" && (human || /:iam::\d{12}:user\//.test(id)),
    );
    if (people && !statement.conditions.some(asksSecondFactor)) say("lets people in without a second factor");
  });
}

/** `repo:*` and `*` are every repository of everybody. */
function isSubject({ operator, key, values }: Condition): boolean {
  if (!key.endsWith(":sub") || /Not|IfExists|^ForAllValues:|^Null$/i.test(operator)) return false;
  return values.length > 0 && values.every((value) => !/^(repo:)?\*/.test(value));
}

function asksSecondFactor({ operator, key, values }: Condition): boolean {
  if (key === "aws:multifactorauthage") return operator.startsWith("NumericLess");
  return key === "aws:multifactorauthpresent" && operator === "Bool" && values.join() === "true";
}

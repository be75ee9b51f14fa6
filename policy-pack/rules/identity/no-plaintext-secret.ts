import { type Judgement, resourceRule } from "../../frame/rule";
import { block, eachBlock, everyPart, given, known, type Props, text } from "../../frame/values";
import { looksLikeCredential, namesCredential, pointsElsewhere } from "./credentials";

type Inspect = (props: Props, judgement: Judgement) => void;

const passwordOf =
  (property: string): Inspect =>
  (props, { violation }) => {
    // RDS takes over the source's password, whatever is written here.
    if (!given(props, property) || given(props, "replicateSourceDb")) return;
    violation(`${property} is set: use ${property}Wo, or let AWS manage the password.`);
  };

const inspections: Readonly<Record<string, Inspect>> = {
  "aws:rds/cluster:Cluster": passwordOf("masterPassword"),
  "aws:rds/instance:Instance": passwordOf("password"),
  "aws:docdb/cluster:Cluster": passwordOf("masterPassword"),
  "aws:redshift/cluster:Cluster": passwordOf("masterPassword"),
  "aws:lambda/function:Function": (props, judgement) =>
    judgeMap(block(block(props, "environment") ?? {}, "variables") ?? {}, judgement),
  "aws:ecs/taskDefinition:TaskDefinition": judgeContainers,
  "aws:codebuild/project:Project": (props, judgement) =>
    eachBlock(block(props, "environment") ?? {}, "environmentVariables", (variable) => {
      if ((text(variable, "type") ?? "PLAINTEXT") === "PLAINTEXT") judgeVariable(variable, judgement);
    }),
  "aws:ssm/parameter:Parameter": (props, judgement) => {
    if (text(props, "type") !== "SecureString") judgeVariable(props, judgement);
  },
  "aws:ec2/instance:Instance": judgeUserData,
  "aws:ec2/launchTemplate:LaunchTemplate": judgeUserData,
  "aws:ec2/launchConfiguration:LaunchConfiguration": judgeUserData,
};

export const noPlaintextSecret = resourceRule({
  id: "no-plaintext-secret",
  area: "identity",
  title:
    "No password or key stands in clear in environment variables, user data, parameters or a database's inputs",
  severity: "critical",
  why: "Everybody who may look at a function, a task or an instance sees its environment and its user data, and both are kept in old revisions. A database's password in an ordinary property is copied from the inputs to the outputs of its resource, and on to whatever reads those.",
  mend: "Keep it in Secrets Manager: let the code fetch it, or name its ARN in the container's secrets; set a database's password with masterPasswordWo, or let RDS manage it.",
  example: `
new aws.rds.Cluster("payments", { masterPasswordWo: password.result, masterPasswordWoVersion: 1, ... });
new aws.lambda.Function("api", { environment: { variables: { DB_SECRET_ARN: secret.arn } }, ... });`,
  wellArchitected: ["SEC02-BP03"],
  pci: ["8.6.2"],
  waivable: false,
  types: Object.keys(inspections),
  check({ type, props }, judgement) {
    inspections[type]?.(props, judgement);
  },
});

/** Variables by their names. */
function judgeMap(variables: Props, judgement: Judgement): void {
  everyPart(
    ...Object.keys(variables).map((name) => () => judgeValue(name, () => text(variables, name), judgement)),
  );
}

/** A variable with a name and a value. */
function judgeVariable(variable: Props, judgement: Judgement): void {
  judgeValue(known(() => text(variable, "name")) ?? "", () => text(variable, "value"), judgement);
}

/** A value that is not known yet is told of only where its name makes it a suspect: most are ARNs and addresses. */
function judgeValue(name: string, read: () => string | undefined, { violation }: Judgement): void {
  const suspect = namesCredential(name);
  const value = (suspect ? read() : known(read)) ?? "";
  if (looksLikeCredential(value)) violation("A variable holds a credential in clear.");
  else if (suspect && !pointsElsewhere(value)) {
    violation("A variable whose name says that it is a secret has its value in clear.");
  }
}

function judgeContainers(props: Props, judgement: Judgement): void {
  const definitions = parsed(text(props, "containerDefinitions") ?? "[]");
  if (!Array.isArray(definitions)) {
    judgement.notEvaluated("containerDefinitions is no list of containers");
    return;
  }
  eachBlock({ definitions }, "definitions", (container) =>
    eachBlock(container, "environment", (variable) => judgeVariable(variable, judgement)),
  );
}

function judgeUserData(props: Props, { violation }: Judgement): void {
  everyPart(
    ...["userData", "userDataBase64"].map((property) => () => {
      const value = text(props, property) ?? "";
      const script = Buffer.from(value, "base64").toString("utf8");
      if (looksLikeCredential(value) || looksLikeCredential(script)) {
        violation(`${property} holds a credential in clear.`);
      }
    }),
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

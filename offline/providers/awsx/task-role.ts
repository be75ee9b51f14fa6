import { createHash } from "node:crypto";
import type { Construction } from "../components/construction";
import { Fields } from "../components/fields";
import type { Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import { onlyOneOf, refuseAll } from "./limits";

/** A role of a task: the component's own, the program's, or none. */
export interface TaskRole {
  readonly role: Resource | undefined;
  readonly arn: Input;
}

/** The role as `wanted` describes it (awsx/role.ts); by default one that ECS tasks may take, with `policies` attached. */
export function taskRole(
  construction: Construction,
  name: string,
  wanted: Fields = new Fields({}),
  policies: readonly string[],
  parent: Resource,
): TaskRole {
  refuseAll(onlyOneOf(wanted, "roleArn", "args"));
  if (wanted.flag("skip")) return { role: undefined, arn: undefined };
  if (wanted.has("roleArn")) return { role: undefined, arn: wanted.input("roleArn") };
  const args = wanted.fields("args") ?? new Fields({});
  const { policyArns: _policies, ...given } = args.all;
  const role = construction.resource(
    "aws:iam/role:Role",
    name,
    { assumeRolePolicy: trustsTasks, ...given },
    { parent },
  );
  for (const policyArn of args.texts("policyArns") ?? policies)
    construction.resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `${name}-${shortHash(policyArn)}`,
      { role: role.output("name"), policyArn },
      { parent },
    );
  return { role, arn: role.output("arn") };
}

const trustsTasks = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Action: "sts:AssumeRole",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Effect: "Allow",
      Sid: "",
    },
  ],
});

/** Eight digits that tell things of one name apart. */
export function shortHash(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}

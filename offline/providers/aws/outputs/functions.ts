import { text } from "../../core/values/read";
import type { Birth } from "../birth";
import { idFrom, type OutputTable } from "./table";

/** What calls Lambda functions and moves their traffic. The functions themselves are among the operations. */
export const functions: OutputTable = {
  "aws:lambda/alias:Alias": {
    id: aliasArn,
    outputs: (birth, id) => ({
      arn: id,
      invokeArn: `arn:${birth.partition}:apigateway:${birth.region}:lambda:path/2015-03-31/functions/${id}/invocations`,
    }),
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    id: idFrom(":", "functionName", "qualifier"),
  },
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
    id: idFrom(",", "functionName", "qualifier"),
  },
  "aws:scheduler/schedule:Schedule": {
    id: (birth) => `${group(birth)}/${birth.named("name")}`,
    outputs: (birth) => ({
      arn: birth.arn("scheduler", `schedule/${group(birth)}/${birth.named("name")}`),
      name: birth.named("name"),
      groupName: group(birth),
      actionAfterCompletion: text(birth.inputs, "actionAfterCompletion") ?? "NONE",
    }),
  },
};

/** The function is named by its name or by its ARN. */
function aliasArn(birth: Birth): string {
  const given = text(birth.inputs, "functionName") ?? "";
  const functionArn = given.startsWith("arn:") ? given : birth.arn("lambda", `function:${given}`);
  return `${functionArn}:${birth.named("name")}`;
}

function group(birth: Birth): string {
  return text(birth.inputs, "groupName") ?? "default";
}

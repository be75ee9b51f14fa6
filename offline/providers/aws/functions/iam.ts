import { stableHex } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { text } from "../../core/values/read";
import { regionFacts } from "../regions";
import { onlyOne } from "./filter";
import { getPolicyDocument } from "./policy-document/index";
import type { FunctionTable } from "./table";

/** IAM's functions. */
export const iam: FunctionTable = {
  "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
  "aws:iam/getPolicy:getPolicy": ({ args, settings, region, account }) => {
    const arn =
      text(args, "arn") ?? `arn:${regionFacts(region).partition}:iam::aws:policy/${text(args, "name") ?? ""}`;
    const own = account.find("aws:iam/policy:Policy", arn);
    if (own === undefined && !arn.includes(":iam::aws:policy/"))
      throw new ProviderError(`getPolicy: the offline account ${settings.accountId} has no policy ${arn}`);
    return {
      id: arn,
      arn,
      name: arn.slice(arn.lastIndexOf("/") + 1),
      path: "/",
      description: "",
      policy: (own && text(own.inputs, "policy")) ?? "",
      policyId: `ANPA${stableHex(17, arn).toUpperCase()}`,
      attachmentCount: 0,
      tags: {},
    };
  },
  "aws:iam/getAccountAlias:getAccountAlias": (call) => {
    const alias = onlyOne(
      "account alias",
      "getAccountAlias",
      call.account.all("aws:iam/accountAlias:AccountAlias"),
    );
    return { id: alias.id, accountAlias: alias.id };
  },
  "aws:iam/getRoles:getRoles": (call) => {
    const [pattern, prefix] = [text(call.args, "nameRegex"), text(call.args, "pathPrefix") ?? ""];
    const expression = pattern === undefined ? undefined : regex(pattern);
    const found = call.account
      .all("aws:iam/role:Role")
      .filter(({ outputs }) => (text(outputs, "path") ?? "/").startsWith(prefix))
      .filter(({ id }) => expression === undefined || expression.test(id));
    return {
      id: call.region,
      names: found.map(({ id }) => id),
      arns: found.map(({ outputs }) => text(outputs, "arn") ?? ""),
    };
  },
  "aws:iam/getSessionContext:getSessionContext": ({ args, account }) => {
    const arn = text(args, "arn") ?? "";
    const session = /^(arn:[^:]+):sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
    if (session === null) return { id: arn, arn, issuerArn: arn };
    const [, head, accountId, issuerName = "", sessionName] = session;
    const role = account.find("aws:iam/role:Role", issuerName);
    return {
      ...{ id: arn, arn, issuerName, sessionName },
      issuerId: role?.outputs.uniqueId,
      issuerArn: (role && text(role.outputs, "arn")) ?? `${head}:iam::${accountId}:role/${issuerName}`,
    };
  },
};

function regex(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new ProviderError(`getRoles: nameRegex "${pattern}" is no regular expression`);
  }
}

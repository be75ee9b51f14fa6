import { stableHex, stableText } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { flag, number, text, texts } from "../../core/values/read";
import { Secret } from "../../core/values/value";
import { onlyOne } from "./filter";
import { candidates, kept, shown } from "./lookup";
import type { Call, FunctionTable } from "./table";

const versionType = "aws:secretsmanager/secretVersion:SecretVersion";

/** Functions about objects, secrets, parameters and database offers. */
export const data: FunctionTable = {
  "aws:s3/getCanonicalUserId:getCanonicalUserId": ({ settings }) => ({
    id: stableHex(64, settings.accountId, "canonical user"),
    displayName: "offline",
  }),
  "aws:s3/getObject:getObject": objectOf("getObject", [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
  ]),
  "aws:s3/getBucketObject:getBucketObject": objectOf("getBucketObject", [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
  ]),
  "aws:secretsmanager/getSecretVersion:getSecretVersion": (call) => {
    const wanted = text(call.args, "secretId") ?? "";
    const secrets = candidates(call, { type: "aws:secretsmanager/secret:Secret" });
    const secret = secrets.find(({ id, outputs }) => id === wanted || text(outputs, "name") === wanted);
    const versionId = text(call.args, "versionId");
    const versions = candidates(call, { type: versionType })
      .filter(({ inputs }) => text(inputs, "secretId") === (secret?.id ?? wanted))
      .filter(({ outputs }) => versionId === undefined || text(outputs, "versionId") === versionId);
    const newest = onlyOne(`version of secret "${wanted}"`, "getSecretVersion", versions.slice(-1));
    return {
      ...shown(newest),
      id: `${secret?.id ?? wanted}|${text(call.args, "versionStage") ?? "AWSCURRENT"}`,
      secretId: wanted,
      secretString: new Secret(kept(newest.outputs.secretString ?? "", "secretString", newest)),
      versionStages: ["AWSCURRENT"],
    };
  },
  "aws:secretsmanager/getRandomPassword:getRandomPassword": ({ args }) => {
    const length = number(args, "passwordLength") ?? 32;
    return {
      id: "random",
      randomPassword: new Secret(stableText(length, alphabet(args), JSON.stringify(args))),
    };
  },
  "aws:ssm/getParametersByPath:getParametersByPath": (call) => {
    const path = (text(call.args, "path") ?? "/").replace(/\/?$/, "/");
    const deep = flag(call.args, "recursive") === true;
    const found = candidates(call, { type: "aws:ssm/parameter:Parameter" }).filter(({ id }) => {
      const rest = id.startsWith(path) ? id.slice(path.length) : "";
      return rest !== "" && (deep || !rest.includes("/"));
    });
    return {
      id: path,
      names: found.map(({ id }) => id),
      arns: found.map(({ outputs }) => text(outputs, "arn") ?? ""),
      types: found.map(({ outputs }) => text(outputs, "type") ?? "String"),
      values: new Secret(found.map((one) => kept(one.outputs.value ?? "", "value", one))),
    };
  },
  "aws:rds/getOrderableDbInstance:getOrderableDbInstance": ({ args, region }) => {
    const engine = text(args, "engine") ?? "";
    const instanceClass = text(args, "instanceClass") ?? texts(args, "preferredInstanceClasses")[0];
    if (instanceClass === undefined)
      throw new ProviderError(
        "getOrderableDbInstance: give instanceClass or preferredInstanceClasses; what a region offers only AWS knows",
      );
    const engineVersion = text(args, "engineVersion") ?? texts(args, "preferredEngineVersions")[0] ?? "";
    return { id: instanceClass, engine, engineVersion, instanceClass, region, vpc: true };
  },
};

function objectOf(name: string, types: string[]) {
  return (call: Call) => {
    const [bucket, key] = [text(call.args, "bucket") ?? "", text(call.args, "key") ?? ""];
    const found = types
      .flatMap((type) => candidates(call, { type, by: { bucket: "bucket", key: "key" } }))
      .slice(-1);
    const one = onlyOne(`object ${bucket}/${key}`, name, found);
    return { ...shown(one), id: `${bucket}/${key}`, body: text(one.inputs, "content") ?? "" };
  };
}

function alphabet(args: Call["args"]): string {
  const kinds: [exclude: string, letters: string][] = [
    ["excludeLowercase", "abcdefghijklmnopqrstuvwxyz"],
    ["excludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    ["excludeNumbers", "0123456789"],
    ["excludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"],
  ];
  const included = kinds.filter(([exclude]) => flag(args, exclude) !== true).map(([, letters]) => letters);
  const excluded = text(args, "excludeCharacters") ?? "";
  const left = [...included.join("")].filter((letter) => !excluded.includes(letter)).join("");
  if (left === "") throw new ProviderError("getRandomPassword: every character is excluded");
  return left;
}

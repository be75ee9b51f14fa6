import { FileAccount } from "../../offline/providers/aws/account/file-account";
import { stableHex } from "../../offline/providers/core/lifecycle/stable";

/** A secret that somebody else keeps in the account, outside Pulumi. */
export interface Planted {
  /** Name in Secrets Manager, or of a parameter of Systems Manager, which starts with a slash. */
  readonly name: string;
  readonly regions: readonly string[];
  readonly value: string;
}

const ACCOUNT_ID = "123456789012";

/**
 * Puts a secret into the stand-in's account, in clear: the account stands for AWS, which knows it.
 *
 * @param directory `home.accountDirectory`
 */
export function plant(directory: string, { name, regions, value }: Planted): void {
  const account = new FileAccount(directory);
  for (const region of regions) {
    const put = (type: string, id: string, outputs: Record<string, string>) =>
      account.put({
        type,
        urn: `urn:pulumi:theirs::theirs::${type}::${region}-${name}`,
        id,
        region,
        generation: 0,
        createdAt: Date.now(),
        inputs: outputs,
        outputs: { ...outputs, id },
      });
    if (name.startsWith("/")) {
      put("aws:ssm/parameter:Parameter", name, { name, type: "SecureString", value });
      continue;
    }
    const arn = secretArn(region, name);
    put("aws:secretsmanager/secret:Secret", arn, { name, arn });
    const versionId = stableHex(32, region, name);
    put("aws:secretsmanager/secretVersion:SecretVersion", `${arn}|${versionId}`, {
      secretId: arn,
      arn,
      versionId,
      secretString: value,
    });
  }
}

/** ARN of a planted secret. */
export const secretArn = (region: string, name: string): string =>
  `arn:aws:secretsmanager:${region}:${ACCOUNT_ID}:secret:${name}-${stableHex(6, region, name)}`;

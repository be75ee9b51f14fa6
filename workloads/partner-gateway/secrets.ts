/** The part of `@aws-sdk/client-secrets-manager` that is used; Lambda's runtime brings the package along. */
export interface SecretsManagerClient {
  getSecretValue(input: { SecretId: string; VersionStage: string }): Promise<{ SecretString?: string }>;
}

/** The secrets of a partner that are good, the current one first. */
export type Secrets = (secretArn: string) => Promise<string[]>;

/** Milliseconds for which secrets are kept. */
const KEPT = 60_000;

/**
 * Secrets from Secrets Manager. The one before the last rotation is good as well, so that a partner may change over in
 * its own time: until the next rotation. Kept for a minute; while nobody answers, for as long as the function lives.
 *
 * @param now milliseconds since 1970
 */
export function secretsOf(client: SecretsManagerClient, now: () => number = Date.now): Secrets {
  const known = new Map<string, { values: string[]; until: number }>();
  const read = async (secretArn: string, stage: string): Promise<string[]> => {
    try {
      const { SecretString } = await client.getSecretValue({ SecretId: secretArn, VersionStage: stage });
      return SecretString ? [SecretString] : [];
    } catch (error) {
      // Before the first rotation there is none before.
      const missing = error instanceof Error && error.name === "ResourceNotFoundException";
      if (missing && stage === "AWSPREVIOUS") return [];
      throw error;
    }
  };
  return async (secretArn) => {
    const kept = known.get(secretArn);
    if (kept !== undefined && now() < kept.until) return kept.values;
    try {
      const found = await Promise.all(["AWSCURRENT", "AWSPREVIOUS"].map((stage) => read(secretArn, stage)));
      const values = found.flat();
      if (values.length === 0) throw new Error("the partner's secret has no value");
      known.set(secretArn, { values, until: now() + KEPT });
      return values;
    } catch (error) {
      if (kept !== undefined) return kept.values;
      throw error;
    }
  };
}

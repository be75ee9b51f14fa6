import type { Stage, Vault } from "./rotation";

/** The part of `@aws-sdk/client-secrets-manager` that is used; Lambda's runtime brings the package along. */
export interface SecretsManagerClient {
  describeSecret(input: { SecretId: string }): Promise<{
    RotationEnabled?: boolean;
    VersionIdsToStages?: Record<string, string[]>;
  }>;
  getSecretValue(input: {
    SecretId: string;
    VersionStage: string;
    VersionId?: string;
  }): Promise<{ SecretString?: string }>;
  putSecretValue(input: {
    SecretId: string;
    ClientRequestToken: string;
    SecretString: string;
    VersionStages: string[];
  }): Promise<unknown>;
  updateSecretVersionStage(input: {
    SecretId: string;
    VersionStage: string;
    RemoveFromVersionId?: string;
    MoveToVersionId?: string;
  }): Promise<unknown>;
}

/** Secrets Manager as a rotation sees it. */
export function vaultOf(client: SecretsManagerClient): Vault {
  return {
    async describe(secretId) {
      const { RotationEnabled, VersionIdsToStages } = await client.describeSecret({ SecretId: secretId });
      return { rotates: RotationEnabled === true, stages: VersionIdsToStages ?? {} };
    },
    async read(secretId: string, stage: Stage, version?: string) {
      try {
        const input = { SecretId: secretId, VersionStage: stage, VersionId: version };
        return (await client.getSecretValue(input)).SecretString;
      } catch (error) {
        // Of a version that was announced and not written yet, and of a secret that was never rotated.
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
      }
    },
    async write(secretId, version, value) {
      await client.putSecretValue({
        SecretId: secretId,
        ClientRequestToken: version,
        SecretString: value,
        VersionStages: ["AWSPENDING"],
      });
    },
    async move(secretId, stage, { from, to }) {
      await client.updateSecretVersionStage({
        SecretId: secretId,
        VersionStage: stage,
        RemoveFromVersionId: from,
        MoveToVersionId: to,
      });
    },
  };
}

/**
 * What a rotation needs of Secrets Manager.
 *
 * @param {object} client a `SecretsManager` of the AWS SDK
 */
export function secretsOf(client) {
  return {
    /** The staging labels of each version that has some. */
    async describe(SecretId) {
      const { VersionIdsToStages = {} } = await client.describeSecret({ SecretId });
      return { versions: VersionIdsToStages };
    },
    /** Text of a version, or undefined when there is none. */
    async value(SecretId, { version: VersionId, stage: VersionStage }) {
      try {
        const { SecretString } = await client.getSecretValue({ SecretId, VersionId, VersionStage });
        return SecretString;
      } catch (error) {
        if (error?.name === "ResourceNotFoundException") return undefined;
        throw error;
      }
    },
    /** A new version: pending under a rotation's token, current without. */
    async put(SecretId, token, SecretString) {
      const pending = token !== undefined && { ClientRequestToken: token, VersionStages: ["AWSPENDING"] };
      await client.putSecretValue({ SecretId, SecretString, ...pending });
    },
    /** Makes a version the current one. */
    async promote(SecretId, MoveToVersionId, RemoveFromVersionId) {
      const VersionStage = "AWSCURRENT";
      await client.updateSecretVersionStage({ SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId });
    },
  };
}

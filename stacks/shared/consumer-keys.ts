import { getSecretVersionOutput } from "@pulumi/aws/secretsmanager";
import type * as pulumi from "@pulumi/pulumi";
import type { Part } from "./part";

/** Keys by the names of the clients; each is a secret output. Who is not here gets one that API Gateway makes. */
export type ConsumerKeys = Record<string, pulumi.Output<string>>;

/** A client of an API. */
export interface KeptConsumer {
  name: string;
  /** Name of the secret whose text is its key. */
  keySecretName?: string;
}

/**
 * The keys of clients that are to be known in every region, read from this region's copies of their secrets. The secrets
 * are somebody else's, who rotates them together with the client.
 */
export function consumerKeys(
  { settings, opts }: Part<unknown>,
  consumers: readonly KeptConsumer[],
): ConsumerKeys {
  const { region } = settings;
  const invoke = { provider: opts.providers.aws };
  return Object.fromEntries(
    consumers.flatMap(({ name, keySecretName }) =>
      keySecretName === undefined
        ? []
        : [[name, getSecretVersionOutput({ region, secretId: keySecretName }, invoke).secretString]],
    ),
  );
}

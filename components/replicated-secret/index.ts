import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { RegionalKey } from "../regional-key";

/** What {@link ReplicatedSecret} takes. */
export interface ReplicatedSecretArgs {
  /** Region of the secret itself; its replicas can be read there, and written only here. A change replaces it. */
  region: string;
  /** Name of the secret, equal in every region. A change replaces it. */
  secretName: string;
  /** What the secret is for. Never a part of its value. */
  description: string;
  /** Alias of the keys, one per region, without `alias/`. */
  keyAlias: string;
  /**
   * Regions that get a replica, without the secret's own.
   * @default []
   */
  replicaRegions?: string[];
  /**
   * Whether something else gives the secret its later values, such as a rotation. Pulumi then writes the first value
   * and no other: a change in the program would bring an old password back.
   * @default false
   */
  rotated?: boolean;
  /**
   * Protect against deletion; `false` also deletes the secret at once instead of after thirty days.
   * @default true
   */
  protect?: boolean;
}

/** Defaults of {@link ReplicatedSecretArgs}. */
export const defaults = { protect: true, recoveryWindowInDays: 30 } as const;

/**
 * A secret with a replica in each failover region, each under a customer-managed key of its own region, so that
 * losing a region loses no secret.
 *
 * The value is a constructor argument of its own, not one of the args: a component's args are stored in the state.
 *
 * Cost: 0.40 USD a month for the secret and for each replica, and a key in each region.
 */
export class ReplicatedSecret extends pulumi.ComponentResource {
  /** ARN of the secret in its own region. */
  readonly arn: pulumi.Output<string>;
  /** ARN of its key there. */
  readonly keyArn: pulumi.Output<string>;

  /**
   * @param value the secret's text; it is made a secret output whatever the caller passes. `undefined` for a secret
   *   whose first value is made by its rotation, too: then none is ever Pulumi's
   */
  constructor(
    name: string,
    args: ReplicatedSecretArgs,
    value: pulumi.Input<string> | undefined,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("tandem:components:ReplicatedSecret", name, args, opts);
    const protect = args.protect ?? defaults.protect;

    const keyArn = this.key(name, args, args.region);
    const secret = new secretsmanager.Secret(
      `${name}-secret`,
      {
        region: args.region,
        name: args.secretName,
        description: args.description,
        kmsKeyId: keyArn,
        replicas: (args.replicaRegions ?? []).map((region) => ({
          region,
          kmsKeyId: this.key(name, args, region),
        })),
        forceOverwriteReplicaSecret: true,
        recoveryWindowInDays: protect ? defaults.recoveryWindowInDays : 0,
      },
      { parent: this, protect },
    );
    if (value !== undefined) {
      new secretsmanager.SecretVersion(
        `${name}-version`,
        { region: args.region, secretId: secret.id, secretString: pulumi.secret(value) },
        { parent: this, ignoreChanges: args.rotated ? ["secretString"] : undefined },
      );
    }

    this.arn = secret.arn;
    this.keyArn = keyArn;
    this.registerOutputs({ arn: this.arn, keyArn: this.keyArn });
  }

  private key(name: string, args: ReplicatedSecretArgs, region: string): pulumi.Output<string> {
    const description = `Secret ${args.secretName}`;
    const options = { parent: this, protect: args.protect ?? defaults.protect };
    return new RegionalKey(`${name}-${region}`, { region, alias: args.keyAlias, description }, options).arn;
  }
}

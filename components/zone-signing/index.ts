import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as kms from "@pulumi/aws/kms";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { signingKeyPolicy } from "./key-policy";

/** What {@link ZoneSigning} takes. */
export interface ZoneSigningArgs {
  /** Public hosted zone that is signed. */
  zoneId: pulumi.Input<string>;
  /** Domain of the zone, for people. */
  zoneName: string;
  /** Start of the key's alias, unique in the account. */
  resourceName: string;
  /**
   * Protect the key against deletion: without it the zone can't be resolved by anybody who checks signatures.
   * @default true
   */
  protect?: boolean;
}

/** Keys of Route 53's signatures live in this region. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html */
const KEY_REGION = "us-east-1";

/**
 * DNSSEC for a public zone. Signatures count only once the parent zone, at the registrar, holds the DS record; take it
 * out there, and wait for its time to live, before signing is ever turned off.
 *
 * Cost: 1 USD a month for the key, and its signatures.
 */
export class ZoneSigning extends pulumi.ComponentResource {
  /** The DS record for the parent zone. */
  readonly dsRecord: pulumi.Output<string>;

  constructor(name: string, args: ZoneSigningArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:ZoneSigning", name, args, opts);
    const protect = args.protect ?? true;
    const invoke = { parent: this };
    const key = new kms.Key(
      `${name}-key`,
      {
        region: KEY_REGION,
        description: `Signatures of ${args.zoneName}`,
        // The one kind of key that Route 53 takes; KMS can't rotate it.
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        deletionWindowInDays: 30,
        policy: pulumi
          .all([getPartitionOutput({}, invoke).partition, getCallerIdentityOutput({}, invoke).accountId])
          .apply(([partition, accountId]) => signingKeyPolicy(partition, accountId)),
      },
      { parent: this, protect },
    );
    new kms.Alias(
      `${name}-alias`,
      { region: KEY_REGION, name: `alias/${args.resourceName}-dnssec`, targetKeyId: key.keyId },
      { parent: this },
    );
    const signingKey = new route53.KeySigningKey(
      `${name}-signing-key`,
      { hostedZoneId: args.zoneId, keyManagementServiceArn: key.arn, name: "tandem" },
      { parent: this, protect },
    );
    new route53.HostedZoneDnsSec(
      `${name}-dnssec`,
      { hostedZoneId: args.zoneId },
      { parent: this, protect, dependsOn: signingKey },
    );
    this.dsRecord = signingKey.dsRecord;
    this.registerOutputs({ dsRecord: this.dsRecord });
  }
}

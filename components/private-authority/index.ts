import * as acmpca from "@pulumi/aws/acmpca";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { type Mistake, refuse } from "../arguments/mistakes";

/** What {@link PrivateAuthority} takes. */
export interface PrivateAuthorityArgs {
  /** Region of the authority. A change replaces it, and everybody who trusts it. */
  region: string;
  /** Common name of its certificate, up to 64 characters. A change replaces it. */
  commonName: string;
  /**
   * Years that its own certificate is valid, 1 to 30.
   * @default 10
   */
  years?: number;
}

/** The posture of an authority; all but the years is fixed. */
export const defaults = {
  years: 10,
  keyAlgorithm: "EC_prime256v1",
  signingAlgorithm: "SHA256WITHECDSA",
  /** Certificates of up to seven days, as Service Connect asks for: an eighth of the price of the other mode. */
  usageMode: "SHORT_LIVED_CERTIFICATE",
  deletionWindowInDays: 30,
} as const;

/**
 * A private root certificate authority for certificates of a few days, such as those between services of ECS.
 *
 * The tag `AmazonECSManaged` is what lets ECS take certificates of it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
 *
 * Cost: 50 USD a month, and 0.058 USD for each certificate.
 */
export class PrivateAuthority extends pulumi.ComponentResource {
  /** ARN of the authority, known once it signs. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PrivateAuthorityArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("PrivateAuthority", name, mistakes(args));
    super("tandem:components:PrivateAuthority", name, args, opts);
    const { region, commonName } = args;
    const authority = new acmpca.CertificateAuthority(
      `${name}-authority`,
      {
        region,
        type: "ROOT",
        usageMode: defaults.usageMode,
        keyStorageSecurityStandard: "FIPS_140_2_LEVEL_3_OR_HIGHER",
        permanentDeletionTimeInDays: defaults.deletionWindowInDays,
        certificateAuthorityConfiguration: {
          keyAlgorithm: defaults.keyAlgorithm,
          signingAlgorithm: defaults.signingAlgorithm,
          subject: { commonName },
        },
        tags: { AmazonECSManaged: "true" },
      },
      { parent: this },
    );
    const certificate = this.rootCertificate(name, args, authority);
    const signed = new acmpca.CertificateAuthorityCertificate(
      `${name}-installed`,
      {
        region,
        certificateAuthorityArn: authority.arn,
        certificate: certificate.certificate,
        certificateChain: certificate.certificateChain,
      },
      { parent: this },
    );
    this.arn = pulumi.all([authority.arn, signed.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }

  /** Signed by itself: without it the authority only waits. */
  private rootCertificate(
    name: string,
    { region, years = defaults.years }: PrivateAuthorityArgs,
    authority: acmpca.CertificateAuthority,
  ): acmpca.Certificate {
    const { partition } = getPartitionOutput({}, { parent: this });
    return new acmpca.Certificate(
      `${name}-certificate`,
      {
        region,
        certificateAuthorityArn: authority.arn,
        certificateSigningRequest: authority.certificateSigningRequest,
        signingAlgorithm: defaults.signingAlgorithm,
        templateArn: pulumi.interpolate`arn:${partition}:acm-pca:::template/RootCACertificate/V1`,
        validity: { type: "YEARS", value: String(years) },
      },
      { parent: this },
    );
  }
}

function mistakes({ commonName, years = defaults.years }: PrivateAuthorityArgs): Mistake[] {
  const found: Mistake[] = [];
  if (commonName.length === 0 || commonName.length > 64) {
    const reason = `"${commonName}" is not allowed, 1 to 64 characters are`;
    found.push({ propertyPath: "commonName", reason });
  }
  if (!Number.isInteger(years) || years < 1 || years > 30) {
    found.push({ propertyPath: "years", reason: `${years} is not allowed, 1 to 30 are` });
  }
  return found;
}

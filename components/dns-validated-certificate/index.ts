import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { baseName, validationNames } from "./validation-names";

/** What {@link DnsValidatedCertificate} takes. */
export interface DnsValidatedCertificateArgs {
  /** Region of the certificate: `us-east-1` for CloudFront, the load balancer's region otherwise. A change replaces it. */
  region: string;
  /** First name of the certificate. A change replaces it. */
  domainName: string;
  /**
   * Further names of the certificate. A change replaces it.
   * @default []
   */
  subjectAlternativeNames?: string[];
  /**
   * Hosted zone that gets the validation records. Leave it out where another stack owns them: ACM asks for the
   * same record for one name in every region of an account, and two owners of one record undo each other.
   * @default none: no record is made, the certificate waits for records that exist already
   */
  zoneId?: pulumi.Input<string>;
  /**
   * Whether its private key can be taken out, for servers that are no AWS service: 15 USD a name for each time that it is
   * issued or renewed, 149 USD for a name with `*`. A change replaces the certificate.
   * @default false
   */
  exportable?: boolean;
}

/** Longest time to wait for ACM to see the records. Longer than any delegation's TTL is worth waiting for. */
export const defaults = { validationTimeout: "30m", keyAlgorithm: "EC_prime256v1", recordTtl: 300 } as const;

/** A public ACM certificate that is validated, and renewed, through DNS records. */
export class DnsValidatedCertificate extends pulumi.ComponentResource {
  /** ARN of the certificate, known once ACM has issued it. */
  readonly certificateArn: pulumi.Output<string>;

  constructor(name: string, args: DnsValidatedCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:DnsValidatedCertificate", name, args, opts);

    const certificate = new acm.Certificate(
      `${name}-certificate`,
      {
        region: args.region,
        domainName: args.domainName,
        subjectAlternativeNames: args.subjectAlternativeNames ?? [],
        validationMethod: "DNS",
        keyAlgorithm: defaults.keyAlgorithm,
        ...(args.exportable && { options: { export: "ENABLED" } }),
      },
      { parent: this },
    );
    const records = args.zoneId === undefined ? [] : this.records(name, args, args.zoneId, certificate);
    const validation = new acm.CertificateValidation(
      `${name}-validation`,
      {
        region: args.region,
        certificateArn: certificate.arn,
        ...(records.length > 0 && { validationRecordFqdns: records.map((record) => record.fqdn) }),
      },
      { parent: this, customTimeouts: { create: defaults.validationTimeout } },
    );

    this.certificateArn = validation.certificateArn;
    this.registerOutputs({ certificateArn: this.certificateArn });
  }

  private records(
    name: string,
    args: DnsValidatedCertificateArgs,
    zoneId: pulumi.Input<string>,
    certificate: acm.Certificate,
  ): route53.Record[] {
    const certificateNames = [args.domainName, ...(args.subjectAlternativeNames ?? [])];
    return validationNames(certificateNames).map((domain) => {
      const option = certificate.domainValidationOptions.apply((options) => recordFor(domain, options));
      return new route53.Record(
        `${name}-validation-${domain}`,
        {
          zoneId,
          name: option.resourceRecordName,
          type: option.resourceRecordType,
          records: [option.resourceRecordValue],
          ttl: defaults.recordTtl,
        },
        { parent: this },
      );
    });
  }
}

interface ValidationOption {
  domainName: string;
  resourceRecordName: string;
  resourceRecordType: string;
  resourceRecordValue: string;
}

/** ACM answers in an order of its own: the record is found by its name, never by its place. */
function recordFor(domain: string, options: readonly ValidationOption[]): ValidationOption {
  const found = options.find((option) => baseName(option.domainName) === domain);
  if (!found) throw new Error(`ACM asks for no validation record for ${domain}`);
  return found;
}

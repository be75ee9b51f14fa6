import type * as ec2 from "@pulumi/aws/ec2";
import * as route53 from "@pulumi/aws/route53";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceName } from "./args";

/**
 * Proves that the service's private DNS name is the provider's: AWS names a record, the record is made in the public
 * zone, and AWS is asked to look. Until then consumers can't use the name.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function proveName(
  name: string,
  region: string,
  { domainName, zoneId }: ServiceName,
  service: ec2.VpcEndpointService,
  parent: pulumi.Resource,
): void {
  const proof = (part: "name" | "value") =>
    service.privateDnsNameConfigurations.apply(([first]) => first?.[part] ?? "");
  const record = new route53.Record(
    `${name}-name-proof`,
    {
      zoneId,
      type: "TXT",
      name: proof("name").apply((label) => `${label}.${domainName}`),
      records: [proof("value")],
      ttl: 1800,
    },
    { parent },
  );
  new vpc.EndpointServicePrivateDnsVerification(
    `${name}-name-verification`,
    { region, serviceId: service.id, waitForVerification: true },
    { parent, dependsOn: record },
  );
}

import type { Mistake } from "./mistake";

/** Mistakes of the programs that are about networks and names. */
export const network: Readonly<Record<string, readonly Mistake[]>> = {
  "route53-failover": [
    {
      what: "a health check that fails too late",
      change: ["failureThreshold: 3", "failureThreshold: 20"],
      says: /HealthCheck "(first|standby)": failureThreshold is 20; AWS takes 1 to 10\. \(AWS: InvalidInput/,
    },
    {
      what: "a routed record without an identifier",
      change: ["    setIdentifier: role.toLowerCase(),\n", ""],
      says: /Record "(primary|secondary)": .*setIdentifier.*\(provider/,
    },
    {
      what: "two routing policies",
      change: [
        "failoverRoutingPolicies: [{ type: role }],",
        "failoverRoutingPolicies: [{ type: role }], weightedRoutingPolicies: [{ weight: 1 }],",
      ],
      says: /Record "(primary|secondary)": .*outingPolic.*\(provider/,
    },
    {
      what: "an alias record with a time to live",
      change: ["healthCheckId: health.id,", "healthCheckId: health.id, ttl: 60,"],
      says: /Record "(primary|secondary)": .*ttl.*\(provider/,
    },
    {
      what: "a zone of another region",
      change: ["availabilityZone: `$", "availabilityZone: `us-east-1a` ?? `$"],
      says: /Subnet "standby-[ab]": .*us-east-1[ab].*\(AWS: InvalidParameterValue/,
    },
    {
      what: "a load balancer in one zone",
      change: [`["a", "b"]`, `["a"]`],
      says: /LoadBalancer "(first|standby)": .*\(AWS: (ValidationError|InvalidSubnet|InvalidConfigurationRequest)/,
    },
    {
      what: "a CNAME for the zone itself",
      change: [`"docs.example.org"`, `"example.org"`],
      at: "up",
      says: /Record "docs": .*is not permitted at the apex of zone "example\.org".*\(AWS: InvalidChangeBatch/,
    },
    {
      what: "a CNAME beside other records",
      change: [`"docs.example.org"`, `"app.example.org"`],
      at: "up",
      says: /Record "(docs|primary|secondary)": .*\(AWS: InvalidChangeBatch/,
    },
    {
      what: "the zone of the record in place of the load balancer's",
      change: ["zoneId: balancer.zoneId", "zoneId: zone.zoneId"],
      at: "up",
      says: /Record "(primary|secondary)": .*does not lie.*\(AWS: InvalidChangeBatch/,
    },
  ],
  "vpc-peering": [
    {
      what: "two VPCs that overlap",
      change: [`"10.2.0.0/16", "10.2.1.0/24"`, `"10.1.0.0/16", "10.1.2.0/24"`],
      at: "up",
      says: /VpcPeeringConnection "peering": .*overlap.*\(AWS: failed/i,
    },
    {
      what: "a subnet outside its VPC",
      change: [`"10.1.1.0/24"`, `"10.9.1.0/24"`],
      at: "deep check",
      says: /Subnet "one".*cidrBlock is "10\.9\.1\.0\/24"/,
    },
    {
      what: "a subnet outside its VPC that only the deployment sees",
      change: [`"10.1.1.0/24"`, `"10.9.1.0/24"`],
      at: "up",
      says: /Subnet "one": .*10\.9\.1\.0\/24.*\(AWS: InvalidSubnet\.Range/,
    },
    {
      what: "a zone of another region",
      change: [`"us-west-2a"`, `"us-east-1a"`],
      says: /Subnet "two": .*us-east-1a.*\(AWS: InvalidParameterValue/,
    },
    {
      what: "a VPC of a size that there is not",
      change: [`"10.1.0.0/16"`, `"10.0.0.0/8"`],
      says: /Vpc "one": .*10\.0\.0\.0\/8.*\(AWS: InvalidVpc\.Range/,
    },
    {
      what: "a description in another script",
      change: [`"Traffic of the peer"`, `"Verkehr für zwei"`],
      says: /SecurityGroup "(one|two)": .*ASCII.*\(AWS: InvalidParameterValue/,
    },
    {
      what: "a misspelled protocol",
      change: [`protocol: "tcp"`, `protocol: "tpc"`],
      at: "deep check",
      says: /protocol/,
    },
  ],
};

/** Partition, DNS suffix and availability-zone letters of AWS's regions. */
export interface RegionFacts {
  partition: string;
  dnsSuffix: string;
  /** Zone letters that a pretend account sees. */
  zones: string;
  /** Prefix of zone ids, such as `use1`. */
  zoneIdPrefix: string;
}

/** Region -> zone id prefix and zone letters (three where not given). Source: AWS's public region list. */
const table: Record<string, [zoneIdPrefix: string, zones?: string]> = {
  "us-east-1": ["use1", "abcdef"],
  "us-east-2": ["use2"],
  "us-west-1": ["usw1", "abc"],
  "us-west-2": ["usw2", "abcd"],
  "af-south-1": ["afs1"],
  "ap-east-1": ["ape1"],
  "ap-east-2": ["ape2"],
  "ap-northeast-1": ["apne1", "abcd"],
  "ap-northeast-2": ["apne2", "abcd"],
  "ap-northeast-3": ["apne3"],
  "ap-south-1": ["aps1"],
  "ap-south-2": ["aps2"],
  "ap-southeast-1": ["apse1"],
  "ap-southeast-2": ["apse2"],
  "ap-southeast-3": ["apse3"],
  "ap-southeast-4": ["apse4"],
  "ap-southeast-5": ["apse5"],
  "ap-southeast-6": ["apse6"],
  "ap-southeast-7": ["apse7"],
  "ca-central-1": ["cac1", "abd"],
  "ca-west-1": ["caw1"],
  "eu-central-1": ["euc1"],
  "eu-central-2": ["euc2"],
  "eu-north-1": ["eun1"],
  "eu-south-1": ["eus1"],
  "eu-south-2": ["eus2"],
  "eu-west-1": ["euw1"],
  "eu-west-2": ["euw2"],
  "eu-west-3": ["euw3"],
  "il-central-1": ["ilc1"],
  "me-central-1": ["mec1"],
  "me-south-1": ["mes1"],
  "mx-central-1": ["mxc1"],
  "sa-east-1": ["sae1"],
  "cn-north-1": ["cnn1"],
  "cn-northwest-1": ["cnnw1"],
  "us-gov-east-1": ["usge1"],
  "us-gov-west-1": ["usgw1"],
};

export const knownRegions: readonly string[] = Object.keys(table);

/** Facts of a region; for one that is not in the table, the best guess from its name. */
export function regionFacts(region: string): RegionFacts {
  const partition = partitionOf(region);
  const [zoneIdPrefix, zones = "abc"] = table[region] ?? [region.replace(/-/g, "")];
  return {
    partition,
    dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    zones,
    zoneIdPrefix,
  };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export interface Zone {
  name: string;
  id: string;
}

/** Availability zones of a region, at least three. Which zone id a name has differs by account in real AWS. */
export function zonesOf(region: string): Zone[] {
  const { zones, zoneIdPrefix } = regionFacts(region);
  return [...zones].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${zoneIdPrefix}-az${index + 1}`,
  }));
}

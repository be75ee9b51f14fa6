import type { Mistake } from "../arguments/mistakes";

const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"];

/**
 * What S3 would refuse in a bucket's name. Dots, which S3 allows, are refused too: the wildcard certificate of
 * S3's endpoints does not cover them, so such a bucket can't be read over HTTPS by its own name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameMistakes(propertyPath: string, bucketName: string): Mistake[] {
  const wrong = (allowed: string): Mistake[] => [
    { propertyPath, reason: `"${bucketName}" is not allowed, ${allowed}` },
  ];
  if (bucketName.length < 3 || bucketName.length > 63) {
    return wrong(`a bucket's name has 3 to 63 characters, this has ${bucketName.length}`);
  }
  if (!/^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(bucketName)) {
    return wrong("lower-case letters, digits and hyphens are, with a letter or digit at both ends");
  }
  const prefix = RESERVED_PREFIXES.find((reserved) => bucketName.startsWith(reserved));
  if (prefix !== undefined) return wrong(`S3 keeps names that start with "${prefix}" for itself`);
  const suffix = RESERVED_SUFFIXES.find((reserved) => bucketName.endsWith(reserved));
  if (suffix !== undefined) return wrong(`S3 keeps names that end with "${suffix}" for itself`);
  return [];
}

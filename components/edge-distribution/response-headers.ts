import { OriginKind } from "./args";

/** Two years, in seconds. */
const HSTS_MAX_AGE = 63_072_000;

/** Security headers of every response; the origin's own are overridden. */
export function securityHeaders(contentSecurityPolicy: string, includeSubdomains: boolean) {
  const override = true;
  return {
    strictTransportSecurity: { accessControlMaxAgeSec: HSTS_MAX_AGE, includeSubdomains, override },
    contentTypeOptions: { override },
    frameOptions: { frameOption: "DENY", override },
    contentSecurityPolicy: { contentSecurityPolicy, override },
    referrerPolicy: { referrerPolicy: "same-origin", override },
  };
}

const SOFTWARE = ["Server", "X-Powered-By"];

// S3 names the key, and with it the account, in each answer.
const STORAGE = [
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
  "x-amz-version-id",
  "x-amz-replication-status",
];

/** Headers of the origin that are nobody else's business. */
export function removedHeaders(kind: OriginKind): { header: string }[] {
  const headers = kind === OriginKind.Api ? SOFTWARE : [...SOFTWARE, ...STORAGE];
  return headers.map((header) => ({ header }));
}

import fc from "fast-check";
import { offered, versions } from "./offers";
import { recordsArbitrary } from "./records";

type Values = fc.Arbitrary<unknown>;

const pick = (...values: readonly unknown[]) => fc.constantFrom(...values);
const like = (pattern: RegExp) => fc.stringMatching(pattern);
const some = (item: Values, minLength: number, maxLength: number) =>
  fc.uniqueArray(item, { minLength, maxLength, selector: (one) => JSON.stringify(one) });

const account = like(/^[1-9]\d{11}$/);
const id = (prefix: string) => like(/^[0-9a-f]{17}$/).map((hex) => `${prefix}-${hex}`);
const mail = like(/^[a-z]{1,8}@[a-z]{1,8}\.(com|org)$/);
const roleArn = fc
  .tuple(account, like(/^[\w+=,.@-]{1,64}$/), pick("", "team/", "a/b/"))
  .map(([owner, name, path]) => `arn:aws:iam::${owner}:role/${path}${name}`);
const kmsKey = fc.uuid().map((key) => `arn:aws:kms:{own}:111122223333:key/${key}`);
const dmsCertificate = like(/^[A-Z0-9]{26}$/).map((name) => `arn:aws:dms:{own}:111122223333:cert:${name}`);
const connection = fc
  .tuple(pick("codeconnections", "codestar-connections"), fc.uuid())
  .map(([service, name]) => `arn:aws:${service}:{own}:111122223333:connection/${name}`);
const firewallRange = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 32 })).map(([address, length]) => `${address}/${length}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 1, max: 128 })).map(([address, length]) => `${address}/${length}`),
);
/** Ranges of a stack's own blocks, from the number that is given. */
const blocks = (first: number, shortest: number, longest: number) =>
  fc
    .tuple(fc.integer({ min: first, max: first + 3 }), fc.integer({ min: shortest, max: longest }))
    .map(([block, length]) => `{block:${block}}/${length}`);
const domain = fc
  .tuple(
    like(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/),
    pick("example.com", "shop.example.org", "example.io", "ab.de"),
  )
  .map(([label, rest]) => `${label}.${rest}`);
const address = fc
  .tuple(domain, pick("", "/", "/oauth2/default", "/a/b~c"))
  .map(([host, path]) => `https://${host}${path}`);
const environment = fc.oneof(
  pick("prod", "dev", "test", "qa"),
  like(/^[a-z][a-z0-9]{0,3}$/),
  pick("a-b", "e1-x"),
);
const printable = (maxLength: number) => fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength });
const branch = like(/^[A-Za-z0-9]([\w./-]{0,30}\w)?$/).filter((name) => !/\.\.|\/\/|\/\.|\.lock/.test(name));
const graviton = offered("ec2", /^[cmr]\d+g[a-z]*\.(large|xlarge|2xlarge)$/);
const intel = offered("ec2", /^[cm]\d+(i|in)\.(large|xlarge)$/);

/** One processor and one size for all nodes of a group. */
const nodeTypes = fc
  .tuple(pick(true, false), pick("large", "xlarge"))
  .chain(([arm, size]) =>
    some(pick(...offered("ec2", new RegExp(`^[cmr]\\d+${arm ? "g" : "i"}\\.${size}$`))), 1, 4),
  );

/** Moves to ever colder storage, far enough apart. */
const archive = fc
  .tuple(
    fc.subarray(["standard-ia", "glacier-instant-retrieval", "glacier", "glacier-deep-archive"]),
    fc.integer({ min: 30, max: 400 }),
    fc.integer({ min: 90, max: 200 }),
  )
  .map(([storages, first, apart]) =>
    storages.map((storage, index) => ({ days: first + index * apart, storage })),
  );

const time = (from: number, to: number) =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));

/** Numbers of gateways: a part of its own for each stack and purpose keeps them apart. */
const privateAsn = (first: number) =>
  fc.oneof(
    fc.integer({ min: first, max: first + 200 }),
    fc.integer({ min: 4_200_000_000 + first, max: 4_294_967_294 }),
  );

const vpcRange = fc
  .tuple(pick(0, 1), fc.integer({ min: 16, max: 20 }))
  .map(([nth, length]) => `{block:${nth}}/${length}`);

/**
 * Values that the schema alone does not tell: what exists at AWS, and what belongs to the region or to other keys. By
 * the end of a key's path; `*` stands for one key. {@link ./regions settle} puts the stack's own for `{own}` and others.
 */
const TABLE: readonly [path: string, values: Values][] = [
  ["environment", environment],
  ["development.environment", environment.map((name) => `d${name}`.slice(0, 6).replace(/-$/, ""))],
  ["images.environment", environment],
  ["region", pick("{own}")],
  ["images.region", pick("{own}", "{spare:1}")],
  ["development.region", pick("{own}", "{spare:1}")],
  ["identityCenter.region", pick("{own}", "{spare:2}")],
  ["peerAccounts[].region", pick("{own}", "{spare:1}", "{spare:2}")],
  ["serviceRegion", pick("{own}", "{spare:1}")],
  ["replicaRegions", some(pick("{spare:1}", "{spare:2}", "{spare:3}"), 1, 3)],
  ["consumerRegions", some(pick("{spare:1}", "{spare:2}"), 0, 2)],
  ["canaryRegion", pick("{spare:0}", "{spare:4}")],
  ["network.cidr", vpcRange],
  [
    "network.availabilityZones",
    fc.shuffledSubarray(["{zone:0}", "{zone:1}", "{zone:2}", "{zone:3}"], { minLength: 3 }),
  ],
  ["inspection.cidr", blocks(4, 16, 24)],
  ["management.ranges", some(blocks(8, 16, 28), 1, 3)],
  ["onPremises.developers", some(blocks(12, 17, 28), 0, 3)],
  ["onPremises.analytics", some(blocks(16, 17, 28), 0, 3)],
  ["peerAccounts[].cidr", blocks(20, 16, 28)],
  ["allowedAddresses[]", firewallRange],
  ["deniedAddresses[]", firewallRange],
  ["transit.asn", privateAsn(64_600)],
  ["directConnect.asn", privateAsn(64_900)],
  ["bgpAsn", fc.oneof(privateAsn(65_200), fc.integer({ min: 20_000, max: 23_000 }))],
  [
    "transit.sharedWith[]",
    fc.oneof(account, pick("arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5")),
  ],
  ["onPremises.vpn.ipAddress", fc.nat(254).map((last) => `203.0.113.${last + 1}`)],
  ["imageId", id("ami")],
  ["vpcId", id("vpc")],
  ["accountId", account],
  ["inspection.instanceTypes", fc.oneof(some(pick(...intel), 1, 4), some(pick(...graviton), 1, 4))],
  ["tags.owner", like(/^[A-Za-z][\w .:/=+@-]{0,40}$/)],
  ["tags.cost-centre", like(/^[A-Za-z0-9][\w .:/=+@-]{0,40}$/)],
  ["dns.zone", domain],
  ["development.zone", domain],
  ["dns.records", recordsArbitrary],
  ["cluster.version", pick("1.34", "1.35", "1.36")],
  ["administrators[]", roleArn],
  ["approver", roleArn],
  ["cluster.nodes.instanceTypes", nodeTypes],
  ["payment-hub.database.engineVersion", pick(...versions("aurora-postgresql", /^1[5-7]\.\d+$/))],
  ["request-response.database.engineVersion", pick("16.8", "16.6", "17.5", "15.10", "14.18")],
  ["secure-cart.database.engineVersion", pick(...versions("postgres", /^1[5-8]\.\d+$/))],
  [
    "web-app.database.engineVersion",
    pick("8.0.mysql_aurora.3.08.2", "8.0.mysql_aurora.3.10.0", "8.0.mysql_aurora.3.12.0"),
  ],
  ["storefront.database.engineVersion", pick(...versions("aurora-postgresql", /^1[5-8]\.\d+$/))],
  [
    "payment-hub.database.instanceClass",
    pick(...offered("rds aurora-postgresql", /^db\.(r[5-9]|x\d)/), "db.serverless"),
  ],
  ["request-response.database.instanceClass", pick(...offered("rds postgres", /^db\.[mrt]\d+g?\.\w+$/))],
  ["secure-cart.database.instanceClass", pick(...offered("rds postgres", /^db\.[mr]\d+g?\.\w+$/))],
  ["web-app.database.instanceClass", pick(...offered("rds aurora-mysql", /^db\.[rt]\d+g?\.\w+$/))],
  ["storefront.database.instanceClass", pick(...offered("rds aurora-postgresql", /^db\.[rt]\d+g?\.\w+$/))],
  ["database.name", fc.oneof(like(/^[a-z][a-z0-9_]{0,12}$/), pick("shop", "app_1"))],
  [
    "web-app.database.restoreFrom",
    fc.oneof(like(/^[a-z][a-z0-9]{0,20}$/), pick("arn:aws:rds:{own}:111122223333:cluster-snapshot:last")),
  ],
  [
    "storefront.database.restoreFrom",
    fc.oneof(like(/^[a-z][a-z0-9]{0,20}$/), pick("arn:aws:rds:{own}:111122223333:cluster-snapshot:last")),
  ],
  ["cache.nodeType", pick(...offered("elasticache", /^cache\.[mrt]\d+g\.\w+$/))],
  ["accelerator.nodeType", pick(...offered("dax", /^dax\.[rt]\d\.\w+$/))],
  ["migration.instanceClass", pick("dms.r6i.large", "dms.r6i.xlarge", "dms.c6i.large", "dms.t3.large")],
  ["migration.source.host", fc.oneof(domain, fc.ipV4())],
  [
    "migration.sourceSecretArn",
    like(/^[a-z]{3,12}-[A-Za-z0-9]{6}$/).map(
      (name) => `arn:aws:secretsmanager:{own}:111122223333:secret:${name}`,
    ),
  ],
  ["sourceSecretKeyArn", kmsKey],
  ["keyArn", kmsKey],
  ["certificateArn", dmsCertificate],
  ["targetCertificateArn", dmsCertificate],
  ["migration.schemas[]", like(/^[a-z][a-z0-9_]{0,20}$/)],
  ["instanceTypes[]", pick(...graviton)],
  [
    "contentSecurityPolicy",
    fc.oneof(
      pick("default-src 'self'", "default-src 'self'; img-src *"),
      like(/^default-src [a-z' ;:-]{1,60}[a-z]$/),
    ),
  ],
  [
    "cachedPaths[]",
    fc.oneof(pick("/docs/*", "/openapi.json", "/v?/x.css"), like(/^\/[a-z][\w\-.*/]{0,40}$/)),
  ],
  ["blockedCountries[]", pick("KP", "IR", "CU", "SY", "RU")],
  ["geolocation.countries[]", pick("DE", "FR", "US", "BR", "ZA", "JP", "AU", "IN")],
  ["emails[]", mail],
  ["webhooks[]", fc.tuple(domain, like(/^[\w-]{0,20}$/)).map(([host, path]) => `https://${host}/${path}`)],
  ["issuer", address],
  ["audience", printable(256)],
  ["clientId", printable(256)],
  ["callbackUrls[]", fc.oneof(address, pick("shop.app://signed-in", "com.example.shop://in"))],
  ["uploads.origins[]", domain.map((host) => `https://${host}`)],
  [
    "image",
    fc
      .tuple(
        pick("111122223333.dkr.ecr.{own}.amazonaws.com/", "public.ecr.aws/", "", "ghcr.io/example/"),
        like(/^[a-z0-9][a-z0-9/_-]{0,20}[a-z0-9]$/),
        fc.oneof(like(/^:\d{1,2}\.\d$/), like(/^@sha256:[0-9a-f]{64}$/)),
      )
      .map((parts) => parts.join("").replace(/\/+/g, "/")),
  ],
  ["imageTag", fc.oneof(pick("1.0.0", "2026-10-01"), like(/^[0-9a-f]{7}$/), like(/^v\d[\w.-]{0,20}$/))],
  [
    "repository",
    fc
      .tuple(like(/^[a-z][\w.-]{0,20}$/), like(/^[a-z][\w.-]{0,20}$/))
      .map(([owner, name]) => `${owner}/${name}`),
  ],
  ["branch", branch],
  ["connectionArn", connection],
  [
    "allowedPrincipals",
    some(
      fc.oneof(
        account.map((one) => `arn:aws:iam::${one}:root`),
        roleArn,
      ),
      0,
      4,
    ),
  ],
  [
    "serviceName",
    fc
      .tuple(pick("{own}", "{spare:1}"), like(/^[0-9a-f]{17}$/))
      .map(([region, service]) => `com.amazonaws.vpce.${region}.vpce-svc-${service}`),
  ],
  ["ports", some(fc.integer({ min: 1, max: 65_535 }), 1, 3)],
  [
    "identityCenter.instanceArn",
    like(/^ssoins-[0-9a-f]{16}$/).map((name) => `arn:aws:sso:::instance/${name}`),
  ],
  ["groupId", fc.uuid()],
  ["archive", archive],
  ["workingHours.start", time(0, 11)],
  ["workingHours.stop", time(12, 23)],
  ["timezone", pick("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Singapore")],
  [
    "reporting.schedule",
    pick("cron(0 5 * * ? *)", "rate(1 day)", "rate(12 hours)", "cron(30 2 ? * MON-FRI *)"),
  ],
  ["tables[].name", like(/^[a-z_][a-z0-9_]{0,12}\.[a-z_][a-z0-9_]{0,12}$/)],
  ["columns{}", like(/^[a-z_][a-z0-9_]{0,12}$/).filter((name) => name !== "day")],
  [
    "columns.*",
    pick(
      "string",
      "int",
      "bigint",
      "double",
      "float",
      "boolean",
      "date",
      "timestamp",
      "smallint",
      "decimal(10,2)",
    ),
  ],
  [
    "memoryMb",
    fc.oneof(
      pick(1024, 2048, 4096),
      fc.integer({ min: 1, max: 60 }).map((steps) => 512 * steps),
    ),
  ],
  ["services[].path", like(/^\/[a-z][a-z0-9-]{0,12}(\/[a-z0-9]{1,8})?$/)],
  ["services[].name", like(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?$/)],
  ["targetPort", fc.integer({ min: 1024, max: 32_767 })],
];

/** The values that the table has for a key; its last fitting row counts, as later rows are none more special. */
export function valuesFor(path: string): Values | undefined {
  let best: readonly [string, Values] | undefined;
  for (const row of TABLE) {
    const [end] = row;
    if (path !== end && !path.endsWith(`.${end}`)) continue;
    if (best === undefined || end.length > best[0].length) best = row;
  }
  return best?.[1];
}

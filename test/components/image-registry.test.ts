import assert from "node:assert/strict";
import {
  defaults,
  ImageRegistry,
  type ImageRegistryArgs,
  ImageScanning,
  repositoryUrl,
  Upstream,
} from "../../components/image-registry";
import {
  cachePolicy,
  cacheTrust,
  lifecyclePolicy,
  pullPolicy,
} from "../../components/image-registry/documents";
import { mistakes } from "../../components/image-registry/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const args: ImageRegistryArgs = {
  region: "us-east-2",
  namespace: "storefront-prod",
  repositories: ["orders", "proxy"],
  kmsKeyArn: "key-east",
};
const REPOSITORY = "aws:ecr/repository:Repository";
const REPLICATION = "aws:ecr/replicationConfiguration:ReplicationConfiguration";
const SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";

async function build(change: Partial<ImageRegistryArgs> = {}): Promise<Registered[]> {
  const registered = startMocks();
  new ImageRegistry("images", { ...args, ...change });
  await settled();
  return registered;
}

describe("ImageRegistry", () => {
  it("SHOP-10 makes a repository for each name: tags that never move, scanned when pushed, under the given key", async () => {
    const registered = await build();
    assert.deepEqual(names(registered, REPOSITORY), ["images-orders-repository", "images-proxy-repository"]);
    const { inputs } = only(registered, REPOSITORY, "images-orders-repository");
    assert.deepEqual(inputs, {
      region: "us-east-2",
      name: "storefront-prod/orders",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "key-east" }],
      forceDelete: false,
    });
    assert.deepEqual(registered.map(({ name }) => name).sort(), [
      "images",
      "images-orders-lifecycle",
      "images-orders-repository",
      "images-proxy-lifecycle",
      "images-proxy-repository",
    ]);
  });

  it("tells addresses, ARNs and names by the short names", async () => {
    startMocks({ [REPOSITORY]: ({ name }) => ({ repositoryUrl: `registry/${name}` }) });
    const registry = new ImageRegistry("images", args);
    const url = await new Promise((resolve) => registry.repositoryUrls.orders?.apply(resolve));
    assert.equal(url, "registry/storefront-prod/orders");
    assert.deepEqual(Object.keys(registry.repositoryArns), ["orders", "proxy"]);
    assert.deepEqual(registry.repositoryNames, {
      orders: "storefront-prod/orders",
      proxy: "storefront-prod/proxy",
    });
    assert.equal(
      repositoryUrl({ accountId: "111122223333", region: "cn-north-1" }, "amazonaws.com.cn", "a/b"),
      "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b",
    );
  });

  it("keeps the newest tagged images and throws the others away", async () => {
    const { inputs } = only(
      await build(),
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      "images-orders-lifecycle",
    );
    assert.equal(inputs.policy, lifecyclePolicy(defaults.keepTagged, defaults.untaggedExpirationDays));
    const { rules } = JSON.parse(lifecyclePolicy(50, 14)) as {
      rules: { rulePriority: number; selection: Record<string, unknown>; action: { type: string } }[];
    };
    assert.deepEqual(
      rules.map(({ rulePriority, selection, action }) => [rulePriority, selection, action.type]),
      [
        [
          1,
          { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
          "expire",
        ],
        [
          2,
          { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 50 },
          "expire",
        ],
      ],
    );
  });

  it("SHOP-10 copies every image to the other regions, into repositories of the same posture", async () => {
    const registered = await build({
      replicas: [{ region: "us-west-2", kmsKeyArn: "key-west" }, { region: "eu-west-1" }],
    });
    const copy = only(registered, REPOSITORY, "images-orders-us-west-2-repository").inputs;
    assert.deepEqual(
      [copy.region, copy.name, copy.imageTagMutability, copy.encryptionConfigurations],
      ["us-west-2", "storefront-prod/orders", "IMMUTABLE", [{ encryptionType: "KMS", kmsKey: "key-west" }]],
    );
    assert.equal(names(registered, REPOSITORY).length, 4);
    assert.equal(names(registered, "aws:ecr/lifecyclePolicy:LifecyclePolicy").length, 4);
    const { inputs } = only(registered, REPLICATION);
    assert.equal(inputs.region, "us-east-2");
    assert.deepEqual(inputs.replicationConfiguration, {
      rules: [
        {
          destinations: [
            { region: "us-west-2", registryId: "111122223333" },
            { region: "eu-west-1", registryId: "111122223333" },
          ],
          repositoryFilters: [{ filter: "storefront-prod/", filterType: "PREFIX_MATCH" }],
        },
      ],
    });
  });

  it("names the repositories of other stacks as the owner of the registry, and leaves the registry alone otherwise", async () => {
    const replicas = [{ region: "us-west-2" }];
    const owner = await build({
      replicas,
      furtherReplication: [{ prefix: "web-app/", regions: ["eu-west-1"] }],
    });
    const { rules } = only(owner, REPLICATION).inputs.replicationConfiguration as { rules: unknown[] };
    assert.equal(rules.length, 2);
    const guest = await build({ replicas, ownsRegistry: false });
    assert.deepEqual(names(guest, REPLICATION), []);
  });

  it("has Inspector scan again in each region whose repositories it owns, and other repositories when pushed", async () => {
    const registered = await build({
      scanning: ImageScanning.Enhanced,
      replicas: [{ region: "us-west-2", kmsKeyArn: "key-west" }, { region: "eu-west-1" }],
    });
    assert.deepEqual(names(registered, SCANNING), ["images-scanning-us-east-2", "images-scanning-us-west-2"]);
    const { inputs } = only(registered, SCANNING, "images-scanning-us-west-2");
    assert.deepEqual(inputs, {
      region: "us-west-2",
      scanType: "ENHANCED",
      rules: [
        {
          scanFrequency: "CONTINUOUS_SCAN",
          repositoryFilters: [{ filter: "storefront-prod/*", filterType: "WILDCARD" }],
        },
        { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] },
      ],
    });
    assert.deepEqual(names(await build(), SCANNING), []);
  });

  it("lets the named accounts pull and do nothing else", async () => {
    const registered = await build({
      pullAccounts: ["444455556666"],
      replicas: [{ region: "us-west-2", kmsKeyArn: "k" }],
    });
    const policies = registered.filter(({ type }) => type === "aws:ecr/repositoryPolicy:RepositoryPolicy");
    assert.deepEqual(
      policies.map(({ inputs }) => inputs.region),
      ["us-west-2", "us-west-2", "us-east-2", "us-east-2"],
    );
    assert.equal(policies[0]?.inputs.policy, pullPolicy("aws", ["444455556666"]));
    assert.deepEqual(JSON.parse(pullPolicy("aws-cn", ["444455556666"])).Statement, [
      {
        Sid: "Pull",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws-cn:iam::444455556666:root"] },
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      },
    ]);
    assert.deepEqual(names(await build(), "aws:ecr/repositoryPolicy:RepositoryPolicy"), []);
  });

  it("caches public registries under the same key", async () => {
    const registered = await build({
      upstreams: [
        { prefix: "ecr-public", upstream: Upstream.EcrPublic },
        { prefix: "docker-hub", upstream: Upstream.DockerHub, credentialArn: "secret" },
      ],
    });
    const rule = only(
      registered,
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
      "images-cache-docker-hub",
    );
    assert.deepEqual(rule.inputs, {
      region: "us-east-2",
      ecrRepositoryPrefix: "docker-hub",
      upstreamRegistryUrl: "registry-1.docker.io",
      credentialArn: "secret",
    });
    const template = only(
      registered,
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      "images-cache-ecr-public-template",
    ).inputs;
    assert.deepEqual(
      [template.prefix, template.appliedFors, template.customRoleArn, template.encryptionConfigurations],
      [
        "ecr-public",
        ["PULL_THROUGH_CACHE"],
        "arn:mock:images-cache-role",
        [{ encryptionType: "KMS", kmsKey: "key-east" }],
      ],
    );
    assert.equal(only(registered, "aws:iam/role:Role").inputs.assumeRolePolicy, cacheTrust("111122223333"));
  });

  it("lets ECR make the repositories of a cache and nothing else", () => {
    const scope = { partition: "aws", accountId: "111122223333", region: "us-east-2" };
    const { Statement } = JSON.parse(cachePolicy(scope, ["quay"], "key")) as {
      Statement: { Resource: unknown }[];
    };
    assert.deepEqual(
      Statement.map(({ Resource }) => Resource),
      [["arn:aws:ecr:us-east-2:111122223333:repository/quay/*"], "key"],
    );
    const [trust] = JSON.parse(cacheTrust("111122223333")).Statement;
    assert.deepEqual(
      [trust.Principal, trust.Condition],
      [{ Service: "ecr.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "111122223333" } }],
    );
  });

  it("registers every regional resource with a region", async () => {
    const registered = await build({
      replicas: [{ region: "us-west-2", kmsKeyArn: "k" }],
      upstreams: [{ prefix: "quay", upstream: Upstream.Quay }],
      scanning: ImageScanning.Enhanced,
      pullAccounts: ["444455556666"],
    });
    for (const { type, name, inputs } of registered) {
      if (/^(aws:iam\/|tandem:)/.test(type)) continue;
      assert.equal(inputs.region, name.includes("us-west-2") ? "us-west-2" : "us-east-2", name);
    }
  });

  const wrong: [string, Partial<ImageRegistryArgs>, RegExp][] = [
    ["namespace", { namespace: "Shop" }, /"Shop" is not allowed, lower-case/],
    ["repositories", { repositories: [] }, /name at least one/],
    ["repositories[1]", { repositories: ["orders", "orders"] }, /is there twice/],
    ["repositories[0]", { repositories: ["shop/orders"] }, /is not allowed/],
    ["repositories[0]", { repositories: ["o".repeat(250)] }, /266 characters, 256 are allowed/],
    ["keepTagged", { keepTagged: 0 }, /^0 is not allowed, 1 to 10000 is$/],
    ["untaggedExpirationDays", { untaggedExpirationDays: 1.5 }, /1\.5 is not allowed/],
    ["pullAccounts[0]", { pullAccounts: ["123"] }, /twelve digits/],
    ["replicas[0].region", { replicas: [{ region: "us-east-2" }] }, /where the images come from/],
    [
      "replicas[1].region",
      { replicas: [{ region: "eu-west-1" }, { region: "eu-west-1" }] },
      /is there twice/,
    ],
    [
      "furtherReplication[0].regions",
      { furtherReplication: [{ prefix: "web/", regions: [] }] },
      /name a region for "web\/"/,
    ],
    [
      "furtherReplication[0].regions",
      { furtherReplication: [{ prefix: "web/", regions: ["us-east-2"] }] },
      /where the images come from/,
    ],
    [
      "furtherReplication",
      { furtherReplication: [{ prefix: "web/", regions: ["eu-west-1"] }], ownsRegistry: false },
      /not allowed without ownsRegistry/,
    ],
    [
      "furtherReplication",
      {
        furtherReplication: Array.from({ length: 10 }, (_, i) => ({
          prefix: `w${i}/`,
          regions: ["eu-west-1"],
        })),
      },
      /10 rules/,
    ],
    ["scanning", { scanning: ImageScanning.Enhanced, ownsRegistry: false }, /whole registry/],
    ["upstreams[0].prefix", { upstreams: [{ prefix: "q", upstream: Upstream.Quay }] }, /2 to 30/],
    [
      "upstreams[0].prefix",
      { upstreams: [{ prefix: "storefront-prod", upstream: Upstream.Quay }] },
      /is taken/,
    ],
    [
      "upstreams[0].credentialArn",
      { upstreams: [{ prefix: "hub", upstream: Upstream.DockerHub }] },
      /answers nobody without a credential/,
    ],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path} of ${JSON.stringify(change).slice(0, 80)}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("tells all mistakes at once", () => {
    startMocks();
    assert.throws(
      () => new ImageRegistry("images", { ...args, namespace: "A", keepTagged: 0 }),
      /namespace: .*\n.*keepTagged: /,
    );
  });
});

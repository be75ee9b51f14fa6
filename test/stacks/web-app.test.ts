import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { crossChecks } from "../../stacks/settings/cross-checks";
import { parseSettings, type Settings } from "../../stacks/settings/parse";
import { readSiblings, type Sibling } from "../../stacks/settings/stack-files";
import { databasePolicy, developersPolicy, operatorsPolicy } from "../../stacks/web-app/duties";

type Raw = Record<string, unknown>;
type Key =
  | "compute"
  | "service"
  | "database"
  | "media"
  | "firewall"
  | "identity"
  | "recovery"
  | "dns"
  | "watch";
type Change = (raw: Record<Key, Raw> & Raw) => void;

const PRIMARY = "web-app-prod-primary";
const SECONDARY = "web-app-prod-secondary";

/** The settings of a shipped stack after one change, as they stand in its file. */
function changed(stack: string, change: Change): Raw {
  const { config } = yaml.parse(fs.readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: Raw };
  const entries = Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]);
  const raw = Object.fromEntries(entries) as Record<Key, Raw> & Raw;
  for (const key of [
    "compute",
    "service",
    "database",
    "media",
    "firewall",
    "identity",
    "recovery",
  ] as const) {
    raw[key] ??= {};
  }
  change(raw);
  return raw;
}

/** What is wrong with settings by themselves. */
function mistakes(change: Change, stack = PRIMARY): string[] {
  return parseSettings(changed(stack, change)).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
}

/** What is wrong with settings beside each other and beside those of the system's other stacks. */
function crossMistakes(change: Change, stack = PRIMARY, others?: Sibling[]): string[] {
  const { settings, mistakes: found } = parseSettings(changed(stack, change));
  assert.deepEqual(found, []);
  const { system, environment } = settings as Settings;
  const siblings = others ?? readSiblings(".", { stack, system, environment });
  return crossChecks(settings as Settings, siblings).map(({ path, sentence }) => `${path}: ${sentence}`);
}

const SNAPSHOT = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:copyjob-1";
const MIGRATION = {
  source: { host: "mysql.example.com", certificateArn: "arn:aws:dms:ap-southeast-1:123456789012:cert:OLD" },
  targetCertificateArn: "arn:aws:dms:ap-southeast-1:123456789012:cert:RDS",
  sourceSecretArn: "arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:mysql-AbCdEf",
  schemas: ["shop"],
};

/** A migration without one of its keys. */
function without(key: keyof typeof MIGRATION): Raw {
  return Object.fromEntries(Object.entries(MIGRATION).filter(([name]) => name !== key));
}

describe("settings of the web application", () => {
  it("are right as shipped, in every stack and beside each other", () => {
    for (const stack of [PRIMARY, SECONDARY, "web-app-dev", "web-app-test"]) {
      assert.deepEqual(
        mistakes(() => {}, stack),
        [],
        stack,
      );
      assert.deepEqual(
        crossMistakes(() => {}, stack),
        [],
        stack,
      );
    }
  });

  const wrong: [string, Change, RegExp][] = [
    [
      "a migration without the endpoint of its source",
      (raw) => {
        raw.migration = without("source");
      },
      /^migration\.source: is missing\. The MySQL server whose data moves\./,
    ],
    [
      "a migration whose source has no host",
      (raw) => {
        raw.migration = { ...MIGRATION, source: { certificateArn: MIGRATION.source.certificateArn } };
      },
      /^migration\.source\.host: is missing\. Endpoint of the MySQL server/,
    ],
    [
      "a migration without a secret",
      (raw) => {
        raw.migration = without("sourceSecretArn");
      },
      /^migration\.sourceSecretArn: is missing\. Secret with `username`, `password`/,
    ],
    [
      "a migration of nothing",
      (raw) => {
        raw.migration = { ...MIGRATION, schemas: [] };
      },
      /^migration\.schemas: a list is not allowed/,
    ],
    [
      "days below the minimum of STANDARD_IA",
      ({ media }) => {
        media.archive = [{ days: 29, storage: "standard-ia" }];
      },
      /^media\.archive: a list is not allowed, moves to ever colder storage: standard-ia from 30 days on/,
    ],
    [
      "a move before the paid days of the class are over",
      ({ media }) => {
        media.archive = [
          { days: 180, storage: "glacier-instant-retrieval" },
          { days: 200, storage: "glacier-deep-archive" },
        ];
      },
      /^media\.archive: a list is not allowed, .+ both Glaciers 90/,
    ],
    [
      "an image tag that moves",
      ({ service }) => {
        service.imageTag = "latest";
      },
      /^service\.imageTag: "latest" is not allowed, a tag other than latest/,
    ],
    [
      "more tasks at first than at most",
      ({ service }) => {
        Object.assign(service, { desired: 25, maximum: 24 });
      },
      /^service\.desired: 25 is not allowed, minimum to maximum/,
    ],
    [
      "a minimum of tasks above the maximum",
      ({ service }) => {
        Object.assign(service, { minimum: 5, maximum: 4 });
      },
      /^service\.minimum: 5 is not allowed, 1 to 500, and not above maximum/,
    ],
    [
      "a minimum of instances above the maximum",
      ({ compute }) => {
        Object.assign(compute, { minimum: 9, maximum: 4 });
      },
      /^compute\.minimum: 9 is not allowed, 1 to 200, and not above maximum/,
    ],
    [
      "a step down that starts above the step up",
      ({ service }) => {
        Object.assign(service, { stepUpAbovePercent: 50, stepDownBelowPercent: 60 });
      },
      /^service\.stepDownBelowPercent: 60 is not allowed, 1 to 90, and below stepUpAbovePercent/,
    ],
    [
      "memory that Fargate has not for the processors",
      ({ service }) => {
        Object.assign(service, { cpu: 512, memoryMb: 8192 });
      },
      /^service\.memoryMb: 8192 is not allowed, what Fargate has: 512, 1024 or 2048/,
    ],
    [
      "a secret that is there twice",
      ({ service }) => {
        service.secrets = ["/one", "/two"].map((parameter) => ({ variable: "KEY", parameter }));
      },
      /^service\.secrets: a list is not allowed, a list of secrets, each variable once/,
    ],
    [
      "a version that Aurora MySQL does not have",
      ({ database }) => {
        database.engineVersion = "5.7.44";
      },
      /^database\.engineVersion: "5\.7\.44" is not allowed, a version that Aurora MySQL has, such as/,
    ],
    [
      "a release that Aurora MySQL never had",
      ({ database }) => {
        database.engineVersion = "8.0.mysql_aurora.3.03.9";
      },
      /^database\.engineVersion: "8\.0\.mysql_aurora\.3\.03\.9" is not allowed/,
    ],
    [
      "the class of serverless instances",
      ({ database }) => {
        database.instanceClass = "db.serverless";
      },
      /^database\.instanceClass: "db\.serverless" is not allowed/,
    ],
    [
      "a snapshot that is none",
      ({ database }) => {
        database.restoreFrom = "arn:aws:s3:::snapshots";
      },
      /^database\.restoreFrom: "arn:aws:s3:::snapshots" is not allowed, the ARN or the name of a snapshot/,
    ],
    [
      "an unknown way to recover",
      ({ recovery }) => {
        recovery.mode = "hope";
      },
      /^recovery\.mode: "hope" is not allowed, switch or active-active/,
    ],
    [
      "a private authority whose cost nobody agreed to",
      (raw) => {
        raw.serviceConnect = { acceptMonthlyCostUsd: 0 };
      },
      /^serviceConnect\.acceptMonthlyCostUsd: 0 is not allowed, 50, which you agree to pay/,
    ],
    [
      "a misspelt key, with the nearest right one",
      ({ compute }) => {
        compute.kinds = "fargate";
      },
      /^compute\.kinds: there is no such key, did you mean kind\?/,
    ],
  ];
  for (const [title, change, expected] of wrong) {
    it(`refuse ${title}`, () => {
      const found = mistakes(change);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }

  const crossed: [string, string, Change, RegExp][] = [
    [
      "a second region that is the first",
      SECONDARY,
      (raw) => {
        Object.assign(raw, { region: "ap-southeast-1" });
        (raw.network as Raw).availabilityZones = ["a", "b", "c"].map((zone) => `ap-southeast-1${zone}`);
      },
      /^region: ap-southeast-1 is not allowed, Pulumi\.web-app-prod-primary\.yaml is in it already/,
    ],
    [
      "a snapshot in another region",
      PRIMARY,
      ({ database }) => {
        database.restoreFrom = SNAPSHOT;
      },
      /^database\.restoreFrom: arn:.+ is not allowed, it is in us-east-1: name a snapshot in ap-southeast-1/,
    ],
    [
      "backups of the second region in the first",
      SECONDARY,
      ({ recovery }) => {
        recovery.replicaRegions = ["ap-southeast-1"];
      },
      /^recovery\.replicaRegions: ap-southeast-1 is not allowed, this stack is for the time when it is lost/,
    ],
    [
      "a second region whose backups go nowhere",
      SECONDARY,
      ({ recovery }) => {
        recovery.replicaRegions = [];
      },
      /^recovery\.replicaRegions: is missing: name a region for copies of this stack's backups/,
    ],
    [
      "copies in the stack's own region",
      PRIMARY,
      ({ recovery }) => {
        recovery.replicaRegions = ["ap-southeast-1"];
      },
      /^recovery\.replicaRegions: ap-southeast-1 is not allowed, it is the stack's own region/,
    ],
    [
      "two ways to recover in one system",
      PRIMARY,
      ({ recovery }) => {
        recovery.mode = "active-active";
      },
      /^recovery\.mode: active-active is not allowed, Pulumi\.web-app-prod-secondary\.yaml has switch/,
    ],
    [
      "two versions of the database",
      PRIMARY,
      ({ database }) => {
        database.engineVersion = "8.0.mysql_aurora.3.10.1";
      },
      /^database\.engineVersion: 8\.0\.mysql_aurora\.3\.10\.1 is not allowed, .+ has 8\.0\.mysql_aurora\.3\.10\.0/,
    ],
    [
      "a migration in a second region",
      SECONDARY,
      (raw) => {
        const sourceSecretArn = MIGRATION.sourceSecretArn.replace("ap-southeast-1", "us-east-1");
        raw.migration = { ...MIGRATION, sourceSecretArn };
      },
      /^migration: is not allowed in a secondary stack, the primary owns the migration/,
    ],
    [
      "a migration's secret in another region",
      PRIMARY,
      (raw) => {
        const sourceSecretArn = MIGRATION.sourceSecretArn.replace("ap-southeast-1", "us-east-1");
        raw.migration = { ...MIGRATION, sourceSecretArn };
      },
      /^migration\.sourceSecretArn: .+ is not allowed, it is in us-east-1: DMS reads secrets of its own region/,
    ],
    [
      "an adopted zone in a second region",
      SECONDARY,
      ({ dns }) => {
        dns.hostedZoneId = "Z0123456789ABCDEFGHIJ";
      },
      /^dns\.hostedZoneId: is not allowed in a secondary stack, the primary owns the zone/,
    ],
    [
      "a record that the system makes itself",
      PRIMARY,
      ({ dns }) => {
        dns.records = [{ name: "media", type: "A", values: ["192.0.2.1"] }];
      },
      /^dns\.records\.0\.name: "media" is not allowed with A, media\.app\.example\.com is made by the system/,
    ],
    [
      "canaries in a region of the system",
      PRIMARY,
      ({ watch }) => {
        watch.canaryRegion = "us-east-1";
      },
      /^watch\.canaryRegion: us-east-1 is not allowed, it is a region of the system/,
    ],
    [
      "an environment that makes names too long",
      "web-app-dev",
      (raw) => {
        Object.assign(raw, { environment: "development-of-the-far-east" });
      },
      /^environment: .+ the load balancer's name would be .+ AWS takes 32/,
    ],
  ];
  for (const [title, stack, change, expected] of crossed) {
    it(`refuse ${title}`, () => {
      const found = crossMistakes(change, stack);
      assert.ok(found.length > 0);
      assert.match(found[0] as string, expected);
    });
  }

  it("want a region for copies where there is no other stack", () => {
    const found = crossMistakes(() => {}, PRIMARY, []);
    assert.deepEqual(found.length, 1);
    assert.match(found[0] as string, /^recovery\.replicaRegions: is missing: there is no other stack yet/);
  });

  it("let a second active region be without backups while it has no database", () => {
    const others = readSiblings(".", { stack: SECONDARY, system: "web-app", environment: "prod" });
    const active = others.map((one) => ({
      ...one,
      settings: { ...one.settings, recovery: { mode: "active-active" } },
    }));
    const change =
      (restoreFrom?: string): Change =>
      (raw) => {
        raw.recovery = { mode: "active-active" };
        raw.database = { restoreFrom };
      };
    assert.deepEqual(crossMistakes(change(), SECONDARY, active), []);
    assert.match(
      crossMistakes(change(SNAPSHOT), SECONDARY, active).join(),
      /^recovery\.replicaRegions: is missing/,
    );
  });
});

describe("WEB-8 what the duties of the web application allow", () => {
  const scope = {
    partition: "aws",
    accountId: "123456789012",
    prefix: "web-app-prod",
    secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-1",
    secretKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
    pipelineArn: "arn:aws:codepipeline:us-east-1:123456789012:web-app-prod",
  };
  type Statements = { Statement: { Sid: string; Action: string | string[]; Resource: string | string[] }[] };
  const statements = (policy: string) => (JSON.parse(policy) as Statements).Statement;

  it("names actions in full, and resources of this account", () => {
    for (const policy of [operatorsPolicy(scope), developersPolicy(scope), databasePolicy(scope)]) {
      for (const { Action, Resource } of statements(policy)) {
        for (const action of [Action].flat()) assert.match(action, /^[a-z-]+:[A-Za-z]+$/);
        for (const resource of [Resource].flat())
          assert.match(resource, /^arn:aws:[a-z]+:[a-z0-9*-]+:123456789012:./);
      }
    }
  });

  it("lets operators start the pipeline, and approve, retry and roll back its stages", () => {
    const of = (sid: string) => statements(operatorsPolicy(scope)).find(({ Sid }) => Sid === sid);
    assert.equal(of("Release")?.Resource, scope.pipelineArn);
    assert.deepEqual([of("Release")?.Action].flat(), ["codepipeline:StartPipelineExecution"]);
    assert.equal(of("ApproveRelease")?.Resource, `${scope.pipelineArn}/*`);
    assert.deepEqual(
      [of("ApproveRelease")?.Action].flat(),
      ["PutApprovalResult", "RetryStageExecution", "RollbackStage"].map((name) => `codepipeline:${name}`),
    );
  });

  it("lets database administrators alone read the administrator's secret", () => {
    const reads = (policy: string) => policy.includes("secretsmanager:GetSecretValue");
    assert.deepEqual(
      [operatorsPolicy, developersPolicy, databasePolicy].map((made) => reads(made(scope))),
      [false, false, true],
    );
    const secret = statements(databasePolicy(scope)).find(({ Resource }) => Resource === scope.secretArn);
    assert.deepEqual(secret?.Action, ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]);
  });
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { packageDirectory } from "../../home/dist";
import { FileAccount } from "../../providers/aws/account/file-account";
import { Secret } from "../../providers/core/values/value";
import { aurora, types, vpc } from "../providers/aws/fixtures";
import { Cloud } from "../providers/support";
import { type Temporary, temporary } from "../support/temporary";

describe("the command `account`", () => {
  let at: Temporary;
  before(() => {
    at = temporary();
    at.write("program/Pulumi.yaml", "name: a\nruntime: nodejs\n");
    fs.symlinkSync(path.join(packageDirectory(), "..", "node_modules"), at.at("program", "node_modules"));
    const cloud = new Cloud({ account: new FileAccount(at.at("home", "account")), region: "us-east-2" });
    vpc(cloud);
    const secret = { masterUsername: "pay", masterPassword: new Secret("hunter22") };
    cloud.create(types.cluster, "database", aurora({ clusterIdentifier: "pay", ...secret }));
    const zone = cloud.create(types.zone, "zone", { name: "example.com" });
    const check = cloud.create("aws:route53/healthCheck:HealthCheck", "check", { type: "TCP", port: 1 });
    for (const [setIdentifier, type, extra] of [
      ["us-east-2", "PRIMARY", { healthCheckId: check.id }],
      ["us-west-2", "SECONDARY", {}],
    ] as const)
      cloud.create(types.record, `record-${setIdentifier}`, {
        ...{ zoneId: zone.id, name: "api", type: "A", records: ["192.0.2.1"], ttl: 60 },
        ...{ setIdentifier, failoverRoutingPolicies: [{ type }], ...extra },
      });
  });
  after(() => at.remove());

  function run(...args: string[]) {
    const file = path.join(packageDirectory(), "bin", "tandem-offline.mjs");
    const env = { ...process.env, TANDEM_OFFLINE_HOME: at.at("home") };
    const cwd = at.at("program");
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
      ...{ cwd, env, encoding: "utf8" as const },
    });
    return { status, stdout, stderr: stderr.trim() };
  }
  const account = (line: string) => run("account", ...line.split(" ").filter(Boolean));
  const succeeds = (line: string): string => {
    const { status, stdout, stderr } = account(line);
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it("is understood where the arguments of pulumi go, too", () => {
    const { status, stdout } = run("pulumi", "account", "list", "--type", "vpc");
    assert.equal(status, 0);
    assert.match(stdout, /^TYPE +NAME +ID +REGION +STACK\naws:ec2:Vpc +net +vpc-\w+ +us-east-2 +test\n$/);
  });

  it("--help lists every part of it", () => {
    const help = succeeds("--help");
    for (const part of ["list", "show", "set", "unset", "delete", "lose-region", "restore-region"])
      assert.match(help, new RegExp(`account ${part} `));
    for (const part of ["switchover", "failover", "health", "answer", "status", "reset"])
      assert.match(help, new RegExp(`account ${part} `));
    assert.equal(account("").status, 2);
  });

  it("list, show: never a secret's value", () => {
    assert.equal(JSON.parse(succeeds("list --region global --json")).length, 4);
    const page = succeeds("show pay");
    assert.match(page, /masterPassword: "\[secret\]"/);
    assert.ok(!page.includes("hunter22"));
    assert.match(page, /backupRetentionPeriod: 1/);
  });

  it("set takes text for texts and JSON for everything else", () => {
    succeeds("set pay backupRetentionPeriod=7 copyTagsToSnapshot=true preferredBackupWindow=01:00-02:00");
    succeeds("set pay tags.cost=5");
    const { outputs } = JSON.parse(succeeds("show pay --json"));
    assert.deepEqual(
      [
        outputs.backupRetentionPeriod,
        outputs.copyTagsToSnapshot,
        outputs.preferredBackupWindow,
        outputs.tags,
      ],
      [7, true, "01:00-02:00", { cost: "5" }],
    );
    succeeds("unset pay tags");
    assert.equal(JSON.parse(succeeds("show pay --json")).outputs.tags, undefined);
  });

  it("health, answer and status speak of one record", () => {
    assert.match(succeeds("answer api.example.com"), /\* +us-east-2 +failover PRIMARY +100% +healthy/);
    succeeds("health check unhealthy");
    const page = succeeds("answer api.example.com");
    assert.match(page, /us-east-2 +failover PRIMARY +unhealthy +its health check: set by hand/);
    assert.match(page, /\* +us-west-2 +failover SECONDARY +100% +healthy +it has no health check/);
    assert.match(succeeds("status"), /health checks set by hand: [\w-]+ unhealthy/);
    succeeds("health check auto");
    assert.match(succeeds("status"), /health checks set by hand: none/);
  });

  it("lose-region, restore-region, reset", () => {
    assert.match(
      succeeds("lose-region us-east-2"),
      /us-east-2 is lost: .* `account restore-region us-east-2`/,
    );
    assert.deepEqual(JSON.parse(succeeds("status --json")).lostRegions, ["us-east-2"]);
    succeeds("restore-region us-east-2");
    succeeds("lose-region us-west-2");
    succeeds("reset");
    assert.match(succeeds("status"), /^lost regions: none\n/);
  });

  for (const [line, code, message] of [
    ["lsit", 2, /there is no account lsit; there are list, show, set/],
    ["show", 2, /account show takes other arguments\. See account --help/],
    ["show --typ x", 2, /Unknown option '--typ'\. See account --help/],
    ["set pay backupRetentionPeriod", 2, /"backupRetentionPeriod" is no change; one reads PROPERTY=VALUE/],
    ["switchover --to us-west-2", 2, /it takes --global-cluster IDENTIFIER and --to REGION/],
    ["health check ill", 2, /"ill" is no health; it is healthy, unhealthy or auto/],
    ["show nothing", 1, /the account has no resource "nothing"/],
    ["set pay backupRetentionPeriod=soon", 1, /backupRetentionPeriod/],
    ["set pay engine=mysql", 1, /engine can't be changed in place, in AWS as here/],
    ["failover --global-cluster g --to us-west-2", 1, /say --allow-data-loss/],
    ["switchover --global-cluster g --to us-west-2", 1, /no global database "g"; there is none/],
    ["-C /nowhere list", 0, /^$/],
  ] as const)
    it(`"account ${line}" ${code === 0 ? "works" : `is explained in one line, exit code ${code}`}`, () => {
      const { status, stderr } = account(line);
      assert.equal(status, code, stderr);
      assert.match(stderr, message);
      assert.ok(stderr.split("\n").length <= 1, stderr);
    });

  it("faults that do not exist are refused before anything starts", () => {
    const file = path.join(packageDirectory(), "bin", "tandem-offline.mjs");
    const env = { ...process.env, TANDEM_OFFLINE_FAULTS: "throtle create" };
    const { status, stderr } = spawnSync(process.execPath, [file, "pulumi", "version"], {
      ...{ env, encoding: "utf8" as const },
    });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /TANDEM_OFFLINE_FAULTS: "throtle create": there is no fault "throtle"; did you mean/,
    );
  });

  it("delete", () => {
    succeeds("delete net");
    assert.equal(account("show net").status, 1);
  });
});

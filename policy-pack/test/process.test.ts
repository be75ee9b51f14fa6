import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  type AnalyzeResponse,
  type AnalyzerInfo,
  EnforcementLevel,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packRuleList } from "../frame/pack-rules";
import type { ResultsDocument } from "../frame/results";
import { defaultLevel, severities } from "../frame/rule";
import { rules } from "../rules";
import { resource, type TestResource, unknown } from "../testing";
import { analyzeRequest, analyzeStackRequest, configureRequest } from "./support/messages";
import { PackProcess } from "./support/pack-process";

const pack = path.resolve(__dirname, "..");

const cluster = resource("aws:eks/cluster:Cluster", "cluster", {
  vpcConfig: { endpointPrivateAccess: true },
});
const member = (name: string, kmsKeyId: unknown) =>
  resource("aws:rds/cluster:Cluster", name, {
    region: "us-east-2",
    globalClusterIdentifier: "payments",
    storageEncrypted: true,
    deletionProtection: true,
    kmsKeyId,
  });

interface Said {
  rule: string;
  level: string;
  severity: number;
  message: string;
  urn: string;
}

const levelNames = new Map(Object.entries(EnforcementLevel).map(([name, level]) => [level, name]));

function diagnostics(response: AnalyzeResponse): Said[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    level: levelNames.get(diagnostic.getEnforcementlevel()) ?? "",
    severity: diagnostic.getSeverity(),
    message: diagnostic.getMessage().split("\n")[0] ?? "",
    urn: diagnostic.getUrn().split("::").at(-1) ?? "",
  }));
}

function levelsFor(ids: readonly string[]): Record<string, string> {
  const off = severities.map((severity) => [severity, "disabled"]);
  const on = rules
    .filter(({ id }) => ids.includes(id))
    .map(({ id, severity }) => [id, defaultLevel(severity)]);
  return Object.fromEntries([...off, ...on]);
}

describe("pack process", function () {
  this.timeout(30_000);
  let directory: string;
  let running: PackProcess;

  const analyze = async (target: TestResource) =>
    running.call<AnalyzeResponse>((client, done) => client.analyze(analyzeRequest(target), done));
  const analyzeStack = async (...resources: TestResource[]) =>
    diagnostics(
      await running.call<AnalyzeResponse>((client, done) =>
        client.analyzeStack(analyzeStackRequest(resources), done),
      ),
    );
  const configure = (policies: Parameters<typeof configureRequest>[0]) =>
    running.call<Empty>((client, done) => client.configure(configureRequest(policies), done));
  /** All rules but these are off, so that the test says nothing of rules to come. */
  const only = (...ids: string[]) => ({
    "well-architected": { level: "MANDATORY" as const, settings: { levels: levelsFor(ids) } },
  });
  const results = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as ResultsDocument;

  before(() => {
    const { status, stderr } = spawnSync(process.execPath, ["build.mjs"], { cwd: pack, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });
  beforeEach(async () => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "pack-"));
    running = await PackProcess.start({ TANDEM_POLICY_RESULTS: path.join(directory, "results.json") });
  });
  afterEach(() => {
    running.stop();
    fs.rmSync(directory, { recursive: true });
  });

  it("lists the settings and each rule once", async () => {
    const info = await running.call<AnalyzerInfo>((client, done) =>
      client.getAnalyzerInfo(new Empty(), done),
    );
    assert.equal(info.getName(), "tandem-well-architected");
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      ["well-architected", ...rules.map(({ id }) => id), ...packRuleList.map(({ id }) => id)],
    );
  });

  it("reports a resource rule, and skips the types that no rule looks at", async () => {
    await configure(only("database-deletion-protection", "eks-api-private"));
    const response = await analyze(cluster);
    assert.deepEqual(
      diagnostics(response).map(({ rule, level, urn }) => [rule, level, urn]),
      [
        ["database-deletion-protection", "MANDATORY", "cluster"],
        ["eks-api-private", "MANDATORY", "cluster"],
      ],
    );
    const skipped = await analyze(resource("aws:sqs/queue:Queue", "queue", { name: "a" }));
    assert.equal(skipped.getDiagnosticsList().length, 0);
    // What is not applicable is told to the engine one by one, for each resource.
    assert.equal(skipped.getNotApplicableList().length, 0);
  });

  it("reports stack rules under their own names, past a value that is not known", async () => {
    await configure(only("aurora-global-regions-distinct", "aurora-global-regional-cmk"));
    const foreign = "arn:aws:kms:us-west-2:111122223333:key/a";
    assert.deepEqual(await analyzeStack(member("a", foreign), member("b", unknown), member("c", "")), [
      {
        rule: "aurora-global-regions-distinct",
        level: "MANDATORY",
        severity: 4,
        message: "It is in us-east-2, as a of the same global database is.",
        urn: "b",
      },
      {
        rule: "aurora-global-regions-distinct",
        level: "MANDATORY",
        severity: 4,
        message: "It is in us-east-2, as a of the same global database is.",
        urn: "c",
      },
      {
        rule: "aurora-global-regional-cmk",
        level: "MANDATORY",
        severity: 4,
        message: "Its key is in us-west-2, the member in us-east-2.",
        urn: "a",
      },
      {
        rule: "aurora-global-regional-cmk",
        level: "MANDATORY",
        severity: 4,
        message: "kmsKeyId is not set: the member gets AWS's own key.",
        urn: "c",
      },
      {
        rule: "aurora-global-regional-cmk",
        level: "ADVISORY",
        severity: 4,
        message: "Not evaluated: b (kmsKeyId is not known yet).",
        urn: "",
      },
    ]);
  });

  it("obeys the engine's configuration, for stack rules too", async () => {
    await configure({
      "well-architected": {
        level: "MANDATORY",
        settings: { levels: { ...levelsFor(["aurora-global-regional-cmk"]), kubernetes: "advisory" } },
      },
      "aurora-global-regions-distinct": { level: "DISABLED" },
      "aurora-global-regional-cmk": { level: "ADVISORY" },
      "eks-api-private": { level: "MANDATORY", settings: { allowedCidrs: ["203.0.113.0/24"] } },
      "database-deletion-protection": { level: "DISABLED" },
    });
    const levels = (said: Said[]) => said.map(({ rule, level, message }) => [rule, level, message]);
    const concerned = diagnostics(await analyze(cluster)).filter(({ rule }) =>
      ["eks-api-private", "database-deletion-protection"].includes(rule),
    );
    assert.deepEqual(levels(concerned), [
      ["eks-api-private", "ADVISORY", "Its public endpoint is open to more than the allowed address ranges."],
    ]);
    assert.deepEqual(levels(await analyzeStack(member("one", ""), member("two", "alias/aws/rds"))), [
      ["aurora-global-regional-cmk", "ADVISORY", "kmsKeyId is not set: the member gets AWS's own key."],
      ["aurora-global-regional-cmk", "ADVISORY", "kmsKeyId is the alias of AWS's own key."],
    ]);
  });

  it("writes the results of both kinds of rule to the file of the environment", async () => {
    const file = path.join(directory, "results.json");
    await configure(only("database-deletion-protection", "eks-api-private"));
    await analyze(cluster);
    assert.equal(results(file).complete, false);
    await analyzeStack(cluster);
    const { pack: name, complete, counts } = results(file);
    assert.deepEqual([name, complete], ["tandem-well-architected", true]);
    assert.deepEqual(counts, { violations: 2, advisories: 0, waived: 0, notEvaluated: 0, evaluated: 2 });
  });

  it("writes the results to the configured file when the environment names none", async () => {
    running.stop();
    running = await PackProcess.start({ TANDEM_POLICY_RESULTS: "" });
    const file = path.join(directory, "configured.json");
    await configure({ "well-architected": { level: "MANDATORY", settings: { results: file } } });
    await analyzeStack(cluster);
    assert.equal(results(file).complete, true);
  });

  it("writes every form of results that the configuration names", async () => {
    running.stop();
    running = await PackProcess.start({ TANDEM_POLICY_RESULTS: "" });
    const files = ["a.json", "a.sarif", "a.xml", "a.md"].map((name) => path.join(directory, name));
    await configure({ "well-architected": { level: "MANDATORY", settings: { results: files } } });
    await analyze(cluster);
    await analyzeStack(cluster);
    const [asJson, asSarif, asXml, asMarkdown] = files.map((file) => fs.readFileSync(file, "utf8"));
    assert.ok(JSON.parse(asJson ?? "").counts.violations > 0);
    assert.equal(JSON.parse(asSarif ?? "").version, "2.1.0");
    assert.match(asXml ?? "", /<testsuite name="eks-api-private"/);
    assert.match(asMarkdown ?? "", /## Mandatory violations/);
  });

  it("reads waivers and snapshots where the configuration says, tells what is wrong there, and runs the rules", async () => {
    running.stop();
    running = await PackProcess.start({ PWD: directory });
    fs.writeFileSync(
      path.join(directory, "waivers.yaml"),
      `waivers:
  - rule: eks-api-private
    resource: clus*
    reason: the office has no other way in yet
    owner: platform
    expires: 2999-12-31
  - rule: eks-api-privat
    resource: cluster
`,
    );
    fs.writeFileSync(path.join(directory, "broken.json"), "{");
    const { levels } = only("eks-api-private")["well-architected"].settings;
    const pack = ["waiver-valid", "peer-snapshot-readable"].map((id) => [id, "mandatory"]);
    const settings = {
      levels: { ...levels, ...Object.fromEntries(pack) },
      waivers: "waivers.yaml",
      peers: ["broken.json", "missing.json"],
    };
    await configure({ "well-architected": { level: "MANDATORY", settings } });
    assert.deepEqual(diagnostics(await analyze(cluster)), []);
    const said = await analyzeStack(cluster);
    assert.deepEqual(
      said.map(({ rule, level, message }) => [rule, level, message]),
      [
        ["peer-snapshot-readable", "MANDATORY", "broken.json: the file is no JSON; it may be cut off."],
        ["peer-snapshot-readable", "MANDATORY", "missing.json: there is no such file."],
        ["waiver-valid", "MANDATORY", "waivers.yaml:7: reason is missing."],
        ["waiver-valid", "MANDATORY", "waivers.yaml:7: owner is missing."],
        ["waiver-valid", "MANDATORY", "waivers.yaml:7: expires is missing."],
        [
          "waiver-valid",
          "MANDATORY",
          'waivers.yaml:7: there is no rule "eks-api-privat"; the nearest is eks-api-private.',
        ],
        [
          "eks-api-private",
          "ADVISORY",
          "Waived: cluster (the office has no other way in yet; platform, until 2999-12-31).",
        ],
      ],
    );
  });

  it("mends a resource where the configuration allows it, and nothing else", async () => {
    const key = resource("aws:kms/key:Key", "key", { description: "a" });
    const mend = () =>
      running.call<RemediateResponse>((client, done) => client.remediate(analyzeRequest(key), done));
    assert.deepEqual((await mend()).getRemediationsList(), []);
    await configure({
      "well-architected": { level: "MANDATORY", settings: { remediate: ["kms-rotation-and-window"] } },
      "kms-rotation-and-window": { level: "MANDATORY" },
      "eks-audit-logs": { level: "MANDATORY" },
    });
    const mended = (await mend()).getRemediationsList();
    assert.deepEqual(
      mended.map((one) => one.getPolicyname()),
      ["kms-rotation-and-window"],
    );
    assert.equal(mended[0]?.getProperties()?.toJavaScript().enableKeyRotation, true);
    assert.equal(mended[0]?.getProperties()?.toJavaScript().description, "a");
  });
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type AnalyzeResponse, type AnalyzerInfo, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { ResultsDocument } from "../frame/results";
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
      ["well-architected", ...rules.map(({ id }) => id)],
    );
  });

  it("reports a resource rule, and skips the types that no rule looks at", async () => {
    const response = await analyze(cluster);
    assert.deepEqual(
      diagnostics(response).map(({ rule, level, urn }) => [rule, level, urn]),
      [
        ["database-deletion-protection", "MANDATORY", "cluster"],
        ["eks-api-private", "MANDATORY", "cluster"],
      ],
    );
    const skipped = await analyze(resource("aws:sqs/queue:Queue", "queue", { name: "a" }));
    const types = new Set(rules.flatMap((rule) => rule.types));
    assert.equal(skipped.getDiagnosticsList().length, 0);
    // Pulumi's server says "not applicable" by itself only where it took the fast path.
    assert.equal(skipped.getNotApplicableList().length, types.size);
  });

  it("reports stack rules under their own names, past a value that is not known", async () => {
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
      "well-architected": { level: "MANDATORY", settings: { levels: { kubernetes: "advisory" } } },
      "aurora-global-regions-distinct": { level: "DISABLED" },
      "aurora-global-regional-cmk": { level: "ADVISORY" },
      "eks-api-private": { level: "MANDATORY", settings: { allowedCidrs: ["203.0.113.0/24"] } },
      "database-deletion-protection": { level: "DISABLED" },
    });
    const levels = (said: Said[]) => said.map(({ rule, level, message }) => [rule, level, message]);
    assert.deepEqual(levels(diagnostics(await analyze(cluster))), [
      ["eks-api-private", "ADVISORY", "Its public endpoint is open to more than the allowed address ranges."],
    ]);
    assert.deepEqual(levels(await analyzeStack(member("one", ""), member("two", "alias/aws/rds"))), [
      ["aurora-global-regional-cmk", "ADVISORY", "kmsKeyId is not set: the member gets AWS's own key."],
      ["aurora-global-regional-cmk", "ADVISORY", "kmsKeyId is the alias of AWS's own key."],
    ]);
  });

  it("writes the results of both kinds of rule to the file of the environment", async () => {
    const file = path.join(directory, "results.json");
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
});

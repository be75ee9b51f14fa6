import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { boundedPolicies } from "../../proof/access/managed-policies";
import { type AccessReport, accessPages, complaintsOf, reportOf } from "../../proof/access/report";
import { systemGraphs } from "../../proof/access/systems";
import { systemNames } from "../../stacks/settings/schemas";

const root = path.resolve(__dirname, "../..");

describe("access in the five systems", () => {
  let report: AccessReport;
  before(async () => {
    report = await reportOf(await systemGraphs());
  });

  it("is right in every statement, or has a reason that is needed, and is what every row asks for", () => {
    assert.deepEqual(complaintsOf(report, true), []);
  });

  it("is asked for in every system", () => {
    const asked = report.systems.map(({ graph, answers }) => [graph.system, answers.length >= 30]);
    assert.deepEqual(asked.sort(), systemNames.map((name) => [name, true]).sort());
  });

  it("is read from every kind of document, and no document is left unread", () => {
    for (const { graph, collected } of report.systems) {
      const kinds = new Set(collected.documents.map(({ kind }) => kind));
      assert.deepEqual([...kinds].sort(), ["endpoint", "identity", "resource", "trust"], graph.system);
      assert.deepEqual(collected.unread, [], graph.system);
    }
  });

  it("takes from AWS only managed policies whose bounds are known, and from all of them", () => {
    const attached = report.systems.flatMap(({ collected }) =>
      collected.managed.map(({ policyArn }) => policyArn),
    );
    const names = [...new Set(attached.map((arn) => arn.split("/").at(-1) as string))];
    assert.deepEqual(names.sort(), [...boundedPolicies].sort());
  });

  it("is written down as it is", () => {
    for (const [file, content] of accessPages(report))
      assert.equal(fs.readFileSync(path.join(root, file), "utf8"), content, "run npm run access -- --docs");
  });
});

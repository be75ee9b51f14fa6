import assert from "node:assert/strict";
import { otherChecks, otherNames, tools } from "../docs-pages/other-tools";
import { rules } from "../rules";

/**
 * The ids were compared with their sources when the list was made: Checkov's with the `id`s of the files in
 * `checkov/terraform/checks` of checkov 3.3.30 (PyPI), cdk-nag's with RULES.md of cdk-nag 3.0.2 (npm), AWSGuard's with
 * the `name`s in @pulumi/awsguard 0.3.1 (npm), those of compliance-policies with the paths of its files below
 * `vendor-aws/aws` (github.com/pulumi/compliance-policies), and Security Hub's with the control reference of its user guide
 * (github.com/awsdocs/aws-security-hub-user-guide).
 */
const forms: Readonly<Record<string, RegExp>> = {
  checkov: /^CKV2?_AWS_[1-9]\d*$/,
  "cdk-nag": /^(AwsSolutions-[A-Z][A-Z0-9]*\d|PCI\.DSS\.321-[A-Z]\w+)$/,
  "security-hub": /^[A-Z][A-Za-z0-9]+\.[1-9]\d*$/,
  "compliance-policies": /^[a-z0-9]+\/[A-Z]\w+\/[a-z]\w+$/,
  awsguard: /^[a-z0-9]+(-[a-z0-9]+)+$/,
};
const ids = new Set(rules.map(({ id }) => id));

describe("checks of other tools", () => {
  it("are at least 250, of five tools, more than half of them made by our rules", () => {
    assert.ok(otherChecks.length >= 250, `${otherChecks.length}`);
    assert.deepEqual([...new Set(otherChecks.map(({ peer }) => peer))].sort(), Object.keys(tools).sort());
    assert.ok(otherChecks.filter(({ ours }) => ours !== undefined).length > otherChecks.length / 2);
  });

  it("have a rule that there is, or a reason, and never both", () => {
    for (const { id, ours, reason } of otherChecks) {
      assert.notEqual(ours === undefined, reason === undefined, id);
      if (ours !== undefined) assert.ok(ids.has(ours), `${id}: ${ours}`);
      else assert.match(reason ?? "", /^[A-Z].{20,}\.$/, id);
    }
  });

  it("name in their reasons only rules that there are", () => {
    for (const { id, reason = "" } of otherChecks) {
      const named = reason.match(/\b[a-z0-9]+(-[a-z0-9]+){2,}\b/g) ?? [];
      const unknown = named.filter((name) => !ids.has(name) && !/^[a-z]{2}-[a-z]+-\d$/.test(name));
      assert.deepEqual(unknown, [], id);
    }
  });

  it("have ids in the form of their tool, each once", () => {
    for (const { peer, id } of otherChecks) assert.match(id, forms[peer] ?? /^$/, peer);
    const names = otherChecks.map(({ peer, id }) => `${peer} ${id}`);
    assert.equal(new Set(names).size, names.length);
  });

  it("stand on the pages of the rules that make them", () => {
    for (const { peer, id, ours } of otherChecks) {
      if (ours === undefined) continue;
      const [tool = ""] = (tools[peer] ?? "").split(/[ ,]+(?=\d|packs|controls)/);
      const line = otherNames(ours).find((names) => names.startsWith(`${tool}: `)) ?? "";
      assert.ok(
        line
          .slice(tool.length + 2)
          .split(", ")
          .includes(id),
        `${id}: ${line}`,
      );
    }
  });

  it("hold every check of AWSGuard", () => {
    assert.equal(otherChecks.filter(({ peer }) => peer === "awsguard").length, 26);
  });
});

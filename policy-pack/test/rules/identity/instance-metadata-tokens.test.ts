import assert from "node:assert/strict";
import { instanceMetadataTokens as rule } from "../../../rules/identity/instance-metadata-tokens";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const machines = [
  "aws:ec2/instance:Instance",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws:ec2/launchTemplate:LaunchTemplate",
];
const bad = "machine: metadataOptions.httpTokens is not required.";

describe("instance-metadata-tokens", () => {
  for (const type of machines) {
    const of = (metadataOptions: unknown) => said(rule, [resource(type, "machine", { metadataOptions })]);

    it(`judges ${type}`, async () => {
      assert.deepEqual(await of({ httpTokens: "required" }), []);
      assert.deepEqual(await of({ httpEndpoint: "disabled" }), []);
      assert.deepEqual(await of({ httpTokens: "optional" }), [bad]);
      assert.deepEqual(await of(undefined), [bad]);
      assert.deepEqual(await of(unknown), ["machine? metadataOptions is not known yet"]);
    });
  }

  it("leaves templates of EKS nodes to the rule about nodes", async () => {
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "machine", {});
    const nodes = resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
      launchTemplate: { id: reference(template), version: "1" },
    });
    assert.deepEqual(await said(rule, [template, nodes]), []);
    const group = resource("aws:autoscaling/group:Group", "workers", {
      launchTemplate: { id: reference(template) },
    });
    assert.deepEqual(await said(rule, [template, group]), [bad]);
  });
});

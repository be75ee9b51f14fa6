import assert from "node:assert/strict";
import { resourceJson, resourcePage } from "../../commands/account-render";
import { Secret } from "../../providers/core/values/value";

const stored = (type: string, outputs: Record<string, string | Secret>) => ({
  type,
  urn: `urn:pulumi:dev::other::${type}::one`,
  id: "one",
  region: "eu-west-1",
  generation: 0,
  createdAt: 0,
  inputs: {},
  outputs,
});

describe("what `account` shows of a resource", () => {
  it("hides what the provider calls a secret", () => {
    const { outputs } = resourceJson(
      stored("aws:apigateway/apiKey:ApiKey", { value: new Secret("hunter2") }),
    );
    assert.deepEqual(outputs, { value: "[secret]" });
  });

  it("hides the key that a usage plan's key repeats, which the provider does not call a secret", () => {
    const key = stored("aws:apigateway/usagePlanKey:UsagePlanKey", { name: "till", value: "hunter2" });
    assert.deepEqual(resourceJson(key).outputs, { name: "till", value: "[secret]" });
    assert.doesNotMatch(resourcePage(key), /hunter2/);
  });

  it("shows values of other types", () => {
    const parameter = stored("aws:ssm/parameter:Parameter", { value: "public" });
    assert.deepEqual(resourceJson(parameter).outputs, { value: "public" });
  });
});

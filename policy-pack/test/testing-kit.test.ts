import assert from "node:assert/strict";
import { resourceRule } from "../frame/rule";
import { text } from "../frame/values";
import { judge, secret, unknown } from "../testing";
import { a, texts } from "./support/probes";

describe("testing kit", () => {
  it("fails when a message prints a secret", async () => {
    const leaky = resourceRule({
      ...texts,
      id: "leaky",
      types: ["test:a:A"],
      check: ({ props }, { violation }) => violation(`It is ${text(props, "state")}.`),
    });
    await assert.rejects(judge(leaky, [a("one", secret("hunter2"))]), /leaky prints a secret of one/);
  });

  it("runs any Pulumi policy, and stops it at an unknown value as Pulumi does", async () => {
    const policy = {
      name: "plain",
      description: "",
      validateResource: (
        args: { props: Record<string, unknown> },
        reportViolation: (message: string) => void,
      ) => {
        if (args.props.state === "bad") reportViolation("bad");
      },
    };
    assert.deepEqual(await judge(policy, [a("one", "bad"), a("two", unknown)]), [
      { rule: "plain", resource: "one", status: "violation", message: "bad" },
      {
        rule: "plain",
        resource: "two",
        status: "not-evaluated",
        message: "string value at .state can't be known during preview",
      },
    ]);
  });
});

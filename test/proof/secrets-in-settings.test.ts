import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readStacks } from "../../proof/run-stacks";
import { loadSettings } from "../../stacks/settings/load";
import { parseSettings } from "../../stacks/settings/parse";

const STACK = "request-response-primary";
const CANARY = "hunter2-hunter2";

function shipped(): Record<string, unknown> {
  return structuredClone(readStacks().find(({ stack }) => stack === STACK)?.settings ?? {});
}

/** Pulumi's configuration of the stack, as the program gets it: structured values as JSON. */
function configured(settings: Record<string, unknown>, secretKeys: string[]): void {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const config = Object.entries(settings).map(([key, value]) => [`tandem:${key}`, text(value)]);
  pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    "tandem",
    STACK,
    true,
  );
  pulumi.runtime.setAllConfig(Object.fromEntries(config), secretKeys);
}

describe("a secret in the settings", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  it("is refused when it is encrypted, each by its key, before anything is said of a value", () => {
    const wrong = { ...shipped(), watch: { emails: [CANARY] }, masterPassword: CANARY };
    configured(wrong, ["tandem:watch", "tandem:masterPassword", "aws:secretKey"]);
    assert.throws(loadSettings, (error: Error) => {
      const lines = error.message.split("\n");
      assert.deepEqual(
        lines.map((line) => line.split(", ")[0]),
        [`Pulumi.${STACK}.yaml: watch: is encrypted`, `Pulumi.${STACK}.yaml: masterPassword: is encrypted`],
      );
      assert.doesNotMatch(error.message, new RegExp(CANARY));
      return true;
    });
  });

  it("is none where Pulumi's own settings are encrypted", () => {
    configured(shipped(), ["aws:secretKey"]);
    assert.equal(loadSettings().settings.system, "request-response");
  });

  it("is not repeated where it was pasted in place of a secret's name", () => {
    const settings = shipped();
    const users = {
      identityProvider: {
        name: "Login",
        issuer: "https://login.example.com",
        clientId: "shop",
        clientSecretName: `${CANARY} !`,
      },
    };
    const { mistakes } = parseSettings({ ...settings, users });
    assert.deepEqual(mistakes, [
      {
        path: "users.identityProvider.clientSecretName",
        sentence: "this text is not allowed, the name of a secret in Secrets Manager of each region",
      },
    ]);
  });

  it("is not repeated where it was given under a key that there is not", () => {
    const [mistake, ...others] = parseSettings({ ...shipped(), masterPassword: CANARY }).mistakes;
    assert.match(String(mistake?.sentence), /^there is no such key/);
    assert.deepEqual(others, []);
    assert.doesNotMatch(JSON.stringify(mistake), new RegExp(CANARY));
  });
});

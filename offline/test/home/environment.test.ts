import assert from "node:assert/strict";
import { engineEnvironment, enginePaths } from "../../home/environment";

describe("the environment of a home", () => {
  const paths = enginePaths("/home");
  const environment = (caller: NodeJS.ProcessEnv, fastState = false) =>
    engineEnvironment(paths, "/cli/pulumi", fastState, caller);

  it("has none of the caller's credentials, and keeps the region", () => {
    const kept = environment({
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
      AWS_PROFILE: "c",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-2",
      PULUMI_ACCESS_TOKEN: "d",
      PULUMI_CONFIG_PASSPHRASE_FILE: "e",
      PULUMI_STACK: "dev",
    });
    const names = Object.keys(kept).filter((name) => /^AWS_/.test(name));
    assert.deepEqual(names, ["AWS_REGION", "AWS_DEFAULT_REGION"]);
    assert.equal(kept.PULUMI_ACCESS_TOKEN, undefined);
    assert.equal(kept.PULUMI_CONFIG_PASSPHRASE_FILE, undefined);
    assert.equal(kept.PULUMI_STACK, "dev");
  });

  it("has its own backend, whatever the caller's is", () => {
    const { PULUMI_BACKEND_URL, PULUMI_HOME } = environment({
      PULUMI_BACKEND_URL: "s3://x",
      PULUMI_HOME: "/me",
    });
    assert.deepEqual([PULUMI_BACKEND_URL, PULUMI_HOME], ["file:///home/state", "/home/pulumi"]);
  });

  it("finds its own CLI first and never a provider that lies on the PATH", () => {
    const { PATH, PULUMI_IGNORE_AMBIENT_PLUGINS } = environment({ PATH: "/usr/bin" });
    assert.equal(PATH, "/cli:/usr/bin");
    assert.equal(PULUMI_IGNORE_AMBIENT_PLUGINS, "true");
  });

  it("skips checkpoints only when asked to", () => {
    assert.equal(environment({}).PULUMI_SKIP_CHECKPOINTS, undefined);
    assert.equal(environment({}, true).PULUMI_SKIP_CHECKPOINTS, "true");
  });

  it("takes the passphrase of settings that have secrets", () => {
    assert.equal(environment({ PULUMI_CONFIG_PASSPHRASE: "mine" }).PULUMI_CONFIG_PASSPHRASE, "offline");
    assert.equal(environment({ TANDEM_OFFLINE_PASSPHRASE: "theirs" }).PULUMI_CONFIG_PASSPHRASE, "theirs");
  });
});

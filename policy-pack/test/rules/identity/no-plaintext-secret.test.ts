import assert from "node:assert/strict";
import { looksLikeCredential, namesCredential, pointsElsewhere } from "../../../rules/identity/credentials";
import { noPlaintextSecret as rule } from "../../../rules/identity/no-plaintext-secret";
import { resource, secret, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

// Put together here so that nobody's scanner takes this file for a leak.
const accessKey = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const privateKey = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
const named = "A variable whose name says that it is a secret has its value in clear.";
const formed = "A variable holds a credential in clear.";

const fn = (variables: unknown) =>
  resource("aws:lambda/function:Function", "it", { environment: { variables } });
const task = (containerDefinitions: unknown) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", "it", { containerDefinitions });
const container = (name: string, value: string) => task(JSON.stringify([{ environment: [{ name, value }] }]));
const project = (variable: Record<string, unknown>) =>
  resource("aws:codebuild/project:Project", "it", { environment: { environmentVariables: [variable] } });
const parameter = (props: Record<string, unknown>) => resource("aws:ssm/parameter:Parameter", "it", props);
const instance = (props: Record<string, unknown>, type = "instance:Instance") =>
  resource(`aws:ec2/${type}`, "it", props);

describe("no-plaintext-secret", () => {
  it("accepts what only says where a secret is", async () => {
    const good: TestResource[] = [
      fn({ DB_SECRET_ARN: "arn:aws:s", DB_HOST: "db.example.com", TOKEN_TTL: "60", API_KEY: "arn:aws:s" }),
      task(JSON.stringify([{ secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:s" }] }])),
      project({ name: "TOKEN", value: "/ci/token", type: "PARAMETER_STORE" }),
      parameter({ type: "SecureString", name: "/app/password", value: secret("hunter2") }),
      instance({ userData: "#!/bin/sh\naws secretsmanager get-secret-value" }),
      resource("aws:rds/cluster:Cluster", "it", {
        masterPasswordWo: secret("hunter2"),
        masterPasswordWoVersion: 1,
      }),
      resource("aws:rds/cluster:Cluster", "it", { manageMasterUserPassword: true }),
      resource("aws:rds/instance:Instance", "it", { password: "x", replicateSourceDb: "payments" }),
    ];
    for (const one of good) assert.deepEqual(await said(rule, [one]), [], one.type);
  });

  it("refuses a database's password, known or not", async () => {
    for (const password of [secret("hunter2"), unknown]) {
      for (const kind of ["rds", "docdb", "redshift"]) {
        const cluster = resource(`aws:${kind}/cluster:Cluster`, "it", { masterPassword: password });
        assert.deepEqual(await said(rule, [cluster]), [
          "it: masterPassword is set: use masterPasswordWo, or let AWS manage the password.",
        ]);
      }
      const single = resource("aws:rds/instance:Instance", "it", { password });
      assert.deepEqual(await said(rule, [single]), [
        "it: password is set: use passwordWo, or let AWS manage the password.",
      ]);
    }
  });

  it("refuses variables by their names, of functions, containers and builds", async () => {
    const variable = { name: "DB_PASSWORD", value: secret("hunter2") };
    for (const bad of [
      fn({ DB_PASSWORD: secret("hunter2") }),
      container("DB_PASSWORD", "hunter2"),
      project(variable),
    ]) {
      assert.deepEqual(await said(rule, [bad]), [`it: ${named}`]);
    }
  });

  it("refuses credentials by their form, whatever they are called", async () => {
    for (const bad of [
      fn({ SETTING: accessKey }),
      container("URL", "postgres://app:hunter2@db.example.com/payments"),
      project({ name: "K", value: privateKey, type: "PLAINTEXT" }),
    ]) {
      assert.deepEqual(await said(rule, [bad]), [`it: ${formed}`]);
    }
  });

  it("refuses parameters that are not encrypted", async () => {
    assert.deepEqual(
      await said(rule, [parameter({ type: "String", name: "/app/db/password", value: "hunter2" })]),
      [`it: ${named}`],
    );
    assert.deepEqual(
      await said(rule, [parameter({ type: "StringList", name: "/app/x", value: accessKey })]),
      [`it: ${formed}`],
    );
  });

  for (const type of [
    "instance:Instance",
    "launchTemplate:LaunchTemplate",
    "launchConfiguration:LaunchConfiguration",
  ]) {
    it(`refuses credentials in the user data of ${type}, plain and in base64`, async () => {
      const script = `export AWS_ACCESS_KEY_ID=${accessKey}`;
      for (const userData of [script, Buffer.from(script).toString("base64")]) {
        assert.deepEqual(await said(rule, [instance({ userData }, type)]), [
          "it: userData holds a credential in clear.",
        ]);
      }
    });
  }

  it("tells of an unknown value only where its name makes it a suspect, and sees the one behind it", async () => {
    assert.deepEqual(await said(rule, [fn({ QUEUE_URL: unknown, API_TOKEN: secret("hunter2") })]), [
      `it: ${named}`,
    ]);
    assert.deepEqual(await said(rule, [fn({ API_TOKEN: unknown, PASSWORD: secret("hunter2") })]), [
      `it: ${named}`,
      "it? environment.variables.API_TOKEN is not known yet",
    ]);
    assert.deepEqual(await said(rule, [task(unknown)]), ["it? containerDefinitions is not known yet"]);
    assert.deepEqual(await said(rule, [task("{")]), ["it? containerDefinitions is no list of containers"]);
  });

  it("knows names of secrets from names of where they are", () => {
    for (const name of [
      "PASSWORD",
      "dbPassword",
      "db.password",
      "API_KEY",
      "apikey",
      "GITHUB_TOKEN",
      "SECRET_2",
    ]) {
      assert.equal(namesCredential(name), true, name);
    }
    for (const name of ["PASSWORD_FILE", "SECRET_ARN", "tokenUrl", "KEY", "PRIMARY_KEY", "TOKENIZER", ""]) {
      assert.equal(namesCredential(name), false, name);
    }
  });

  it("knows credentials by their form, and values that only point to one", () => {
    for (const value of [accessKey, privateKey, "amqps://u:p@mq", `x=ghp_${"a".repeat(36)}`]) {
      assert.equal(looksLikeCredential(value), true);
    }
    for (const value of [
      "https://example.com:443/a@b",
      "postgres://db/x",
      "postgres://{user}:{password}@db",
      '[{"issuer":"https://login.example.com","audience":"orders@shop"}]',
      "akia",
    ]) {
      assert.equal(looksLikeCredential(value), false, value);
    }
    for (const value of ["", "true", "3600", "arn:aws:s", "{{resolve:ssm:x}}", "https://idp.example.com"]) {
      assert.equal(pointsElsewhere(value), true, value);
    }
    assert.equal(pointsElsewhere("hunter2"), false);
  });
});

describe("a value that tells where a credential is", () => {
  const table: Record<string, boolean> = {
    "": true,
    TRUE: true,
    none: true,
    "123456": true,
    "1234567": false,
    "true-story": false,
    "arn:aws:secretsmanager:us-east-2:1:secret:a": true,
    "my arn:aws": false,
    "{{resolve:secretsmanager:a}}": true,
    "x{{resolve:secretsmanager:a}}": false,
    "${token}": true,
    "x${token}": false,
    "/app/password": true,
    "app/password": false,
    "http://vault.example.com/a": true,
    "https://vault.example.com/a": true,
    "vault://a": true,
    "x https://a": false,
  };
  for (const [value, expected] of Object.entries(table)) {
    it(`${value || "nothing"}: ${expected}`, () => assert.equal(pointsElsewhere(value), expected));
  }

  it("is named by words apart or together, in any spelling", () => {
    for (const name of ["dbPassword", "db.password", "api-key", "API_KEY_2", "app/token"]) {
      assert.equal(namesCredential(name), true, name);
    }
    for (const name of ["tokenUrl", "passwordArn", "keys"]) assert.equal(namesCredential(name), false, name);
  });
});

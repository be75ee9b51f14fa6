import assert from "node:assert/strict";
import {
  newPassword,
  type RotationEvent,
  rotate,
  type Stage,
  type Tools,
} from "../../workloads/database-rotation/rotation";
import { scramVerifier } from "../../workloads/database-rotation/scram";
import { type SecretsManagerClient, vaultOf } from "../../workloads/database-rotation/secrets-manager";

const secretId =
  "arn:aws:secretsmanager:us-east-2:111122223333:secret:payment-hub-prod/database/administrator-AbCdEf";
const credentials = {
  engine: "postgres",
  host: "payment-hub-prod.global-x1.global.rds.amazonaws.com",
  port: 5432,
  dbname: "payments",
  username: "hub_administrator",
  password: "first password",
};

/** Secrets Manager as far as labels and versions go. */
class FakeSecretsManager implements SecretsManagerClient {
  rotates = true;
  readonly labels: Record<string, string[]> = { one: ["AWSCURRENT"] };
  readonly values: Record<string, string> = { one: JSON.stringify(credentials) };

  /** What RotateSecret does before it calls the function; refused while an earlier rotation is not over. */
  begin(version: string): void {
    const [open] = Object.entries(this.labels).filter(([, labels]) => labels.includes("AWSPENDING"));
    assert.ok(open === undefined || open[1].includes("AWSCURRENT"), "a previous rotation isn't complete");
    this.labels[version] = ["AWSPENDING"];
  }

  password(stage: Stage): string {
    return (JSON.parse(this.values[this.holder(stage)] ?? "{}") as { password: string }).password;
  }

  async describeSecret() {
    const labelled = Object.entries(this.labels).filter(([, labels]) => labels.length > 0);
    return {
      RotationEnabled: this.rotates,
      VersionIdsToStages: structuredClone(Object.fromEntries(labelled)),
    };
  }

  async getSecretValue({ VersionStage, VersionId }: { VersionStage: string; VersionId?: string }) {
    const version = VersionId ?? this.holder(VersionStage);
    const value = this.values[version];
    if (value === undefined || !this.labels[version]?.includes(VersionStage)) {
      throw Object.assign(new Error("not found"), { name: "ResourceNotFoundException" });
    }
    return { SecretString: value };
  }

  async putSecretValue(input: { ClientRequestToken: string; SecretString: string; VersionStages: string[] }) {
    const { ClientRequestToken: version, SecretString: value } = input;
    assert.ok(
      this.values[version] === undefined || this.values[version] === value,
      "ResourceExistsException",
    );
    this.values[version] = value;
    this.labels[version] = input.VersionStages;
  }

  async updateSecretVersionStage(input: {
    VersionStage: string;
    RemoveFromVersionId?: string;
    MoveToVersionId?: string;
  }) {
    const { VersionStage: stage, RemoveFromVersionId: from, MoveToVersionId: to } = input;
    if (from !== undefined && !this.labels[from]?.includes(stage)) throw new Error(`${from} has no ${stage}`);
    if (to !== undefined && this.holder(stage) !== "" && from !== this.holder(stage))
      throw new Error("wrong from");
    if (from !== undefined) this.labels[from] = (this.labels[from] ?? []).filter((one) => one !== stage);
    if (to !== undefined) this.labels[to] = [...(this.labels[to] ?? []), stage];
    if (stage === "AWSCURRENT" && from !== undefined) {
      for (const labels of Object.values(this.labels)) {
        const previous = labels.indexOf("AWSPREVIOUS");
        if (previous >= 0) labels.splice(previous, 1);
      }
      this.labels[from]?.push("AWSPREVIOUS");
    }
  }

  holder(stage: string): string {
    return Object.keys(this.labels).find((version) => this.labels[version]?.includes(stage)) ?? "";
  }
}

/** A database that knows passwords as PostgreSQL does: by their verifiers. */
class FakeDatabase {
  isReader = false;
  down = false;
  verifier = scramVerifier(credentials.password);
  readonly statements: string[] = [];
  openSessions = 0;

  readonly logIn: Tools["logIn"] = async ({ host, port, user, database, password }) => {
    if (this.down) throw new Error(`${host}:${port} does not answer`);
    assert.deepEqual([host, port, user, database], [credentials.host, 5432, "hub_administrator", "payments"]);
    if (!this.knows(password)) throw new Error("PostgreSQL: FATAL 28P01: password authentication failed");
    this.openSessions++;
    return {
      query: async (statement) => this.run(statement),
      close: () => {
        this.openSessions--;
      },
    };
  };

  knows(password: string): boolean {
    const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(this.verifier) ?? [];
    assert.equal(iterations, "4096");
    return scramVerifier(password, Buffer.from(salt ?? "", "base64")) === this.verifier;
  }

  private run(statement: string): (string | null)[][] {
    this.statements.push(statement);
    if (statement === "SELECT pg_is_in_recovery()") return [[this.isReader ? "t" : "f"]];
    const [, verifier] =
      /^ALTER ROLE "hub_administrator" PASSWORD '(SCRAM-SHA-256\$[^']+)'$/.exec(statement) ?? [];
    if (verifier !== undefined) {
      if (this.isReader)
        throw new Error("PostgreSQL: ERROR 25006: cannot execute ALTER ROLE in a read-only transaction");
      this.verifier = verifier;
    }
    return [];
  }
}

const all = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

describe("the rotation of the database's password", () => {
  let manager: FakeSecretsManager;
  let database: FakeDatabase;
  let logged: string;
  beforeEach(() => {
    manager = new FakeSecretsManager();
    database = new FakeDatabase();
    logged = "";
  });
  afterEach(() => assert.equal(database.openSessions, 0, "every session is closed"));

  async function run(version: string, ...steps: RotationEvent["Step"][]): Promise<void> {
    const log: Tools["log"] = (entry) => {
      logged += JSON.stringify(entry);
    };
    for (const Step of steps) {
      const event = { Step, SecretId: secretId, ClientRequestToken: version };
      await rotate(event, { vault: vaultOf(manager), logIn: database.logIn, log });
    }
  }

  it("HUB-9 gives the database and the secret a new password, and keeps the rest of the secret", async () => {
    manager.begin("two");
    await run("two", ...all);
    const password = manager.password("AWSCURRENT");
    assert.notEqual(password, credentials.password);
    assert.equal(password.length, 40);
    assert.ok(database.knows(password));
    assert.deepEqual(manager.labels, { one: ["AWSPREVIOUS"], two: ["AWSCURRENT"] });
    assert.deepEqual(JSON.parse(manager.values.two ?? ""), { ...credentials, password });
  });

  it("says the new password in no statement and no log line, as the database logs ALTER ROLE word for word", async () => {
    manager.begin("two");
    await run("two", ...all);
    const told = JSON.stringify(database.statements) + logged;
    for (const secret of [credentials.password, manager.password("AWSCURRENT")]) {
      assert.ok(!told.includes(secret) && !told.includes(JSON.stringify(secret).slice(1, -1)));
    }
    assert.ok(database.statements.some((statement) => statement.startsWith("ALTER ROLE")));
  });

  it("can be repeated after every step, and changes the password once", async () => {
    manager.begin("two");
    for (const step of all) {
      await run("two", step);
      const labels = structuredClone(manager.labels);
      await run("two", step);
      assert.deepEqual(manager.labels, labels);
    }
    assert.equal(database.statements.filter((one) => one.startsWith("ALTER ROLE")).length, 1);
    assert.ok(database.knows(manager.password("AWSCURRENT")));
  });

  it("rotates again and again", async () => {
    const passwords = new Set<string>();
    for (const version of ["two", "three", "four"]) {
      manager.begin(version);
      await run(version, ...all);
      passwords.add(manager.password("AWSCURRENT"));
    }
    assert.equal(passwords.size, 3);
    assert.deepEqual(manager.labels.four, ["AWSCURRENT"]);
    assert.deepEqual(manager.labels.three, ["AWSPREVIOUS"]);
  });

  it("leaves a reader alone, and nothing behind that would stop a later rotation", async () => {
    database.isReader = true;
    manager.begin("two");
    await run("two", ...all);
    assert.deepEqual(manager.labels, { one: ["AWSCURRENT"], two: [] });
    assert.deepEqual(manager.values.two, undefined);
    assert.match(logged, /the server is a reader: the writer is elsewhere/);
    database.isReader = false;
    manager.begin("three");
    await run("three", ...all);
    assert.equal(manager.holder("AWSCURRENT"), "three");
  });

  it("goes on where a failure stopped it, with the password that the database knows by then", async () => {
    manager.begin("two");
    await run("two", "createSecret", "setSecret");
    await run("two", ...all);
    assert.ok(database.knows(manager.password("AWSCURRENT")));
  });

  it("finds its way in with the password before, where the secret was taken back by hand", async () => {
    manager.begin("two");
    await run("two", ...all);
    database.verifier = scramVerifier(credentials.password);
    manager.begin("three");
    await run("three", ...all);
    assert.ok(database.knows(manager.password("AWSCURRENT")));
  });

  it("changes no label when the new password does not work, or nobody answers", async () => {
    manager.begin("two");
    await run("two", "createSecret", "setSecret");
    database.verifier = scramVerifier("somebody else's");
    await assert.rejects(run("two", "testSecret"), /28P01/);
    database.down = true;
    await assert.rejects(run("two", "setSecret"), /does not answer/);
    assert.deepEqual(manager.labels, { one: ["AWSCURRENT"], two: ["AWSPENDING"] });
  });

  it("passes the try that Secrets Manager makes of a new schedule, with a version that has no value", async () => {
    manager.begin("two");
    await run("two", "testSecret");
    assert.deepEqual(database.statements, []);
  });

  it("refuses a secret that is not rotated and a value that is not whole", async () => {
    manager.begin("two");
    manager.values.one = JSON.stringify({ ...credentials, host: undefined });
    await assert.rejects(run("two", "createSecret"), /has no host$/);
    manager.values.one = "first password";
    await assert.rejects(run("two", "createSecret"), (error: Error) => {
      assert.match(error.message, /is not JSON$/);
      return !error.message.includes("first password");
    });
    manager.rotates = false;
    await assert.rejects(run("two", "createSecret"), /not a secret that is rotated/);
  });

  it("makes passwords that RDS takes", () => {
    for (let count = 0; count < 200; count++) assert.match(newPassword(), /^[^/@" '\\]{40}$/);
  });
});

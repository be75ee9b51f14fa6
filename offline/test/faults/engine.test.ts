import assert from "node:assert/strict";
import * as path from "node:path";
import { packageDirectory } from "../../home/dist";
import { type Home, type Outcome, openHome } from "../../home/home";
import { type Temporary, temporary } from "../support/temporary";

interface State {
  deployment: { resources: { type: string; urn: string; initErrors?: string[] }[] };
}

const program = `
const s3 = require("@pulumi/aws/s3");
const iam = require("@pulumi/aws/iam");
const first = new s3.Bucket("first", { bucket: "first" });
const second = new s3.Bucket("second", { bucket: "second" }, { dependsOn: first });
new iam.Role("role", { name: "role", assumeRolePolicy: "{}" }, { dependsOn: second });
`;

describe("faults under the real engine", () => {
  let at: Temporary;
  let home: Home;
  beforeEach(async () => {
    at = temporary();
    at.write("program/Pulumi.yaml", "name: faults\nruntime: nodejs\n");
    at.write("program/Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n");
    at.write("program/package.json", '{"name":"faults","main":"index.js"}');
    at.write("program/index.js", program);
    const { symlinkSync } = await import("node:fs");
    symlinkSync(path.join(packageDirectory(), "..", "node_modules"), at.at("program", "node_modules"));
    home = await openHome({ directory: at.at("home"), programDirectory: at.at("program") });
    await home.ensureStack("faults", "dev");
  });
  afterEach(() => at.remove());

  const up = (faults = ""): Promise<Outcome> =>
    home.pulumi(["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "dev"], {
      env: { TANDEM_OFFLINE_FAULTS: faults },
    });
  const said = ({ stdout, stderr }: Outcome): string => stdout + stderr;
  const made = async (): Promise<string[]> => {
    const { deployment } = (await home.exportStack("dev")) as State;
    return deployment.resources
      .filter(({ type }) => type.startsWith("aws:"))
      .map(({ urn, initErrors = [] }) => `${urn.split("::").at(-1)}${initErrors.length > 0 ? " half" : ""}`);
  };
  const succeeds = async (outcome: Promise<Outcome>): Promise<string> => {
    const { code, ...rest } = await outcome;
    assert.equal(code, 0, said({ code, ...rest }));
    return said({ code, ...rest });
  };

  it("fail leaves a half-finished up, and the next one finishes it", async () => {
    const failed = await up("fail create aws:s3/* nth=2");
    assert.notEqual(failed.code, 0);
    assert.match(said(failed), /aws:s3\/bucket:Bucket "second": .*InternalFailure/);
    assert.deepEqual(await made(), ["first"]);
    assert.match(await succeeds(up()), /2 created/);
    assert.deepEqual(await made(), ["first", "second", "role"]);
  });

  it("half-create leaves the resource in the state with its error, and the next up mends it", async () => {
    const failed = await up("half-create create second");
    assert.notEqual(failed.code, 0);
    assert.match(said(failed), /"second" was made, but did not become ready/);
    assert.deepEqual(await made(), ["first", "second half"]);
    await succeeds(up());
    assert.deepEqual(await made(), ["first", "second", "role"]);
  });

  it("fail-after leaves a resource that the state does not know, and the next up says so", async () => {
    const failed = await up("fail-after create second");
    assert.notEqual(failed.code, 0);
    assert.deepEqual(await made(), ["first"]);
    assert.match(await succeeds(up()), /the account has one that the state of this stack does not know/);
    assert.deepEqual(await made(), ["first", "second", "role"]);
  });

  it("throttle slows down and changes nothing", async () => {
    const output = await succeeds(up("throttle create role times=2"));
    assert.match(output, /throttled \(Rate exceeded\), attempt 2 of 25/);
    assert.deepEqual(await made(), ["first", "second", "role"]);
  });

  it("die kills the engine in the middle; after a cancel the next up goes on", async () => {
    const killed = await up("die create second");
    assert.notEqual(killed.code, 0);
    await home.pulumi(["cancel", "--yes", "--stack", "dev"]);
    assert.match(await succeeds(up()), /the account has one that the state of this stack does not know/);
    assert.deepEqual(await made(), ["first", "second", "role"]);
  });

  it("a fault that does not exist stops the provider with one sentence", async () => {
    const failed = await up("fial create");
    assert.notEqual(failed.code, 0);
    assert.match(
      said(failed),
      /could not start: TANDEM_OFFLINE_FAULTS: "fial create": there is no fault "fial"/,
    );
  });
});

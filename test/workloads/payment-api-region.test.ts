import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import * as yaml from "yaml";

const SCRIPT = path.resolve("workloads/payment-api/region.mjs");
const OVERLAYS = path.resolve("workloads/payment-api/overlays");

type Values = Record<string, string>;
interface Writer {
  regionFile(values: Values): string;
  writeOverlay(overlays: string, name: string, values: Values): string[];
}

/** What a stack tells, read back from a shipped overlay. */
function shipped(): Values {
  const { data } = yaml.parse(fs.readFileSync(path.join(OVERLAYS, "prod-us-east-2/region.yaml"), "utf8"));
  const { ORIGIN_HEADER_OBJECTS, ...values } = data as Values;
  assert.ok(ORIGIN_HEADER_OBJECTS);
  return values;
}

describe("workloads/payment-api/region.mjs", () => {
  let writer: Writer;
  let folder: string;
  before(async () => {
    writer = (await import(pathToFileURL(SCRIPT).href)) as Writer;
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-overlays-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("writes exactly the region.yaml that is shipped", () => {
    assert.equal(
      writer.regionFile(shipped()),
      fs.readFileSync(path.join(OVERLAYS, "prod-us-east-2/region.yaml"), "utf8"),
    );
  });

  it("begins an overlay with the component of the stack's compute", () => {
    for (const [compute, component] of [
      ["auto-mode", "../../auto-mode"],
      ["managed-node-groups", "../../node-groups"],
    ] as const) {
      const name = `new-${compute}`;
      assert.equal(writer.writeOverlay(folder, name, { ...shipped(), COMPUTE: compute }).length, 2);
      const kustomization = yaml.parse(
        fs.readFileSync(path.join(folder, name, "kustomization.yaml"), "utf8"),
      );
      assert.deepEqual(kustomization.components, [component, "../../from-region"]);
    }
  });

  it("keeps the kustomization of an overlay that is there: its image is the release pipeline's", () => {
    const own = path.join(folder, "prod-us-east-2");
    fs.mkdirSync(own);
    fs.writeFileSync(
      path.join(own, "kustomization.yaml"),
      "images: [{ name: payment-api, digest: sha256:1 }]\n",
    );
    assert.deepEqual(writer.writeOverlay(folder, "prod-us-east-2", shipped()), [
      path.join(own, "region.yaml"),
    ]);
    assert.match(fs.readFileSync(path.join(own, "kustomization.yaml"), "utf8"), /sha256:1/);
  });

  it("refuses outputs that are not complete, compute that it does not know and names that are paths", () => {
    const { TARGET_GROUP_ARN, ...lacking } = shipped();
    assert.ok(TARGET_GROUP_ARN);
    assert.throws(() => writer.regionFile(lacking), /lacks TARGET_GROUP_ARN\. Bring the stack up first/);
    assert.throws(
      () => writer.writeOverlay(folder, "new", { ...shipped(), COMPUTE: "fargate" }),
      /auto-mode or managed-node-groups/,
    );
    assert.throws(() => writer.writeOverlay(folder, "../new", shipped()), /such as prod-us-east-2/);
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it("tells a person what is wrong with its input, without a stack trace", () => {
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, "prod-us-east-2"], {
      input: "no such stack",
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.equal(stderr, "The input is not the stack output paymentApi as JSON.\n");
  });

  it("makes overlays that kustomize builds, with every value in its place", function () {
    if (spawnSync("kubectl", ["version", "--client"]).status !== 0) this.skip();
    for (const region of ["us-east-2", "us-west-2"]) {
      const built = execFileSync("kubectl", ["kustomize", path.join(OVERLAYS, `prod-${region}`)], {
        encoding: "utf8",
      });
      assert.doesNotMatch(built, /from region\.yaml/);
      assert.match(built, new RegExp(`targetGroupARN: arn:aws:elasticloadbalancing:${region}:`));
      assert.match(
        built,
        new RegExp(`image: \\d{12}\\.dkr\\.ecr\\.${region}\\.amazonaws\\.com/payment-api[:@]`),
      );
    }
  });
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

const scripts = path.resolve(__dirname, "../../workloads/pipeline/scripts");
const digest = `sha256:${"a".repeat(64)}`;
const repository = "111122223333.dkr.ecr.us-east-2.amazonaws.com/shop/orders";

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Calls of the stand-in commands, one line each. */
  calls: string[];
  /** A file that the script left. */
  left(file: string): string;
}

const folders: string[] = [];

/**
 * Runs a script in a folder of its own, with stand-ins for `aws` and `docker` before all else in the path.
 *
 * @param aws body of the stand-in for `aws`: bash, with the call's words in `$*`
 */
async function run(
  script: string,
  env: Record<string, string>,
  aws: string,
  args: string[] = [],
): Promise<Run> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-pipeline-"));
  folders.push(folder);
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin);
  const log = path.join(folder, "calls");
  fs.writeFileSync(log, "");
  const standIn = (name: string, body: string) =>
    fs.writeFileSync(path.join(bin, name), `#!/usr/bin/env bash\necho "${name} $*" >>"${log}"\n${body}\n`, {
      mode: 0o755,
    });
  standIn("aws", aws);
  standIn("docker", "exit 0");
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const child = spawn("bash", [path.join(scripts, script), ...args], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env.PATH ?? ""}`, ...env },
  });
  const out = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    out.stdout += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    out.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    code,
    ...out,
    calls: fs.readFileSync(log, "utf8").split("\n").filter(Boolean),
    left: (file) => fs.readFileSync(path.join(folder, file), "utf8"),
  };
}

/** Files that are there before the script runs. */
let files: Record<string, string> = {};

describe("scripts of the pipeline", () => {
  beforeEach(() => {
    files = {};
  });
  after(() => {
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
  });

  describe("build-image.sh", () => {
    const env = {
      IMAGE_REPOSITORY: repository,
      IMAGE_DIRECTORY: "workloads/orders",
      SOURCE_REVISION: "0123456789abcdef",
    };
    const notThere = 'echo "An error occurred (ImageNotFoundException): no" >&2; exit 254';

    it("SHOP-10 builds and pushes an image under its commit when it isn't there", async () => {
      const aws = `if [[ -e pushed ]]; then echo ${digest}; else touch pushed; ${notThere}; fi`;
      const { code, calls, left } = await run("build-image.sh", env, aws);
      assert.equal(code, 0);
      const tagged = `${repository}:0123456789ab`;
      assert.deepEqual(
        calls.filter((call) => call.startsWith("docker")),
        [`docker build --provenance=false --tag ${tagged} workloads/orders`, `docker push ${tagged}`],
      );
      assert.match(calls[0] ?? "", /--repository-name shop\/orders --image-ids imageTag=0123456789ab/);
      assert.equal(left("deployment-state/digest"), `${digest}\n`);
    });

    it("takes a Dockerfile from elsewhere, for an image of more than its own folder", async () => {
      const aws = `if [[ -e pushed ]]; then echo ${digest}; else touch pushed; ${notThere}; fi`;
      const elsewhere = { ...env, IMAGE_DIRECTORY: "workloads", IMAGE_FILE: "workloads/orders/Dockerfile" };
      const { calls } = await run("build-image.sh", elsewhere, aws);
      const build = calls.find((call) => call.startsWith("docker build"));
      assert.match(build ?? "", /--file workloads\/orders\/Dockerfile workloads$/);
    });

    it("SHOP-10 takes the image of a commit that was built before: its tag can't be pushed again", async () => {
      const { code, calls, left } = await run("build-image.sh", env, `echo ${digest}`);
      assert.equal(code, 0);
      assert.equal(calls.length, 1);
      assert.equal(left("deployment-state/digest"), `${digest}\n`);
    });

    it("doesn't take a refusal for an image that isn't there", async () => {
      const aws = 'echo "An error occurred (AccessDeniedException): no" >&2; exit 254';
      const { code, stderr, calls } = await run("build-image.sh", env, aws);
      assert.equal(code, 1);
      assert.match(stderr, /AccessDenied/);
      assert.equal(calls.length, 1);
    });

    it("says which setting is missing", async () => {
      const { code, stderr } = await run("build-image.sh", { ...env, IMAGE_DIRECTORY: "" }, "exit 0");
      assert.notEqual(code, 0);
      assert.match(stderr, /IMAGE_DIRECTORY: is missing/);
    });
  });

  describe("refuse-findings.sh", () => {
    const env = { IMAGE_REPOSITORY: repository, SCAN_SECONDS: "0", SCAN_TRIES: "3" };
    const answer = (status: string, counts = "{}") =>
      `echo '{"imageScanStatus":{"status":"${status}","description":"because"},"imageScanFindings":{"findingSeverityCounts":${counts}}}'`;
    beforeEach(() => {
      files = { "deployment-state/digest": `${digest}\n` };
    });

    it("waits for the scan, and lets an image without critical findings pass", async () => {
      const aws = `n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) >n
case $n in 0) echo ScanNotFoundException >&2; exit 254 ;; 1) ${answer("IN_PROGRESS")} ;; *) ${answer("COMPLETE", '{"HIGH":3}')} ;; esac`;
      const { code, calls } = await run("refuse-findings.sh", env, aws);
      assert.equal(code, 0);
      assert.equal(calls.length, 3);
    });

    it("refuses an image with critical findings, or with those that are named", async () => {
      const critical = await run("refuse-findings.sh", env, answer("COMPLETE", '{"CRITICAL":1}'));
      assert.equal(critical.code, 1);
      assert.match(critical.stderr, /is refused: 1 findings of severity CRITICAL/);
      const named = { ...env, REFUSED_SEVERITIES: "CRITICAL HIGH" };
      assert.equal((await run("refuse-findings.sh", named, answer("COMPLETE", '{"HIGH":3}'))).code, 1);
    });

    for (const [what, aws, sentence] of [
      ["was never done", answer("IN_PROGRESS"), /is not done after/],
      ["failed", answer("FAILED"), /ended as FAILED: because/],
      ["can't be asked for", "echo AccessDeniedException >&2; exit 254", /AccessDenied/],
    ] as const) {
      it(`refuses an image whose scan ${what}`, async () => {
        const { code, stderr } = await run("refuse-findings.sh", env, aws);
        assert.equal(code, 1);
        assert.match(stderr, sentence);
      });
    }
  });

  describe("deployment-files.sh", () => {
    const env = { IMAGE_REPOSITORY: repository, CONTAINER_NAME: "orders" };
    const image = `${repository}@${digest}`;
    beforeEach(() => {
      files = { "deployment-state/digest": `${digest}\n` };
    });

    it("SHOP-10 names the image by its digest, for a rolling update", async () => {
      const { code, calls, left } = await run("deployment-files.sh", env, "exit 1");
      assert.equal(code, 0);
      assert.deepEqual(calls, []);
      assert.deepEqual(JSON.parse(left("deployment/imagedefinitions.json")), [
        { name: "orders", imageUri: image },
      ]);
    });

    it("SHOP-10 names the copies of the image in other regions, each for its region's tasks", async () => {
      const { left } = await run(
        "deployment-files.sh",
        { ...env, IMAGE_COPY_REGIONS: "us-west-2 eu-west-1" },
        "exit 1",
      );
      for (const region of ["us-west-2", "eu-west-1"]) {
        assert.deepEqual(JSON.parse(left(`deployment/imagedefinitions-${region}.json`)), [
          { name: "orders", imageUri: image.replace("us-east-2", region) },
        ]);
      }
    });

    const definition = {
      taskDefinitionArn: "arn",
      revision: 7,
      status: "ACTIVE",
      requiresAttributes: [],
      compatibilities: ["FARGATE"],
      registeredAt: "now",
      registeredBy: "me",
      family: "orders",
      containerDefinitions: [
        { name: "orders", image: "old", cpu: 256 },
        { name: "proxy", image: "proxy@sha256:1" },
      ],
    };
    const blueGreen = { ...env, TASK_FAMILY: "orders", CONTAINER_PORT: "8080" };

    it("REQ-14 makes the next task definition from the newest one, and the AppSpec, for blue/green", async () => {
      const { code, left } = await run(
        "deployment-files.sh",
        blueGreen,
        `echo '${JSON.stringify(definition)}'`,
      );
      assert.equal(code, 0);
      assert.deepEqual(JSON.parse(left("deployment/taskdef.json")), {
        family: "orders",
        containerDefinitions: [
          { name: "orders", image: "<IMAGE1_NAME>", cpu: 256 },
          { name: "proxy", image: "proxy@sha256:1" },
        ],
      });
      assert.deepEqual(JSON.parse(left("deployment/imageDetail.json")), { ImageURI: image });
      assert.match(left("deployment/appspec.yaml"), /ContainerName: orders\n +ContainerPort: 8080/);
    });

    it("refuses a container that the task doesn't have", async () => {
      const aws = `echo '${JSON.stringify(definition)}'`;
      const { code, stderr } = await run(
        "deployment-files.sh",
        { ...blueGreen, CONTAINER_NAME: "order" },
        aws,
      );
      assert.notEqual(code, 0);
      assert.match(stderr, /no container is named order/);
    });
  });

  describe("deploy-lambda.sh", () => {
    const env = {
      FUNCTION_NAME: "shop-orders",
      FUNCTION_ALIAS: "live",
      DEPLOY_APPLICATION: "shop-orders",
      DEPLOY_GROUP: "shop-orders-group",
      DEPLOY_REGION: "us-west-2",
      DEPLOY_SECONDS: "0",
    };
    const aws = (current: number, end: string) => `[[ "$AWS_REGION" == us-west-2 ]] || exit 9
case "$*" in
  "lambda update-function-code"*) echo sum ;;
  "lambda wait"*) ;;
  "lambda publish-version"*"--code-sha256 sum"*) echo 8 ;;
  "lambda get-alias"*"--name live"*) echo ${current} ;;
  "deploy create-deployment"*) echo d-1 ;;
  "deploy get-deployment --deployment-id d-1"*) if [[ -e asked ]]; then echo ${end}; else touch asked; echo InProgress; fi ;;
  *) exit 8 ;;
esac`;

    it("REQ-14 publishes a version and waits until CodeDeploy has moved the alias to it", async () => {
      const { code, calls } = await run("deploy-lambda.sh", env, aws(7, "Succeeded"), ["function.zip"]);
      assert.equal(code, 0);
      assert.match(calls[0] ?? "", /--zip-file fileb:\/\/function.zip/);
      const created = calls.find((call) => call.startsWith("aws deploy create-deployment")) ?? "";
      const revision = JSON.parse(/--revision (\{.*\}) --query/.exec(created)?.[1] ?? "null") as {
        revisionType: string;
        appSpecContent: { content: string };
      };
      assert.equal(revision.revisionType, "AppSpecContent");
      assert.deepEqual(JSON.parse(revision.appSpecContent.content), {
        version: 0,
        Resources: [
          {
            function: {
              Type: "AWS::Lambda::Function",
              Properties: { Name: "shop-orders", Alias: "live", CurrentVersion: "7", TargetVersion: "8" },
            },
          },
        ],
      });
      assert.match(created, /--application-name shop-orders --deployment-group-name shop-orders-group/);
    });

    it("REQ-14 fails when CodeDeploy takes the deployment back", async () => {
      for (const end of ["Failed", "Stopped"]) {
        const { code, stderr } = await run("deploy-lambda.sh", env, aws(7, end), ["function.zip"]);
        assert.equal(code, 1, end);
        assert.match(stderr, /returns to version 7/);
      }
    });

    it("deploys nothing when the alias is there already", async () => {
      const { code, calls } = await run("deploy-lambda.sh", env, aws(8, "Succeeded"), ["function.zip"]);
      assert.equal(code, 0);
      assert.ok(calls.every((call) => !call.startsWith("aws deploy")));
    });
  });

  describe("check-service.sh", () => {
    let server: http.Server;
    let unready = 0;
    before(async () => {
      server = http.createServer((request, response) => {
        if (request.url === "/late" && unready > 0) {
          unready -= 1;
          response.writeHead(503).end();
        } else if (request.url === "/missing") response.writeHead(404).end();
        else response.writeHead(200).end("Welcome to <the> shop");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    after(() => server.close());
    const env = () => ({
      BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CHECKS_FILE: "checks",
      CHECK_TRIES: "3",
      CHECK_SECONDS: "0",
    });

    it("SHOP-8 passes when every answer is as its line says, also after a while", async () => {
      files = { checks: "# what customers ask\n200 / Welcome to <the>\n404 /missing\n\n200 /late" };
      unready = 2;
      const { code, left } = await run("check-service.sh", env(), "exit 1");
      assert.equal(code, 0);
      assert.match(left("reports/functional.xml"), /tests="3" failures="0"/);
    });

    it("SHOP-8 fails on a wrong status, a wrong text or no answer, and reports each", async () => {
      files = { checks: "404 /\n200 / <Good bye>\n200 / Welcome\n" };
      const { code, stderr, left } = await run("check-service.sh", env(), "exit 1");
      assert.equal(code, 1);
      assert.match(stderr, /answered 200, 404 was expected/);
      assert.match(left("reports/functional.xml"), /tests="3" failures="2"/);
      assert.match(left("reports/functional.xml"), /answered without &quot;&lt;Good bye&gt;&quot;/);
      const gone = await run("check-service.sh", { ...env(), BASE_URL: "http://127.0.0.1:1" }, "exit 1");
      assert.equal(gone.code, 1);
      assert.match(gone.stderr, /no answer/);
    });

    it("fails when it asks for nothing", async () => {
      files = { checks: "# later\n" };
      const { code, stderr } = await run("check-service.sh", env(), "exit 1");
      assert.equal(code, 1);
      assert.match(stderr, /asks for nothing/);
    });
  });
});

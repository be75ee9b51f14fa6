import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ensurePolicyPack, openHome } from "../../offline";

const root = path.resolve(__dirname, "../..");
const programs = path.join(root, "offline/test/programs");
const golden = path.join(__dirname, "foreign-programs");

interface Result {
  rule: string;
  level: string;
  urn: string;
  status: string;
  message: string;
}

/**
 * What the pack says of programs that are not ours, in the style of tutorials. Each finding was read when its file was
 * made; `TANDEM_GOLDEN=write` writes the files anew, and the difference is to be read again.
 */
describe("the policy pack on programs that are not ours", () => {
  const write = process.env.TANDEM_GOLDEN === "write";
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-foreign-"));
  before(() => ensurePolicyPack(path.join(root, "policy-pack")));
  after(() => fs.rmSync(scratch, { recursive: true, force: true }));

  for (const name of ["eks-node-group", "fargate-service", "rds-in-vpc", "serverless-api", "static-site"]) {
    it(`finds in ${name} what its golden file says, and crashes over nothing`, async () => {
      const directory = path.join(scratch, name);
      fs.cpSync(path.join(programs, name), directory, { recursive: true });
      fs.symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
      const home = await openHome({
        directory: path.join(scratch, `${name}-home`),
        programDirectory: directory,
        fastState: true,
      });
      const project = /^name: (\S+)/m.exec(fs.readFileSync(path.join(directory, "Pulumi.yaml"), "utf8"))?.[1];
      await home.ensureStack(project as string, "dev");
      const file = path.join(scratch, `${name}.json`);
      await home.pulumi(
        ["preview", "--non-interactive", "--stack", "dev", "--policy-pack", path.join(root, "policy-pack")],
        { env: { TANDEM_POLICY_RESULTS: file } },
      );
      const document = JSON.parse(fs.readFileSync(file, "utf8")) as { complete: boolean; results: Result[] };
      assert.equal(document.complete, true, "the stack rules have run");
      const found = document.results
        .map(({ rule, level, urn, status, message }) => {
          const resource = urn.split("::").slice(3).join("::");
          return `${status} ${level} ${rule} ${resource}: ${message}`;
        })
        .sort();
      assert.ok(!found.some((line) => line.includes("defect of the policy pack")), found.join("\n"));
      const expected = path.join(golden, `${name}.txt`);
      if (write) fs.writeFileSync(expected, `${found.join("\n")}\n`);
      assert.equal(`${found.join("\n")}\n`, fs.readFileSync(expected, "utf8"));
    });
  }
});

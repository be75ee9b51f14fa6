import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { documents } from "../../components/failover-documents/documents";
import type { SchemaNode } from "../../stacks/settings/describe";
import { nodeAt } from "../../stacks/settings/describe";
import { jsonSchema } from "../../stacks/settings/parse";
import { namesOf } from "../../stacks/settings/payment-hub/names";

const folder = "docs/runbooks";
const files = fs.readdirSync(folder).filter((file) => file.endsWith(".md"));
const runbooks = files.filter((file) => file !== "README.md");
const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");

/** Stacks that a runbook may name: those with a file here, and the one that it tells to add or to remove. */
const stacks = [
  ...fs.readdirSync(".").flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []),
  "prod-third",
];
const names = namesOf({
  ...{ system: "payment-hub", environment: "prod", region: "us-east-2" },
  zone: "pay.example.com",
});

/** All that an expression finds, its first group. */
function all(text: string, expression: RegExp): string[] {
  return [...text.matchAll(expression)].map(([, found]) => found as string);
}

/** Anchor of a heading, as GitHub makes it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

describe("the runbooks", () => {
  it("are the ones that the system needs, and their list names each of them", () => {
    const needed = [
      "failover",
      "switchover",
      "failback",
      "evacuation-drill",
      "secret-rotation",
      "engine-upgrade",
    ];
    const others = ["add-a-region", "remove-a-region", "adopt-existing-resources"];
    for (const name of [...needed, ...others]) assert.ok(runbooks.includes(`${name}.md`), name);
    const listed = all(read("README.md"), /^\| \[[^\]]+\]\(([^)]+)\)/gm);
    assert.deepEqual(listed.sort(), [...runbooks].sort());
  });

  for (const file of runbooks) {
    it(`${file} has commands, what they should answer, and how to stop`, () => {
      const text = read(file);
      assert.match(text, /```bash\n/, "commands");
      assert.match(text, /Expected: /, "expected output");
      const [, stop = ""] = text.split("\n## How to stop\n");
      assert.ok(stop.trim().length > 80, "how to stop");
    });
  }

  for (const file of files) {
    it(`${file} names settings, stacks, files and documents that exist`, () => {
      const text = read(file);
      const schema = jsonSchema("payment-hub") as SchemaNode;
      for (const key of all(text, /tandem:([A-Za-z]+(?:\.[A-Za-z]+)*)/g)) {
        assert.ok(nodeAt(schema, key.split(".")), `there is no setting ${key}`);
      }
      for (const stack of all(text, /--stack ([a-z][a-z-]+)/g)) assert.ok(stacks.includes(stack), stack);
      for (const script of all(text, /npm run ([a-z:]+)/g)) {
        const scripts = JSON.parse(fs.readFileSync("package.json", "utf8")).scripts as object;
        assert.ok(script in scripts || text.includes(`npm run ${script} --workspace`), `npm run ${script}`);
      }
      for (const command of all(text, /node (workloads\/\S+\.mjs)/g))
        assert.ok(fs.existsSync(command), command);
      for (const document of all(text, /--document-name \$GLOBAL-([a-z-]+)/g)) {
        assert.ok(document in documents, `there is no document ${document}`);
      }
    });

    it(`${file} leads to pages and headings that exist`, () => {
      for (const link of all(read(file), /\]\(([^)]+)\)/g)) {
        if (/^https?:/.test(link)) continue;
        const [target = "", heading] = link.split("#");
        const page = path.join(folder, target === "" ? file : target);
        assert.ok(fs.existsSync(page), `${link} leads nowhere`);
        if (heading === undefined) continue;
        const headings = all(fs.readFileSync(page, "utf8"), /^#+ (.+)$/gm).map(anchor);
        assert.ok(headings.includes(heading), `${link} leads to no heading of ${page}`);
      }
    });
  }

  it("call things by the names that the program gives them", () => {
    const text = files.map(read).join("\n");
    assert.ok(text.includes(`export GLOBAL=${names.globalDatabase} `));
    assert.ok(
      text.includes(`export NAMESPACE=${names.workload.namespace} DEPLOYMENT=${names.workload.deployment}\n`),
    );
    const derived = (suffix: string) => `${names.globalDatabase}${suffix}`;
    for (const [written, made] of [
      ["$GLOBAL-$STANDBY", names.switchPlan("$STANDBY").replace(names.prefix, "$GLOBAL")],
      [
        "--function-name $GLOBAL-verify",
        `--function-name ${names.verifyFunction.replace(names.prefix, "$GLOBAL")}`,
      ],
      ["/aws/lambda/$GLOBAL-fence", `/aws/lambda/${names.fenceFunction.replace(names.prefix, "$GLOBAL")}`],
      ["--names $GLOBAL-api", `--names ${names.loadBalancer.replace(names.prefix, "$GLOBAL")}`],
    ] as const) {
      assert.equal(written, made);
      assert.ok(text.includes(written), `no runbook says ${written}`);
    }
    assert.ok(text.includes(names.databaseSecret) && text.includes(names.originSecret));
    assert.ok(text.includes(names.impairedAlarm));
    assert.equal(names.cluster, derived(""));
    assert.equal(names.database, derived("-us-east-2"));
  });
});

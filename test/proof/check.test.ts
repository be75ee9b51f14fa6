import assert from "node:assert/strict";
import { type CheckedStack, isClean, judgeRuns } from "../../proof/check/findings";
import { main } from "../../proof/check/main";
import { noColours, renderStack } from "../../proof/check/render";
import { groupsOf, readStacks, runGroup, type StackSettings } from "../../proof/run-stacks";

const load = () => Promise.reject(new Error("nothing is loaded again"));

/** Runs the command and gives its exit code with all that it printed. */
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const text: string[] = [];
  const { stdout, stderr } = process;
  const [out, err] = [stdout.write, stderr.write];
  stdout.write = stderr.write = (chunk: unknown) => text.push(String(chunk)) > 0;
  try {
    return { code: await main(args, load), text: text.join("") };
  } finally {
    Object.assign(stdout, { write: out });
    Object.assign(stderr, { write: err });
  }
}

/** The two stacks of the hub, their settings free to change. */
function hub(): StackSettings[] {
  const group = groupsOf(readStacks()).find(([first]) => first?.stack === "prod-primary");
  assert.ok(group, "the hub has stack files");
  return structuredClone(group);
}

describe("npm run check", () => {
  it("says what it takes", async () => {
    const { code, text } = await run("--help");
    assert.equal(code, 0);
    assert.match(text, /--system NAME.*payment-hub/);
  });

  it("names what there is when asked for a stack or a system that there is not", async () => {
    const stack = await run("--stack", "nowhere");
    assert.equal(stack.code, 2);
    assert.match(
      stack.text,
      /^check: --stack nowhere: there is no Pulumi\.nowhere\.yaml; there are .*prod-primary/,
    );
    const system = await run("--system", "hub");
    assert.equal(system.code, 2);
    assert.match(system.text, /^check: --system hub: no stack file has it; there are payment-hub, /);
    assert.equal((await run("--stak")).code, 2);
  });

  it("judges one stack by all that the engine would say, the stacks before it up", async () => {
    const { code, text } = await run("--stack", "prod-secondary");
    assert.match(text, /^prod-secondary: clean, \d{3} resources/);
    assert.match(text, /1 stack, all clean/);
    assert.equal(code, 0);
  }).timeout(60_000);

  it("tells every wrong setting, and what could not be checked for it", async () => {
    const [primary, secondary] = hub() as [StackSettings, StackSettings];
    primary.settings.cluster = { ...(primary.settings.cluster as object), version: "9.99" };
    primary.settings.zoo = true;
    const [first, second] = await judgeRuns(await runGroup([primary, secondary], "up"));
    assert.deepEqual(first?.findings.map(({ subject }) => subject).sort(), ["cluster.version", "zoo"]);
    assert.equal(first?.resources, 0);
    assert.equal(second && isClean(second), false);
  }).timeout(60_000);

  it("tells a stack that waits for another one, a refusal and advice, one line each", () => {
    const clean: CheckedStack = { stack: "a", resources: 3, findings: [], notEvaluated: 0 };
    assert.equal(renderStack(clean, noColours), "a: clean, 3 resources");
    assert.equal(
      renderStack({ ...clean, waitsFor: "b" }, noColours),
      "a: NOT CHECKED, it needs the outputs of b, which does not come up",
    );
    const urn = "urn:pulumi:a::tandem::tandem:components:StaticSite$aws:s3/bucket:Bucket::site";
    const refusal = { level: "error", source: "refusal", subject: urn, message: "no" } as const;
    const advice = { level: "advice", source: "policy", subject: urn, message: "better", rule: "r" } as const;
    assert.deepEqual(renderStack({ ...clean, findings: [refusal, advice] }, noColours).split("\n"), [
      "a: NOT CLEAN, 3 resources",
      "  error  aws:s3/bucket:Bucket site: no",
      "  advice aws:s3/bucket:Bucket site: better (r)",
    ]);
    assert.equal(isClean({ ...clean, findings: [advice] }), true, "advice stops nothing");
  });
});

const { mistakes } = require("./checks");

/**
 * Makes every check a step of its own, also after one that failed: one run tells all that is wrong.
 *
 * @param {import("./checks").Check[]} checks
 * @param {(check: import("./checks").Check) => Promise<import("./checks").Answer>} ask
 * @param {(name: string, step: () => Promise<void>) => Promise<unknown>} executeStep What counts and times a step; it passes
 *   the step's error on.
 * @throws Error with every mistake of every check
 */
async function run(checks, ask, executeStep) {
  const failed = [];
  for (const check of checks) {
    try {
      await executeStep(check.name, async () => {
        const found = mistakes(check, await ask(check));
        if (found.length > 0) throw new Error(found.join(", "));
      });
    } catch (error) {
      failed.push(`${check.name} (${check.url}): ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join("; "));
}

module.exports = { run };

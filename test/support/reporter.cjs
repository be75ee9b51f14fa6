// Mocha's spec reporter that also writes its totals to the file named by TANDEM_TEST_TOTALS, for the runner to add up.
const fs = require("node:fs");
const { Spec } = require("mocha").reporters;

module.exports = class TotalsReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TANDEM_TEST_TOTALS;
    runner.once("end", () => {
      const { passes = 0, failures = 0, pending = 0 } = this.stats;
      if (file)
        fs.writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};

import assert from "node:assert/strict";
import { type Found, searchSystem } from "../../proof/secrets/run";
import { quickSteps } from "../../proof/secrets/steps";
import { seededSystems } from "../../proof/secrets/systems";

/**
 * The first stacks of the systems with the most secrets, and what providers make up for them, by resource and property.
 * `npm run canaries` does the same, and more, with all systems.
 */
const expected: Record<string, RegExp[]> = {
  "request-response": [
    /RandomPassword database-password result$/,
    /RandomPassword database-password bcryptHash$/,
    /SecretVersion database-credentials-version secretString$/,
    /ApiKey api-warehouse-key value$/,
  ],
  "secure-cart": [/ApiKey partner-risk-desk-key value$/],
};

for (const [system, generated] of Object.entries(expected)) {
  describe(`secrets of ${system} on the real engine`, () => {
    let found: Found;
    before(async () => {
      const [seeded] = seededSystems.filter((one) => one.system === system);
      if (seeded === undefined) throw new Error(`there is no system ${system}`);
      const plan = { first: [quickSteps], later: [], last: [] };
      found = await searchSystem(seeded, seeded.stacks.slice(0, 1), plan, "1", () => {});
    });

    it("ALL-7 are used: what settings name reaches the state or stays in the account, what providers make is there", () => {
      assert.deepEqual(found.gaps, []);
      assert.equal(found.generated.length, generated.length);
      for (const pattern of generated) {
        const labels = found.generated.map(({ label }) => label);
        assert.equal(labels.filter((label) => pattern.test(label)).length, 1, `${pattern} in ${labels}`);
      }
    });

    it("ALL-7 stand nowhere in clear: state, history, messages, policy results, reports, snapshot", () => {
      assert.ok(
        found.commands >= 14 && found.bytes > 5e6,
        `${found.commands} commands, ${found.bytes} bytes`,
      );
      assert.deepEqual(found.leaks, []);
    });
  });
}

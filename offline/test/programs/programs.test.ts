import { DeepCheck } from "../../deep-check/process/client";
import { packageDirectory } from "../../home/dist";
import { mistakes } from "./support/mistakes";
import { type Outcomes, rehearse, steps, titleOf } from "./support/rehearsal";

/**
 * Programs in the style of tutorials, which know nothing of this repository, on the real engine: as they are, and with
 * one mistake at a time. Two run at once, each in a home of its own; a test waits for its program and shows one step.
 */
describe("programs that are not ours", function () {
  this.timeout(900_000);
  const names = Object.keys(mistakes);
  const running = new Map<string, Promise<Outcomes>>();
  let deepCheck: DeepCheck;

  before(() => {
    deepCheck = DeepCheck.start(packageDirectory());
  });
  after(async () => {
    await Promise.allSettled(running.values());
    deepCheck?.close();
  });

  function start(name: string | undefined): void {
    if (name === undefined || running.has(name)) return;
    const outcomes = rehearse(name, mistakes[name] ?? [], deepCheck);
    outcomes.catch(() => undefined); // Whoever waits for it tells.
    running.set(name, outcomes);
  }

  for (const [index, name] of names.entries()) {
    describe(name, () => {
      before(() => {
        start(name);
        start(names[index + 1]);
      });

      const planted = mistakes[name] ?? [];
      for (const title of [...planted.map(titleOf), ...Object.values(steps)])
        it(title, async () => {
          const outcomes = await running.get(name);
          if (!outcomes?.has(title)) throw new Error("this step was not reached");
          const error = outcomes.get(title);
          if (error !== undefined) throw error;
        });
    });
  }
});

import { type Case, tryCase } from "./case";

// One case after the other, each handed in by the process that started this one; the answer is its outcome.
process.on("message", (one: Case) => {
  void tryCase(one).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) =>
      process.send?.({ broken: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

// Who started it is gone.
process.on("disconnect", () => process.exit());

import assert from "node:assert/strict";

/**
 * Makes `assert.ok` say no more than that a condition does not hold, where it is given no message.
 *
 * Node otherwise reads the failed expression out of the source file, at the place where it stands in what tsx made of the
 * file: in a long TypeScript file it searches elsewhere, for minutes, and nobody learns that a test failed.
 */
export function plainAssertions(): void {
  const original: typeof assert.ok = assert.ok;
  assert.ok = (value: unknown, message?: string | Error): asserts value => {
    original(value, message ?? "the condition does not hold");
  };
}

/** A mistake in the command line: shown as one sentence, exit code 2. */
export class UsageError extends Error {}

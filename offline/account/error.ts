/** A mistake in what was asked of the account: shown as one sentence. */
export class AccountError extends Error {}

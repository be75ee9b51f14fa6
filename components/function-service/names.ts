/** Name of a function's dead-letter queue. */
export function deadLetterName(functionName: string): string {
  return `${functionName}-dead-letter`;
}

/** Name of a schedule of a function, in the account's default group. */
export function scheduleName(functionName: string, schedule: string): string {
  return `${functionName}-${schedule}`;
}

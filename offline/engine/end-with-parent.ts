/**
 * Ends this process when the one that started it is gone. A process that is killed can't tell its children; a change of
 * parent does. Without this a program whose language host was killed goes on for good, at the cost of a whole core.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 1000).unref();
}

import { duration } from "../progress";

/** How far a Go build is. */
export interface BuildProgress {
  /** Modules that Go has downloaded so far in this build. */
  downloaded: number;
  /** Packages compiled, or taken from Go's cache before the last one that was compiled. */
  compiled: number;
  /** Packages in total; undefined until Go has listed them. */
  total?: number;
}

/** Reads Go's own messages: `go: downloading M V` and, with `-v`, one line per compiled package. */
export function readGoLine(progress: BuildProgress, line: string): BuildProgress {
  if (/^go: downloading \S+ v\S+$/.test(line)) return { ...progress, downloaded: progress.downloaded + 1 };
  if (progress.total !== undefined && /^[\w.~+-]+(\/[\w.~+-]+)*$/.test(line)) {
    return { ...progress, compiled: Math.min(progress.compiled + 1, progress.total) };
  }
  return progress;
}

/** `412 of 1403 packages compiled, 1 min 10 s`, `86 modules downloaded, 12 s` */
export function describeProgress(
  { downloaded, compiled, total }: BuildProgress,
  milliseconds: number,
): string {
  const part =
    total === undefined
      ? `${downloaded} modules downloaded`
      : `${compiled} of ${total} packages compiled${downloaded > 0 ? `, ${downloaded} modules downloaded` : ""}`;
  return `${part}, ${duration(milliseconds)}`;
}

/** Tells a person what a long step does. Lines go to standard error, so that a command's own output stays clean. */
export interface Progress {
  /** A fact worth a line of its own. */
  line(text: string): void;
  /** The present state of a long step: one line that is written over on a terminal, a line now and then elsewhere. */
  state(text: string): void;
}

/** Every how many milliseconds a state becomes a line where there is no terminal. */
const QUIET_INTERVAL = 15_000;

/** Progress on standard error. */
export function consoleProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let last = 0;
  let open = false;
  const clear = stream.isTTY ? "\r\u001b[2K" : "";
  return {
    line(text) {
      stream.write(`${open ? clear : ""}${text}\n`);
      open = false;
    },
    state(text) {
      if (stream.isTTY) {
        stream.write(`${clear}${text.slice(0, Math.max(20, stream.columns - 1))}`);
        open = true;
      } else if (Date.now() - last > QUIET_INTERVAL) {
        last = Date.now();
        stream.write(`${text}\n`);
      }
    },
  };
}

/** Progress for callers that want none, such as tests. */
export const silentProgress: Progress = { line() {}, state() {} };

/** `75` seconds -> `1 min 15 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

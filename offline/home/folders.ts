import * as fs from "node:fs";

const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of this path is a file",
  EEXIST: "there is a file of this name",
};

/**
 * Makes a folder, and makes sure that files can be written in it.
 *
 * @param purpose what is kept there, as the message says it
 * @param variable the environment variable that names another place
 * @throws Error for people: the folder, why it can't be used, and what to do
 */
export function ensureFolder(folder: string, purpose: string, variable: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Error(
      `${purpose} can't be kept in ${folder}: ${reasons[code] ?? message}. ` +
        `Nothing was changed. Make this folder writable, or name another one in ${variable}.`,
    );
  }
}

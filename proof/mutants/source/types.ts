import * as path from "node:path";
import ts from "typescript";
import { root } from "../../packages";
import type { SourceMistake } from "./places";

/** The compiler, which keeps what it knows of all files from one mistake to the next. */
export class Types {
  private readonly service: ts.LanguageService;
  private readonly files: string[];
  private planted: { file: string; code: string; version: number } | undefined;
  private version = 1;

  /** @param files what is compiled, relative to the repository, with all that it imports */
  constructor(files: readonly string[]) {
    const config = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    this.files = files.map((file) => path.join(root, file));
    const read = (file: string) => (this.planted?.file === file ? this.planted.code : ts.sys.readFile(file));
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getScriptFileNames: () => this.files,
      getScriptVersion: (file) => String(this.planted?.file === file ? this.planted.version : 0),
      getScriptSnapshot(file) {
        const code = read(file);
        return code === undefined ? undefined : ts.ScriptSnapshot.fromString(code);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    };
    this.service = ts.createLanguageService(host);
  }

  /**
   * What the compiler says of the file with the mistake, and of those that use it.
   *
   * @param users files that import it, relative to the repository
   */
  complaint({ file, start, end, text }: SourceMistake, users: readonly string[]): string | undefined {
    const absolute = path.join(root, file);
    const code = ts.sys.readFile(absolute) ?? "";
    this.version += 1;
    this.planted = {
      ...{ file: absolute, version: this.version },
      code: code.slice(0, start) + text + code.slice(end),
    };
    for (const one of [absolute, ...users.map((user) => path.join(root, user))]) {
      const [first] = [
        ...this.service.getSyntacticDiagnostics(one),
        ...this.service.getSemanticDiagnostics(one),
      ];
      if (first !== undefined) return ts.flattenDiagnosticMessageText(first.messageText, " ");
    }
    return undefined;
  }
}

import type * as language from "@pulumi/pulumi/proto/language_pb";

/** `runtime.options` of Pulumi.yaml, as far as this host knows them. */
export interface RuntimeOptions {
  /** Load TypeScript through ts-node, which checks types. @default true */
  typescript?: boolean;
  /** Arguments for Node, separated by spaces; double quotes hold an argument together. */
  nodeargs?: string;
}

/** Reads the options that the engine passes on. */
export function runtimeOptions(info: language.ProgramInfo | undefined): RuntimeOptions {
  return (info?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
}

/** `--import=tsx "--require=a b"` -> two arguments. */
export function nodeArguments({ nodeargs = "" }: RuntimeOptions): string[] {
  return [...nodeargs.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

import type * as language from "@pulumi/pulumi/proto/language_pb";

/** `runtime.options` of Pulumi.yaml, as far as this host knows them. */
export interface RuntimeOptions {
  /** Load TypeScript through ts-node, which checks types. @default true */
  typescript: boolean;
  /** Path of the tsconfig file that ts-node reads. */
  tsconfig?: string;
  /** Arguments for Node. @default [] */
  nodeArguments: string[];
  /** Tool for `pulumi install`. @default by the lock file, npm without one */
  packageManager?: string;
}

/** Reads the options that the engine passes on. */
export function runtimeOptions(info: language.ProgramInfo | undefined): RuntimeOptions {
  const given: Record<string, unknown> = info?.getOptions()?.toJavaScript() ?? {};
  const text = (key: string) => (typeof given[key] === "string" ? (given[key] as string) : undefined);
  return {
    typescript: given.typescript !== false,
    tsconfig: text("tsconfig"),
    nodeArguments: splitArguments(text("nodeargs") ?? ""),
    packageManager: text("packagemanager"),
  };
}

/** Splits at spaces as a shell does; quotes hold an argument together: `--a "--b=c d"` are two. */
export function splitArguments(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

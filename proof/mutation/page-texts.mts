import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** The part of Babel's path that is looked at. */
interface Path {
  readonly node: { readonly type: string; readonly key?: { readonly name?: string } };
  readonly parent?: { readonly type: string; readonly callee?: Callee };
  readonly listKey?: string;
  readonly key?: number | string;
  readonly parentPath?: Path;
}

interface Callee {
  readonly name?: string;
  readonly property?: { readonly name?: string };
}

/** What people read of a rule on its page. */
const ruleTexts = ["area", "title", "why", "mend", "example", "wellArchitected", "pci"];
const ruleFactories = ["resourceRule", "stackRule"];
/** Settings of rules, whose first argument is their description. */
const settingFactories = ["texts", "ports", "integer", "choice"];

const reason = "a text of generated pages, of which a test says whether they are in step with it";

/**
 * Why a part of the code is not mutated. Only what pages show and nothing judges by: what a policy rule says of itself
 * (area, title, reason, remedy, example, best practices, requirements; policy-pack/docs), and the descriptions of its settings
 * and of the keys of a stack file. Tests compare those pages with the code word by word, so each such mutant would be one
 * more that counts as killed. Messages are mutated, and so are a rule's id, severity, types and settings.
 */
function shouldIgnore(path: Path): string | undefined {
  const { node, parent, listKey, key } = path;
  const called = listKey === "arguments" && parent?.type === "CallExpression" ? parent.callee : undefined;
  if (called?.property?.name === "describe") return reason;
  if (key === 0 && settingFactories.includes(called?.name ?? "")) return reason;
  if (node.type !== "ObjectProperty" || !ruleTexts.includes(node.key?.name ?? "")) return undefined;
  const callee = path.parentPath?.parent?.callee?.name ?? "";
  return ruleFactories.includes(callee) ? reason : undefined;
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "page-texts", { shouldIgnore: (path) => shouldIgnore(path as Path) }),
];

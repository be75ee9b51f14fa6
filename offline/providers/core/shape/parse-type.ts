import type { TypeShape } from "./types";

const scalars = new Set(["string", "number", "boolean"]);
/** Wrappers of the SDK that say when a value is there, not what it is. */
const wrappers = new Set(["pulumi.Input", "pulumi.Output", "Promise", "Readonly", "Partial"]);
const memo = new Map<string, ParsedType>();

export interface ParsedType {
  type: TypeShape;
  /** True when `undefined` is one of the alternatives. */
  undefinable: boolean;
}

/** Reads a type as the generated declarations write it, e.g. `pulumi.Input<pulumi.Input<string>[] | undefined>`. */
export function parseType(text: string): ParsedType {
  let parsed = memo.get(text);
  if (parsed === undefined) {
    const tokens = text.match(/[\w$.]+|"[^"]*"|'[^']*'|[<>[\]{}|():;,?&]|=>/g) ?? [];
    parsed = new Parser(tokens).union();
    memo.set(text, parsed);
  }
  return parsed;
}

class Parser {
  private at = 0;
  constructor(private readonly tokens: string[]) {}

  union(): ParsedType {
    const members: TypeShape[] = [];
    let undefinable = false;
    this.skip("|");
    do {
      const part = this.postfix();
      if (part === undefined) undefinable = true;
      else {
        undefinable ||= part.undefinable;
        members.push(part.type);
      }
    } while (this.skip("|"));
    return { type: merge(members), undefinable };
  }

  /** One alternative with its `[]`s; undefined stands for the alternative `undefined`. */
  private postfix(): ParsedType | undefined {
    let part = this.primary();
    while (this.tokens[this.at] === "[" && this.tokens[this.at + 1] === "]") {
      this.at += 2;
      part = { type: ["list", part?.type ?? "any"], undefinable: false };
    }
    return part;
  }

  private primary(): ParsedType | undefined {
    const token = this.tokens[this.at++];
    if (token === undefined) return { type: "any", undefinable: false };
    if (token === "undefined" || token === "null" || token === "void") return undefined;
    if (token === "(") {
      const inner = this.union();
      this.skip(")");
      return inner;
    }
    if (token === "{") return { type: this.object(), undefinable: false };
    if (this.skip("<")) {
      const inner = this.union();
      while (this.at < this.tokens.length && !this.skip(">")) this.at++;
      return wrappers.has(token) ? inner : { type: "any", undefinable: false };
    }
    return { type: named(token), undefinable: false };
  }

  /** `{ [key: string]: T; }` is a map; any other literal object has no name to look up and stays `any`. */
  private object(): TypeShape {
    let type: TypeShape = "any";
    if (this.tokens[this.at] === "[") {
      while (this.at < this.tokens.length && this.tokens[this.at++] !== "]");
      this.skip(":");
      type = ["map", this.union().type];
    }
    let depth = 1;
    while (this.at < this.tokens.length && depth > 0) {
      const token = this.tokens[this.at++];
      depth += token === "{" ? 1 : token === "}" ? -1 : 0;
    }
    return type;
  }

  private skip(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }
}

function named(token: string): TypeShape {
  if (scalars.has(token)) return token as TypeShape;
  if (/^["']/.test(token) || token.startsWith("enums.")) return "string";
  if (token === "true" || token === "false") return "boolean";
  if (/^\d/.test(token)) return "number";
  if (token.startsWith("inputs.")) return ["ref", token.slice("inputs.".length)];
  if (token.startsWith("outputs.")) return ["ref", token.slice("outputs.".length)];
  if (token.startsWith("pulumi.asset.")) return "asset";
  if (token === "pulumi.ID" || token === "pulumi.URN" || token === "ARN") return "string";
  // A capitalised bare name is a resource class: programs pass the resource, the engine passes its id.
  return /^[A-Z]\w*$/.test(token) && token !== "PolicyDocument" ? "string" : "any";
}

function merge(members: TypeShape[]): TypeShape {
  const distinct = [...new Map(members.map((member) => [JSON.stringify(member), member])).values()];
  if (distinct.includes("any")) return "any";
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined
    ? only
    : distinct.length === 0
      ? "any"
      : ["union", ...distinct];
}

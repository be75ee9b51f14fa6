import { parseType } from "./parse-type";
import type { Properties } from "./types";

/** What a declaration file holds, in the generated packages' own regular layout. */
export interface Declarations {
  /** Interfaces by name with its namespaces: `ec2.VpcTimeouts`. */
  interfaces: Map<string, Properties>;
  /** Name and outputs of the resource class, if there is one. */
  resource: { name: string; outputs: Properties; args: string | undefined } | undefined;
}

const namespaceLine = /^(?:export )?(?:declare )?namespace (\w+) \{/;
const interfaceLine = /^(?:export )?(?:declare )?interface (\w+)(?: extends [^{]+)? \{/;
const classLine = /^export declare class (\w+) extends pulumi\.CustomResource/;
const memberLine = /^(?:readonly )?['"]?([\w$]+)['"]?(\?)?: (.*)$/;
const constructorLine = /^constructor\(name: string, args\??: (\w+)/;

/**
 * Reads interfaces and the resource class of a generated .d.ts by lines: the generator writes one member a line
 * (maps span three), so a compiler is not needed and a whole package takes a fraction of a second.
 */
export function scanDeclarations(source: string): Declarations {
  const interfaces = new Map<string, Properties>();
  let resource: Declarations["resource"];
  const namespaces: string[] = [];
  let current: Properties | undefined;
  let inClass = false;

  const lines = new Lines(source);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line === "" || line === "}") {
      if (line === "") continue;
      if (current !== undefined) current = undefined;
      else if (inClass) inClass = false;
      else namespaces.pop();
      continue;
    }
    if (current !== undefined) {
      addMember(current, line, lines);
      continue;
    }
    if (inClass && resource !== undefined) {
      const args = constructorLine.exec(line)?.[1];
      if (args !== undefined) resource.args = args;
      else if (line.startsWith("readonly ")) addMember(resource.outputs, line, lines);
      continue;
    }
    const namespace = namespaceLine.exec(line)?.[1];
    const type = interfaceLine.exec(line)?.[1];
    const name = classLine.exec(line)?.[1];
    if (namespace !== undefined) namespaces.push(namespace);
    else if (type !== undefined) {
      const properties: Properties = {};
      interfaces.set([...namespaces, type].join("."), properties);
      if (!line.endsWith("}")) current = properties;
    } else if (name !== undefined) {
      resource = { name, outputs: {}, args: undefined };
      inClass = true;
    }
  }
  return { interfaces, resource };
}

function addMember(properties: Properties, line: string, lines: Lines): void {
  const match = memberLine.exec(line);
  const [, name, optional] = match ?? [];
  if (name === undefined) return;
  let text = match?.[3] ?? "";
  while (!text.endsWith(";") || braces(text) > 0) {
    const more = lines.next();
    if (more === undefined) break;
    text += ` ${more}`;
  }
  const { type, undefinable } = parseType(text.slice(0, -1));
  const isOutput = text.startsWith("pulumi.Output<");
  const mayMiss = optional === "?" || (isOutput && undefinable);
  properties[name] = mayMiss ? { t: type, o: 1 } : { t: type };
}

function braces(text: string): number {
  let depth = 0;
  for (const character of text) depth += character === "{" ? 1 : character === "}" ? -1 : 0;
  return depth;
}

/** Trimmed lines without comments. */
class Lines {
  private at = 0;
  constructor(private readonly source: string) {}

  next(): string | undefined {
    for (;;) {
      if (this.at >= this.source.length) return undefined;
      const end = this.source.indexOf("\n", this.at);
      const stop = end < 0 ? this.source.length : end;
      const line = this.source.slice(this.at, stop).trim();
      this.at = stop + 1;
      if (line.startsWith("//")) continue;
      if (!line.startsWith("/*")) return line;
      // A comment is skipped as a whole: it is most of the text, and must not be read line by line.
      if (!line.endsWith("*/")) {
        const close = this.source.indexOf("*/", stop);
        const after = close < 0 ? this.source.length : this.source.indexOf("\n", close);
        this.at = after < 0 ? this.source.length : after + 1;
      }
    }
  }
}

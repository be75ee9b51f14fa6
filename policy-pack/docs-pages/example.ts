import { UNKNOWN } from "../frame/values";

/** A resource that a rule refuses, and what it says of it. */
export interface Example {
  readonly rule: string;
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** The resource as a program would write it. */
export function code({ type, name, props }: Example): string {
  const [, module, kind] = /^aws:([a-z0-9]+)\/\w+:(\w+)$/.exec(type) ?? [];
  const written = module === undefined || kind === undefined ? type : `aws.${module}.${kind}`;
  const given = Object.keys(props).length === 0 ? "{}" : value(props, "");
  return `new ${written}(${JSON.stringify(name)}, ${given});`;
}

function value(of: unknown, indent: string): string {
  // What is not known in a test is an output of some other resource.
  if (of === UNKNOWN) return "other.id";
  if (typeof of !== "object" || of === null) return JSON.stringify(of);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(of) ? ["[", "]"] : ["{", "}"];
  const items = Array.isArray(of)
    ? of.map((item) => value(item, inner))
    : Object.entries(of).map(
        ([key, item]) => `${/^[a-z_$][\w$]*$/i.test(key) ? key : JSON.stringify(key)}: ${value(item, inner)}`,
      );
  if (items.length === 0) return open + close;
  const space = Array.isArray(of) ? "" : " ";
  const line = `${open}${space}${items.join(", ")}${space}${close}`;
  if (line.length + indent.length < 90 && !line.includes("\n")) return line;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}${close}`;
}

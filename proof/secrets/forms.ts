/** A secret that must stand nowhere in clear. */
export interface Secret {
  /** What it is, without its value: what messages say of it. */
  readonly label: string;
  readonly value: string;
}

/** One of the ways in which a secret's value may stand in a file. */
export interface Needle {
  readonly label: string;
  /** How it is written, such as `base64`. */
  readonly form: string;
  readonly bytes: Buffer;
}

/** What is shorter stands in many texts by chance. */
const LEAST = 8;

/** Escapes of JSON that Go writes besides, so that JSON can stand in HTML. https://pkg.go.dev/encoding/json#Marshal */
const GO_ESCAPES: Record<string, string> = { "&": "\\u0026", "<": "\\u003c", ">": "\\u003e" };

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const goJson = (text: string) => json(text).replace(/[&<>]/g, (letter) => GO_ESCAPES[letter] ?? letter);
const ascii = (text: string) =>
  text.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
const XML_ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const xml = (text: string) => text.replace(/[&<>"']/g, (letter) => XML_ENTITIES[letter] ?? letter);
const xmlText = (text: string) => text.replace(/[&<>]/g, (letter) => XML_ENTITIES[letter] ?? letter);
const yaml = (text: string) => text.replaceAll("'", "''");

/** How programs write a text into a document, a log or an address. Each is also looked for in base64. */
const writings: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  JSON: json,
  "JSON of ASCII": (text) => ascii(json(text)),
  "JSON of Go": goJson,
  "JSON in JSON": (text) => json(json(text)),
  "JSON of Go in JSON of Go": (text) => goJson(goJson(text)),
  "JSON in JSON of Go": (text) => goJson(json(text)),
  "JSON of Go in JSON": (text) => json(goJson(text)),
  "URL-escaped": encodeURIComponent,
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  XML: xml,
  "text of XML": xmlText,
  YAML: yaml,
};

/**
 * Every form in which a secret is looked for: as it is, escaped for JSON (once or twice, as Node and Go do it), URL,
 * XML and YAML; each of these in base64 at any place of a longer text, in both alphabets; and in hexadecimal.
 * Forms that are equal are one.
 */
export function needlesOf({ label, value }: Secret): Needle[] {
  const found = new Map<string, Needle>();
  const add = (form: string, text: string) => {
    if (text.length >= LEAST && !found.has(text)) found.set(text, { label, form, bytes: Buffer.from(text) });
  };
  for (const [form, write] of Object.entries(writings)) add(form, write(value));
  for (const [form, write] of Object.entries(writings)) {
    for (const text of base64Parts(write(value))) {
      add(`base64 of ${form}`, text);
      add(`base64url of ${form}`, text.replaceAll("+", "-").replaceAll("/", "_"));
    }
  }
  add("hexadecimal", Buffer.from(value).toString("hex"));
  return [...found.values()];
}

/** The letters of base64 that a text alone decides, by what stands before it: a multiple of three bytes, one or two more. */
function base64Parts(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString("base64").slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

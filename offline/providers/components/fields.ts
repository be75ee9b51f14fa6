import { type ArgumentsError, argumentError } from "./errors";
import { type Input, type InputMap, isInputMap, isList } from "./outputs";

/**
 * Reads the arguments of a component. Arguments that decide which resources exist must be plain values: an output there
 * is an error, as is a value of the wrong kind.
 */
export class Fields {
  constructor(
    private readonly map: InputMap,
    private readonly path = "",
  ) {}

  /** The argument as it came, plain or not. An argument set to null counts as absent. */
  input(key: string): Input {
    return this.map[key] ?? undefined;
  }

  has(key: string): boolean {
    return this.input(key) !== undefined;
  }

  keys(): readonly string[] {
    return Object.keys(this.map).filter((key) => this.has(key));
  }

  text(key: string): string | undefined {
    return this.read(key, "text", (value) => (typeof value === "string" ? value : undefined));
  }

  number(key: string): number | undefined {
    return this.read(key, "a number", (value) => (typeof value === "number" ? value : undefined));
  }

  flag(key: string): boolean | undefined {
    return this.read(key, "true or false", (value) => (typeof value === "boolean" ? value : undefined));
  }

  texts(key: string): readonly string[] | undefined {
    return this.read(key, "a list of texts", (value) =>
      isList(value) && value.every((item) => typeof item === "string") ? value.filter(isText) : undefined,
    );
  }

  /** One of the allowed words, whatever its case. */
  choice<Word extends string>(key: string, allowed: readonly Word[]): Word | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const word = allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (word === undefined)
      throw this.error(key, `"${value}" is not allowed; allowed are ${allowed.join(", ")}`);
    return word;
  }

  /** The object at `key`. */
  fields(key: string): Fields | undefined {
    return this.read(key, "an object", (value) =>
      isInputMap(value) ? new Fields(value, this.at(key)) : undefined,
    );
  }

  /** The objects of the list at `key`. */
  list(key: string): readonly Fields[] | undefined {
    return this.read(key, "a list of objects", (value) =>
      isList(value) && value.every(isInputMap)
        ? value.filter(isInputMap).map((item, index) => new Fields(item, `${this.at(key)}[${index}]`))
        : undefined,
    );
  }

  /** The items of the list at `key`; each of them may be an output. */
  items(key: string): readonly Input[] | undefined {
    return this.read(key, "a list", (value) => (isList(value) ? value : undefined));
  }

  /** The object's entries as an input for a child. */
  get all(): InputMap {
    return this.map;
  }

  /** The path of an argument in messages. */
  at(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  error(key: string, reason: string): ArgumentsError {
    return argumentError(this.at(key), reason);
  }

  private read<Kind>(key: string, kind: string, parse: (value: Input) => Kind | undefined): Kind | undefined {
    const value = this.input(key);
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === undefined)
      throw this.error(key, `must be ${kind}, given directly: outputs of resources can't be used here`);
    return parsed;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

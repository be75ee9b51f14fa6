import type { Judgement } from "../frame/rule";
import type { Subject } from "../frame/subject";
import {
  block,
  eachBlock,
  eachText,
  everyPart,
  flag,
  given,
  number,
  type Props,
  text,
} from "../frame/values";

/**
 * One thing that must be so of a block of properties: it tells what is not so. `place` is where the block stands, such
 * as `ebsBlockDevices[0].`, for the message.
 *
 * @throws UnknownValueError when it can't be told yet
 */
export type Expectation = (props: Props, judgement: Judgement, place: string) => void;

/** What a family of equal checks expects of each type of resource, by type token. */
export type Expectations = Readonly<Record<string, readonly Expectation[]>>;

/** Judges a resource by the row of its type. What is not known in one expectation hides no violation of the others. */
export function judgeBy(expectations: Expectations, { type, props }: Subject, judgement: Judgement): void {
  everyPart(...(expectations[type] ?? []).map((expectation) => () => expectation(props, judgement, "")));
}

/** A switch is on; AWS's default is off. Dots in a path go into blocks. */
export function on(path: string): Expectation {
  return at(path, (props, name) => (flag(props, name) === true ? undefined : "is not on"));
}

/** A switch is not turned off; AWS's default is on. */
export function notOff(path: string): Expectation {
  return at(path, (props, name) => (flag(props, name) === false ? "is off" : undefined));
}

/** A switch is not turned on; AWS's default is off. */
export function off(path: string): Expectation {
  return at(path, (props, name) => (flag(props, name) === true ? "is on" : undefined));
}

/** Something is set, be its value known or not. */
export function set(path: string, otherwise = "is not set"): Expectation {
  return at(path, (props, name) => (given(props, name) ? undefined : otherwise));
}

/** A text is one of some words; `preset` is what AWS takes where nothing is said. */
export function oneOf(path: string, words: readonly string[], preset?: string): Expectation {
  return at(path, (props, name) => {
    const word = text(props, name) ?? preset;
    return word !== undefined && words.includes(word) ? undefined : `is not ${words.join(" or ")}`;
  });
}

/** A text is none of some words. */
export function noneOf(path: string, words: readonly string[]): Expectation {
  return at(path, (props, name) => {
    const word = text(props, name);
    return word !== undefined && words.includes(word) ? `is ${word}` : undefined;
  });
}

/** A number is at least so much; `preset` is what AWS takes where nothing is said. */
export function atLeast(path: string, floor: number, preset: number): Expectation {
  return at(path, (props, name) =>
    (given(props, name) ? (number(props, name) ?? 0) : preset) < floor ? `is less than ${floor}` : undefined,
  );
}

/** An expectation of every block of a list; a list that is not there has none. */
export function each(path: string, ...expectations: readonly Expectation[]): Expectation {
  return (props, judgement, place) => {
    const { inner, name } = resolve(props, path);
    eachBlock(inner, name, (item, index) =>
      everyPart(
        ...expectations.map(
          (expectation) => () => expectation(item, judgement, `${place}${path}[${index}].`),
        ),
      ),
    );
  };
}

/** An expectation of a block, where it is there. */
export function within(path: string, ...expectations: readonly Expectation[]): Expectation {
  return (props, judgement, place) => {
    const { inner, name } = resolve(props, path);
    const found = block(inner, name);
    if (found) {
      everyPart(
        ...expectations.map((expectation) => () => expectation(found, judgement, `${place}${path}.`)),
      );
    }
  };
}

/** An expectation that counts only of some resources. */
export function where(
  applies: (props: Props) => boolean,
  ...expectations: readonly Expectation[]
): Expectation {
  return (props, judgement, place) => {
    if (applies(props)) {
      everyPart(...expectations.map((expectation) => () => expectation(props, judgement, place)));
    }
  };
}

/** A list of texts holds none of some words. */
export function without(path: string, words: readonly string[], otherwise: string): Expectation {
  return (props, { violation }) => {
    const { inner, name } = resolve(props, path);
    eachText(inner, name, (item) => {
      if (words.includes(item)) violation(otherwise);
    });
  };
}

/** What no other expectation can say, with a message of its own. */
export function expect(holds: (props: Props) => boolean, otherwise: string): Expectation {
  return (props, { violation }) => {
    if (!holds(props)) violation(otherwise);
  };
}

function at(path: string, fault: (props: Props, name: string) => string | undefined): Expectation {
  return (props, { violation }, place) => {
    const { inner, name } = resolve(props, path);
    const said = fault(inner, name);
    if (said !== undefined) violation(`${place}${path} ${said}.`);
  };
}

/** The block that a path's last name stands in; a block that is not there is empty. */
function resolve(props: Props, path: string): { inner: Props; name: string } {
  const names = path.split(".");
  const name = names.pop() ?? "";
  return { inner: names.reduce((outer: Props, next) => block(outer, next) ?? {}, props), name };
}

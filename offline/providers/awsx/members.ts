import { type Input, Output, observed, settle } from "../components/outputs";
import { isMap, reveal, type Value } from "../core/values/value";

/** A property of what a function answered. */
export function member(value: Value | undefined, key: string): Value | undefined {
  return isMap(value) ? value[key] : undefined;
}

/** The items of a list, or none. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** A list made item by item; one that is known only later makes the result unknown. */
export function eachOf(list: Input, make: (item: Value) => Input): Promise<Output> {
  return observed(
    settle(list).then(async ({ value, dependencies }) => {
      const items = reveal(value);
      if (!Array.isArray(items)) return new Output(value, dependencies);
      const made = await settle(items.map(make));
      return new Output(made.value, new Set([...dependencies, ...made.dependencies]));
    }),
  );
}

import type { DiffRequest, PropertyChange } from "../protocol/provider";
import { isMap, isUnknown, plain, reveal, type Value, type ValueMap } from "../values/value";
import { equal } from "./equal";

/** What a package knows about changes of one type. */
export interface DiffRule {
  /** True when a change at this path (list indexes left out: `origins.domainName`) makes a new resource. */
  isCreateOnly(path: string, oldInputs: ValueMap, news: ValueMap): boolean;
  /** True when the order of the list at this path means nothing. */
  isSet(path: string): boolean;
}

/** Compares the inputs of the last operation with the new ones, property by property. */
export function diffInputs(request: DiffRequest, rule: DiffRule): PropertyChange[] {
  const { oldInputs, news, ignoreChanges } = request;
  const changes: PropertyChange[] = [];
  const visit = (path: string, left: Value | undefined, right: Value | undefined): void => {
    const [before, after] = [reveal(left) ?? undefined, reveal(right) ?? undefined];
    if (equal(before, after)) return;
    const place = path.replace(/\[\d+\]/g, "");
    if (isMap(before) && isMap(after)) {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
        if (key !== "__defaults") visit(joinPath(path, key), before[key], after[key]);
      return;
    }
    if (Array.isArray(before) && Array.isArray(after)) {
      if (rule.isSet(place) && sameMembers(before, after)) return;
      for (let index = 0; index < Math.max(before.length, after.length); index++)
        visit(`${path}[${index}]`, before[index], after[index]);
      return;
    }
    const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
    changes.push({ path, kind, replace: rule.isCreateOnly(place, oldInputs, news) });
  };
  for (const key of new Set([...Object.keys(oldInputs), ...Object.keys(news)]))
    if (key !== "__defaults") visit(joinPath("", key), oldInputs[key], news[key]);
  return changes.filter(({ path }) => !ignoreChanges.some((ignored) => covers(ignored, path)));
}

function sameMembers(before: Value[], after: Value[]): boolean {
  if (before.length !== after.length || [...before, ...after].some((item) => isUnknown(reveal(item))))
    return false;
  const sorted = (items: Value[]): string[] => items.map((item) => JSON.stringify(plain(item))).sort();
  const [left, right] = [sorted(before), sorted(after)];
  return left.every((item, index) => item === right[index]);
}

/** An ignored path covers itself and everything below; `*` stands for any one step. */
function covers(ignored: string, path: string): boolean {
  const [wanted, actual] = [steps(ignored), steps(path)];
  return (
    wanted.length <= actual.length && wanted.every((step, index) => step === "*" || step === actual[index])
  );
}

const steps = (path: string): string[] =>
  [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => quoted ?? index ?? name ?? "",
  );

function joinPath(path: string, key: string): string {
  if (!/^[\w$]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

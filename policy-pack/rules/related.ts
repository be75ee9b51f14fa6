import type { StackResource } from "../frame/graph";
import { isUnknown, known, type Props, text } from "../frame/values";

/** What a property means among some candidates. */
export interface Meaning {
  readonly sure: readonly StackResource[];
  /** One or some of these, and nobody can say which before their ids are known. */
  readonly maybe: readonly StackResource[];
}

/**
 * The resources among some candidates that a property means, wherever inside it: by known values that are one of their
 * names, else by edges.
 *
 * Edges can say too much. An output of a component that runs in a plugin, such as the subnets of `awsx.ec2.Vpc`, has edges
 * to all of the component's resources. Where there are more edges than values that are not known, no single one is sure.
 *
 * @param names the candidates' properties that the value may hold
 */
export function meaning(
  from: StackResource,
  property: string,
  candidates: readonly StackResource[],
  names: readonly string[] = ["id", "arn"],
): Meaning {
  if (!(property in from.props)) return { sure: [], maybe: [] };
  const { values, open } = contentOf(from.props, property);
  const index = indexOf(candidates, names);
  const inOrder = (found: Iterable<StackResource>) =>
    [...new Set(found)].sort((one, other) => (index.places.get(one) ?? 0) - (index.places.get(other) ?? 0));
  const named = inOrder([...values].flatMap((value) => index.byName.get(value) ?? []));
  const nameless = (one: StackResource) =>
    !named.includes(one) && names.some((name) => nameOf(one, name) === undefined);
  const references = from.references(property).filter((one) => index.types.has(one.type) && nameless(one));
  const referenced = inOrder(references.filter((one) => index.places.has(one)));
  // A known value that is none of the names may be another spelling, such as an ARN for a name.
  const places = open > 0 ? open : named.length > 0 ? 0 : values.size;
  return references.length <= places
    ? { sure: [...named, ...referenced], maybe: [] }
    : { sure: named, maybe: open > 0 || named.length === 0 ? referenced : [] };
}

/** Candidates by their names and places in the list. */
interface Index {
  readonly byName: ReadonlyMap<string, readonly StackResource[]>;
  readonly places: ReadonlyMap<StackResource, number>;
  readonly types: ReadonlySet<string>;
}

const indexes = new WeakMap<readonly StackResource[], Map<string, Index>>();

/** Made once per list: the graph gives the same list for the same types, and every property of a kind asks it. */
function indexOf(candidates: readonly StackResource[], names: readonly string[]): Index {
  const made = indexes.get(candidates) ?? new Map<string, Index>();
  indexes.set(candidates, made);
  const key = names.join();
  const index = made.get(key) ?? makeIndex(candidates, names);
  made.set(key, index);
  return index;
}

function makeIndex(candidates: readonly StackResource[], names: readonly string[]): Index {
  const byName = new Map<string, StackResource[]>();
  for (const candidate of candidates) {
    for (const name of names) {
      const value = nameOf(candidate, name);
      if (value === undefined) continue;
      const same = byName.get(value);
      if (same) same.push(candidate);
      else byName.set(value, [candidate]);
    }
  }
  return {
    byName,
    places: new Map(candidates.map((candidate, place) => [candidate, place])),
    types: new Set(candidates.map(({ type }) => type)),
  };
}

const namesRead = new WeakMap<StackResource, Map<string, string | undefined>>();

/** A resource is a candidate for many properties, and reading what is not known is slow: each name is read once. */
function nameOf(resource: StackResource, name: string): string | undefined {
  const read = namesRead.get(resource) ?? new Map<string, string | undefined>();
  namesRead.set(resource, read);
  if (!read.has(name)) read.set(name, readName(resource, name));
  return read.get(name);
}

/** A provider may keep the id out of the outputs; most ARNs end with it. */
function readName({ outputs }: StackResource, name: string): string | undefined {
  const value = known(() => text(outputs, name));
  if (value !== undefined || name !== "id") return value;
  return known(() => text(outputs, "arn"))
    ?.split(/[:/]/)
    .at(-1);
}

/** The resources that a property surely means. */
export function meant(
  from: StackResource,
  property: string,
  candidates: readonly StackResource[],
  names?: readonly string[],
): readonly StackResource[] {
  return meaning(from, property, candidates, names).sure;
}

/** Whether a property holds a value that is not known yet, wherever inside it. */
export function isOpen(props: Props, property: string): boolean {
  return property in props && contentOf(props, property).open > 0;
}

/** Whether a property holds a value that is not known yet, and no edge says where it comes from. */
export function isAdrift(from: StackResource, property: string): boolean {
  return isOpen(from.props, property) && from.references(property).length === 0;
}

interface Content {
  readonly values: ReadonlySet<string>;
  readonly open: number;
}

const contentsRead = new WeakMap<Props, Map<string, Content>>();

/** The known texts inside a property, and how many values inside it are not known; read once. */
function contentOf(props: Props, property: string): Content {
  const read = contentsRead.get(props) ?? new Map<string, Content>();
  contentsRead.set(props, read);
  const content = read.get(property) ?? readContent(props, property);
  read.set(property, content);
  return content;
}

function readContent(props: Props, property: string): Content {
  const values = new Set<string>();
  let open = 0;
  const collect = (inside: Props, key: string) => {
    try {
      const value = inside[key];
      if (typeof value === "string" && value !== "") values.add(value);
      if (typeof value !== "object" || value === null) return;
      for (const name of Object.keys(value)) collect(value as Props, name);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      open += 1;
    }
  };
  collect(props, property);
  return { values, open };
}

import type { ValueMap } from "../../core/values/value";

/** A resource that exists in the pretend account. */
export interface Stored {
  type: string;
  /** The URN it was made under; its generated ids derive from it. */
  urn: string;
  id: string;
  /** Empty for global services. */
  region: string;
  /** 0 for the first resource of a URN; the new half of a replacement gets the next number. */
  generation: number;
  /** When it was made, in milliseconds; orders the members of a global database. */
  createdAt: number;
  inputs: ValueMap;
  outputs: ValueMap;
}

/** A name that AWS allows once: per account, region, or in the world. */
export interface UniqueName {
  /** What is unique, such as `bucket`. */
  kind: string;
  /** Where it is unique, such as a region; empty for everywhere. */
  scope: string;
  name: string;
}

export interface Holder {
  type: string;
  urn: string;
  id: string;
}

/**
 * What is so in the account without being a resource, and was brought about by hand: a region that is lost, the state
 * of a health check, the writer of a global database.
 */
export type Circumstance = "lost-region" | "health" | "global-writer";

/** What exists in the pretend account, shared by all stacks that use the same offline home. */
export interface Account {
  /** Types of which something exists, sorted. */
  types(): readonly string[];
  /** All resources of a type, in every region. */
  all(type: string): readonly Stored[];
  /** By id; with a region only there. */
  find(type: string, id: string, region?: string): Stored | undefined;
  /** Living resources of a URN; two of them while a replacement is under way. */
  ofUrn(type: string, urn: string): readonly Stored[];
  put(resource: Stored): void;
  remove(resource: Stored): void;
  /**
   * From now on acts, in this process, as if the resources of a URN were not there, until one is put again: they were
   * left behind by a run that was killed, and the engine makes them anew.
   */
  overlook(type: string, urn: string): void;
  /** Who holds a name. */
  holder(name: UniqueName): Holder | undefined;
  /** Takes a name at once, so that of two processes only one gets it; answers the other holder, if any. */
  claim(name: UniqueName, holder: Holder): Holder | undefined;
  release(name: UniqueName): void;
  /** All circumstances of a kind: what they are about, and their value. */
  circumstances(kind: Circumstance): ReadonlyMap<string, string>;
  /** Brings one about, or ends it where `value` is undefined. */
  setCircumstance(kind: Circumstance, about: string, value: string | undefined): void;
}

export const nameKey = ({ kind, scope, name }: UniqueName): string => [kind, scope, name].join("\0");

/** An account that lives in this process: for tests, and when no directory is given. */
export class MemoryAccount implements Account {
  private readonly resources = new Map<string, Stored[]>();
  private readonly overlooked = new Set<string>();
  private readonly names = new Map<string, Holder>();
  private readonly byKind = new Map<Circumstance, Map<string, string>>();

  types(): readonly string[] {
    return [...this.resources].flatMap(([type, list]) => (list.length > 0 ? [type] : [])).sort();
  }

  all(type: string): readonly Stored[] {
    return (this.resources.get(type) ?? []).filter(({ urn }) => !this.overlooked.has(urn));
  }

  find(type: string, id: string, region?: string): Stored | undefined {
    return this.all(type).find((one) => one.id === id && (region === undefined || one.region === region));
  }

  ofUrn(type: string, urn: string): readonly Stored[] {
    return this.all(type).filter((one) => one.urn === urn);
  }

  overlook(_type: string, urn: string): void {
    this.overlooked.add(urn);
  }

  put(resource: Stored): void {
    this.overlooked.delete(resource.urn);
    const others = this.all(resource.type).filter((one) => !sameResource(one, resource));
    this.resources.set(resource.type, [...others, resource]);
  }

  remove(resource: Stored): void {
    const left = this.all(resource.type).filter((one) => !sameResource(one, resource));
    this.resources.set(resource.type, left);
  }

  holder(name: UniqueName): Holder | undefined {
    return this.names.get(nameKey(name));
  }

  claim(name: UniqueName, holder: Holder): Holder | undefined {
    const key = nameKey(name);
    const other = this.names.get(key);
    if (other === undefined) this.names.set(key, holder);
    return other;
  }

  release(name: UniqueName): void {
    this.names.delete(nameKey(name));
  }

  circumstances(kind: Circumstance): ReadonlyMap<string, string> {
    return this.byKind.get(kind) ?? new Map();
  }

  setCircumstance(kind: Circumstance, about: string, value: string | undefined): void {
    const changed = new Map(this.byKind.get(kind));
    if (value === undefined) changed.delete(about);
    else changed.set(about, value);
    this.byKind.set(kind, changed);
  }
}

export const sameResource = (left: Stored, right: Stored): boolean =>
  left.id === right.id && left.region === right.region && left.urn === right.urn;

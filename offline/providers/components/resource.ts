import {
  isMap,
  Reference,
  Secret,
  UNKNOWN,
  UnknownValue,
  type Value,
  type ValueMap,
} from "../core/values/value";
import { Output, observed, Referable } from "./outputs";

/** What the engine answered to a registration. */
export interface Registered {
  readonly urn: string;
  /** Undefined for components. */
  readonly id: Value | undefined;
  readonly properties: ValueMap;
  /** URNs that single output properties depend on beside the resource itself. */
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  /** True in preview and for a resource that was skipped: a property that is not there is not known yet. */
  readonly partial: boolean;
}

/** What a resource hands down to its children, as the Pulumi SDKs do. */
export interface Inherited {
  /** Provider references by package. */
  readonly providers: ReadonlyMap<string, Promise<string>>;
  readonly protect: boolean | undefined;
}

/** A resource that was registered, or is being registered. */
export class Resource extends Referable {
  readonly children: Resource[] = [];

  constructor(
    readonly kind: "custom" | "component",
    readonly registered: Promise<Registered>,
    readonly inherited: Inherited,
  ) {
    super();
    observed(registered);
  }

  async urn(): Promise<string> {
    return (await this.registered).urn;
  }

  /** The provider's id, unknown in preview as long as the resource does not exist. */
  get id(): Promise<Output> {
    return observed(
      this.registered.then(
        ({ urn, id, partial }) => new Output(id ?? absent(partial), new Set(this.own(urn))),
      ),
    );
  }

  /** An output property, or what is inside it: `output("vpcConfig", "clusterSecurityGroupId")`. */
  output(property: string, ...inside: readonly (string | number)[]): Promise<Output> {
    return observed(this.read(property, inside));
  }

  private async read(property: string, inside: readonly (string | number)[]): Promise<Output> {
    const { urn, properties, propertyDependencies, partial } = await this.registered;
    const dependencies = new Set([...this.own(urn), ...(propertyDependencies.get(property) ?? [])]);
    const value = insideOf(property in properties ? properties[property] : absent(partial), inside);
    // What a provider computes inside a property that the program set in part is missing from a preview, too.
    return new Output(value ?? (inside.length > 0 ? absent(partial) : undefined), dependencies);
  }

  /** What a property depends on by itself: only resources with an id can be waited for. */
  private own(urn: string): readonly string[] {
    return this.kind === "custom" && urn !== "" ? [urn] : [];
  }

  /** The reference that stands for this resource in other resources' properties. */
  async reference(): Promise<Output> {
    const { urn, id } = await this.registered;
    const identity = this.kind === "custom" ? (id ?? UNKNOWN) : undefined;
    return new Output(new Reference(urn, identity, ""), new Set(await this.dependencyUrns()));
  }

  /** The URNs that depending on this resource means: its own, or for a component those of all its custom resources. */
  async dependencyUrns(): Promise<readonly string[]> {
    if (this.kind === "custom") return [await this.urn()];
    return (await Promise.all(this.children.map((child) => child.dependencyUrns()))).flat();
  }
}

function absent(partial: boolean): Value | undefined {
  return partial ? UNKNOWN : undefined;
}

/** The value at a path inside another one: unknown inside an unknown value, secret inside a secret one. */
export function insideOf(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  return path.reduce(step, value);
}

function step(value: Value | undefined, key: string | number): Value | undefined {
  if (value instanceof UnknownValue) return UNKNOWN;
  if (value instanceof Secret) {
    const inner = step(value.value, key);
    return inner === undefined ? undefined : new Secret(inner);
  }
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return isMap(value) ? value[key] : undefined;
}

import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Account } from "../providers/aws/account/account";
import type { Log, Provider } from "../providers/core/protocol/provider";
import type { ValueMap } from "../providers/core/values/value";
import { UNKNOWN_TEXT } from "../providers/core/values/wire";
import { type Place, urnOf } from "./deployment";
import type { Packages } from "./providers";

const PREFIX = "pulumi:providers:";

/** A provider at work, and the resource that it is in the state. */
export interface ConfiguredProvider {
  readonly urn: string;
  readonly provider: Provider;
  readonly inputs: ValueMap;
}

/** The provider resources of one run: those of the program, and the default ones that the engine adds. */
export class ProviderTable {
  private readonly byUrn = new Map<string, ConfiguredProvider>();
  private readonly ofComponents = new Map<string, ReadonlyMap<string, string>>();

  /**
   * @param config configuration of the stack, `namespace:key` to text
   * @param added called for each default provider when it is first needed
   */
  constructor(
    private readonly place: Place,
    private readonly packages: Packages,
    private readonly account: Account,
    private readonly config: Readonly<Record<string, string>>,
    private readonly log: Log,
    private readonly added: (provider: ConfiguredProvider, name: string) => void,
  ) {}

  /** True for the type of a provider resource, such as `pulumi:providers:aws`. */
  static isProvider(type: string): boolean {
    return type.startsWith(PREFIX);
  }

  /** Takes in a provider that the program registered. @returns its id */
  register(urn: string, type: string, inputs: ValueMap): string {
    const name = type.slice(PREFIX.length);
    this.byUrn.set(urn, {
      urn,
      inputs,
      provider: this.packages.provider(name, inputs, this.account, this.log),
    });
    return UNKNOWN_TEXT;
  }

  /**
   * Lets a resource inherit what its component was given: a component its providers, anything else the one of its
   * package, where the request itself names none (pkg/resource/deploy/source_eval.go).
   */
  inherit(request: RegisterResourceRequest): void {
    const inherited = this.ofComponents.get(request.getParent());
    if (inherited === undefined) return;
    const [type, own] = [request.getType(), request.getProvidersMap()];
    if (!request.getCustom()) {
      for (const [name, reference] of inherited) if (!own.has(name)) own.set(name, reference);
    } else if (request.getProvider() === "" && !ProviderTable.isProvider(type))
      request.setProvider(inherited.get(packageOf(type)) ?? "");
  }

  /** Notes the providers of a component, for what lies below it. */
  noteComponent(urn: string, request: RegisterResourceRequest): void {
    this.ofComponents.set(urn, new Map(request.getProvidersMap().entries()));
  }

  /**
   * The provider that a request names, or else the default one of a package.
   *
   * @throws Error in the engine's words where the default provider is disabled or the reference leads nowhere
   */
  find(reference: string, packageName: string, type: string): ConfiguredProvider {
    if (reference === "") return this.byDefault(packageName, type);
    const urn = reference.slice(0, reference.lastIndexOf("::"));
    const found = this.byUrn.get(urn);
    if (found === undefined) throw new Error(`unknown provider '${reference}' for ${type}`);
    return found;
  }

  private byDefault(packageName: string, type: string): ConfiguredProvider {
    const disabled = listOf(this.config["pulumi:disable-default-providers"]);
    if (disabled.includes(packageName) || disabled.includes("*"))
      throw new Error(
        `Default provider for '${packageName}' disabled. '${type}' must use an explicit provider.`,
      );
    const version = this.packages.version(packageName);
    const name = `default_${version.replace(/[.+-]/g, "_")}`;
    const urn = urnOf(this.place, "", `${PREFIX}${packageName}`, name);
    const known = this.byUrn.get(urn);
    if (known !== undefined) return known;
    this.register(urn, `${PREFIX}${packageName}`, this.configOf(packageName, version));
    const made = this.byUrn.get(urn) as ConfiguredProvider;
    this.added(made, name);
    return made;
  }

  /** `aws:region` of the stack's configuration is the input `region` of the default AWS provider. */
  private configOf(packageName: string, version: string): ValueMap {
    const own = Object.entries(this.config).filter(([key]) => key.startsWith(`${packageName}:`));
    return {
      ...Object.fromEntries(own.map(([key, value]) => [key.slice(packageName.length + 1), value])),
      version,
    };
  }
}

/** The package of a type or function token: `aws` of `aws:ec2/vpc:Vpc`. */
export function packageOf(token: string): string {
  return token.slice(0, token.indexOf(":"));
}

function listOf(text: string | undefined): readonly unknown[] {
  if (text === undefined) return [];
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed : [];
}

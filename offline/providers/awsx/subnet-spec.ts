import { Netmask } from "netmask";
import type { PropertyIssue } from "../components/errors";
import type { Input } from "../components/outputs";
import { blockSizes } from "./address-blocks";

export const subnetTypes = ["Public", "Private", "Isolated", "Unused"] as const;
export type SubnetType = (typeof subnetTypes)[number];

/** One subnet per availability zone, as the program asks for it. */
export interface SubnetSpec {
  readonly type: SubnetType;
  /** Part of the subnets' names; the lower-case type when absent. */
  readonly name?: string;
  /** Prefix length of each subnet. */
  readonly cidrMask?: number;
  /** Addresses of each subnet, a power of two; says the same as `cidrMask`. */
  readonly size?: number;
  /** The subnets' blocks, one per zone. */
  readonly cidrBlocks?: readonly string[];
  readonly assignIpv6AddressOnCreation?: boolean;
  readonly tags?: Input;
}

export type ExplicitSubnetSpec = SubnetSpec & { readonly cidrBlocks: readonly string[] };

/** True when the program gave every block itself. */
export function isExplicit(specs: readonly SubnetSpec[]): specs is readonly ExplicitSubnetSpec[] {
  return specs.some((spec) => spec.cidrBlocks !== undefined);
}

/** Fills in `cidrMask` from `size` and the other way round; blocks given by the program are left alone. */
export function normalise(specs: readonly SubnetSpec[]): readonly SubnetSpec[] {
  if (isExplicit(specs)) return specs;
  return specs.map((spec) => {
    const cidrMask = spec.cidrMask ?? (spec.size === undefined ? undefined : blockSizes.indexOf(spec.size));
    return cidrMask === undefined ? spec : { ...spec, cidrMask, size: blockSizes[cidrMask] };
  });
}

/** What is wrong with the specs on their own. Empty: nothing. */
export function specIssues(specs: readonly SubnetSpec[], zones: number): readonly PropertyIssue[] {
  const explicit = isExplicit(specs);
  return [
    ...nameIssues(specs),
    ...specs.flatMap((spec, index) => [
      ...sizeIssues(spec, `subnetSpecs[${index}]`),
      ...(explicit ? blockIssues(spec, `subnetSpecs[${index}]`, zones) : []),
    ]),
  ];
}

/** Two specs of a type with the same name, or without one, would give two subnets the same name. */
function nameIssues(specs: readonly SubnetSpec[]): readonly PropertyIssue[] {
  return specs.flatMap((spec, index) => {
    const first = specs.findIndex((other) => other.type === spec.type && other.name === spec.name);
    if (first === index) return [];
    const name = spec.name === undefined ? "without a name" : `named "${spec.name}"`;
    return [
      {
        propertyPath: `subnetSpecs[${index}].name`,
        reason: `there are two subnet specs of type ${spec.type} ${name}; give each a name of its own`,
      },
    ];
  });
}

function sizeIssues(spec: SubnetSpec, path: string): readonly PropertyIssue[] {
  if (spec.size === undefined) return [];
  if (!blockSizes.includes(spec.size)) {
    const reason = `${spec.size} is not allowed; a size is a power of two, such as 256, 512 or 4096`;
    return [{ propertyPath: `${path}.size`, reason }];
  }
  const expected = spec.cidrMask === undefined ? spec.size : blockSizes[spec.cidrMask];
  if (spec.cidrBlocks !== undefined || expected === spec.size) return [];
  const reason = `${spec.size} addresses are not a /${spec.cidrMask} block, which has ${expected}; give one of the two`;
  return [{ propertyPath: `${path}.size`, reason }];
}

function blockIssues(spec: SubnetSpec, path: string, zones: number): readonly PropertyIssue[] {
  const propertyPath = `${path}.cidrBlocks`;
  if (spec.cidrBlocks === undefined) {
    const reason = "is missing; when one subnet spec has cidrBlocks, all must have them";
    return [{ propertyPath, reason }];
  }
  if (spec.cidrBlocks.length !== zones) {
    const reason = `has ${spec.cidrBlocks.length} blocks for ${zones} availability zones; give one block per zone`;
    return [{ propertyPath, reason }];
  }
  return spec.cidrBlocks.flatMap((text, zone) => {
    const block = parseBlock(text);
    if (block === undefined)
      return [{ propertyPath: `${propertyPath}[${zone}]`, reason: `"${text}" is not an IPv4 block` }];
    const { cidrMask = block.bitmask, size = block.size } = spec;
    if (block.bitmask === cidrMask && block.size === size) return [];
    const reason = `${text} is a /${block.bitmask} block of ${block.size} addresses and contradicts the spec's cidrMask or size`;
    return [{ propertyPath: `${propertyPath}[${zone}]`, reason }];
  });
}

/** The block that a text such as `10.0.0.0/16` names, or nothing. */
export function parseBlock(text: string): Netmask | undefined {
  try {
    return new Netmask(text);
  } catch {
    return undefined;
  }
}

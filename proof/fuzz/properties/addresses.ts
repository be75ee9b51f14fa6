import { overlap } from "../../../components/arguments/address-ranges";
import { byType } from "../../../test/support/state";
import type { SystemUp } from "./system";

interface Range {
  urn: string;
  range: string;
}

/** Networks that share an address, and subnets that do, or that lie outside of their network. */
export function sharedAddresses({ stacks }: SystemUp): string[] {
  const networks = stacks.flatMap(({ graph }) => ranges(graph, "aws:ec2/vpc:Vpc"));
  const subnets = stacks.flatMap(({ graph }) => ranges(graph, "aws:ec2/subnet:Subnet"));
  const outside = subnets.filter(({ range }) => !networks.some((network) => overlap(network.range, range)));
  return [
    ...pairs(networks),
    ...pairs(subnets),
    ...outside.map(({ urn, range }) => `${urn}: ${range} is in no network of the system`),
  ];
}

function ranges(graph: Parameters<typeof byType>[0], type: string): Range[] {
  return byType(graph, type).flatMap(({ urn, inputs }) =>
    typeof inputs.cidrBlock === "string" ? [{ urn, range: inputs.cidrBlock }] : [],
  );
}

function pairs(all: readonly Range[]): string[] {
  return all.flatMap((one, index) =>
    all
      .slice(0, index)
      .filter((earlier) => overlap(earlier.range, one.range))
      .map((earlier) => `${one.urn}: ${one.range} overlaps ${earlier.range} of ${earlier.urn}`),
  );
}

/** An IPv4 address block: its first address and its size. */
export interface AddressBlock {
  readonly first: number;
  readonly size: number;
}

/** Reads `10.10.0.0/16`; `undefined` for what is no IPv4 address block. */
export function parseBlock(cidr: string | undefined): AddressBlock | undefined {
  const [, address = "", prefix = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(cidr ?? "") ?? [];
  const bytes = address.split(".").map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255) || Number(prefix) > 32) return undefined;
  const size = 2 ** (32 - Number(prefix));
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return { first: value - (value % size), size };
}

/** Whether two blocks share an address. */
export function overlap(one: AddressBlock, other: AddressBlock): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}

import { crc32 } from "node:zlib";

/**
 * The order in which the provider sees the members of a set: by their checksums, compared as text. It decides the order
 * of what it joins, such as the identifiers of two `principals` blocks of one type.
 *
 * @param serialize the text of a member that the checksum is taken of
 */
export function inSetOrder<Member>(
  members: readonly Member[],
  serialize: (member: Member) => string,
): Member[] {
  const byKey = new Map(members.map((member) => [String(crc32(serialize(member))), member]));
  return [...byKey].sort(([left], [right]) => compare(left, right)).map(([, member]) => member);
}

/** A text as a member of a set. */
export const textMember = (value: string): string => `${value};`;

/** Texts by their bytes, as the provider sorts them; JavaScript would sort by UTF-16 units. */
export function compare(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

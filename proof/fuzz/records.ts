import fc from "fast-check";

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const host = label.map((name) => `${name}.example.net`);
const number = fc.nat(65_535).map(String);
const text = fc.stringMatching(/^[a-z0-9=:;. _-]{1,300}$/);

/** What a zone file has for each type. */
const VALUES: Record<string, fc.Arbitrary<string>> = {
  A: fc.ipV4(),
  AAAA: fc.ipV6(),
  CNAME: host,
  MX: fc.tuple(number, host).map((parts) => parts.join(" ")),
  TXT: text,
  SRV: fc.tuple(number, number, number, host).map((parts) => parts.join(" ")),
  CAA: fc.constantFrom(
    '0 issue "amazon.com"',
    '0 issuewild "amazonaws.com"',
    '0 iodef "mailto:x@example.net"',
  ),
};

const record = fc.constantFrom(...Object.keys(VALUES)).chain((type) =>
  fc.record(
    {
      // A name of its own: what the system makes, and other records of the name, are another matter.
      name:
        type === "CNAME"
          ? label.map((name) => `c-${name}`)
          : label.map((name) => `${type.toLowerCase()}-${name}`),
      type: fc.constant(type),
      ttl: fc.integer({ min: 60, max: 172_800 }),
      values: fc.uniqueArray(VALUES[type] as fc.Arbitrary<string>, {
        minLength: 1,
        maxLength: type === "CNAME" ? 1 : 3,
      }),
    },
    { requiredKeys: ["name", "type", "values"] },
  ),
);

/** Records that a domain brings along, each name once. */
export const recordsArbitrary = fc.uniqueArray(record, { maxLength: 5, selector: ({ name }) => name });

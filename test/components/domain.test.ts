import assert from "node:assert/strict";
import { type DnsRecord, DnsRecords } from "../../components/dns-records";
import { recordMistakes } from "../../components/dns-records/validate";
import { recordValue } from "../../components/dns-records/values";
import { QueryLog } from "../../components/query-log";
import { deliveryPolicy } from "../../components/query-log/delivery-policy";
import { ZoneSigning } from "../../components/zone-signing";
import { only, settled, startMocks } from "../support/mocks";

const ZONE = "pay.example.com";

/** One good record of each type. */
const records: DnsRecord[] = [
  { name: "legacy", type: "A", values: ["192.0.2.1", "192.0.2.2"] },
  { name: "legacy", type: "AAAA", values: ["2001:db8::1"] },
  { name: "docs", type: "CNAME", ttl: 3600, values: ["docs.example.net"] },
  { name: "@", type: "MX", values: ["10 mail.example.com", "20 mail2.example.com."] },
  { name: "@", type: "TXT", values: ["v=spf1 include:example.com -all"] },
  { name: "_sip._tcp", type: "SRV", values: ["10 5 5060 sip.example.com"] },
  { name: "@", type: "CAA", values: ['0 issue "amazon.com"', '0 iodef "mailto:security@example.com"'] },
];

function refused(list: DnsRecord[]): string[] {
  return recordMistakes(ZONE, list, { reserved: [ZONE, `api.${ZONE}`] }).map(
    ({ propertyPath, reason }) => `${propertyPath}: ${reason}`,
  );
}

describe("DnsRecords", () => {
  it("HUB-1 takes a good record of each of the seven types", async () => {
    assert.deepEqual(refused(records), []);
    const registered = startMocks();
    new DnsRecords("records", { zoneId: "Z1", zoneName: ZONE, records });
    await settled();
    const made = registered
      .filter(({ type }) => type === "aws:route53/record:Record")
      .map(({ inputs }) => inputs);
    assert.deepEqual(made.map(({ name, type, ttl }) => `${name} ${type} ${ttl}`).sort(), [
      `_sip._tcp.${ZONE} SRV 300`,
      `docs.${ZONE} CNAME 3600`,
      `legacy.${ZONE} A 300`,
      `legacy.${ZONE} AAAA 300`,
      `${ZONE} CAA 300`,
      `${ZONE} MX 300`,
      `${ZONE} TXT 300`,
    ]);
  });

  const wrong: [string, DnsRecord[], RegExp][] = [
    [
      "a name twice",
      [records[0], records[0]] as DnsRecord[],
      /^records\.1: legacy\.pay\.example\.com A is there twice; put all/,
    ],
    [
      "a CNAME at the apex",
      [{ name: "@", type: "CNAME", values: ["a.b"] }],
      /^records\.0\.type: CNAME is not allowed for pay/,
    ],
    [
      "a CNAME beside other records",
      [
        { name: "x", type: "TXT", values: ["a"] },
        { name: "x", type: "CNAME", values: ["a.b"] },
      ],
      /^records\.1: x\.pay\.example\.com has a CNAME and other records; a CNAME stands alone$/,
    ],
    [
      "a name that the system makes",
      [{ name: "api", type: "A", values: ["192.0.2.1"] }],
      /^records\.0\.name: "api" is not allowed with A, api\.pay/,
    ],
    [
      "a full name",
      [{ name: `mail.${ZONE}`, type: "A", values: ["192.0.2.1"] }],
      /write it without \.pay\.example\.com/,
    ],
    [
      "a name with a space",
      [{ name: "my mail", type: "A", values: ["192.0.2.1"] }],
      /^records\.0\.name: "my mail" is not allowed/,
    ],
    [
      "an unknown type",
      [{ name: "x", type: "SPF" as "TXT", values: ["a"] }],
      /^records\.0\.type: "SPF" is not allowed, A, AAAA/,
    ],
    ["no value", [{ name: "x", type: "A", values: [] }], /^records\.0\.values: none is not allowed/],
    [
      "two values of a CNAME",
      [{ name: "x", type: "CNAME", values: ["a.b", "c.d"] }],
      /a CNAME has one value$/,
    ],
    [
      "an address that is none",
      [{ name: "x", type: "A", values: ["300.1.1.1"] }],
      /"300\.1\.1\.1" is not allowed for A, an IPv4/,
    ],
    [
      "an IPv4 address in an AAAA",
      [{ name: "x", type: "AAAA", values: ["192.0.2.1"] }],
      /for AAAA, an IPv6 address/,
    ],
    [
      "an MX without a priority",
      [{ name: "x", type: "MX", values: ["mail.example.com"] }],
      /for MX, a priority and a host/,
    ],
    [
      "an SRV with a port too large",
      [{ name: "x", type: "SRV", values: ["1 1 70000 a.b"] }],
      /for SRV, priority, weight, port/,
    ],
    ["a text in quotes", [{ name: "x", type: "TXT", values: ['"a"'] }], /for TXT, a text of 1 to 4000/],
    [
      "a time to live of a second",
      [{ name: "x", type: "A", ttl: 1, values: ["192.0.2.1"] }],
      /^records\.0\.ttl: 1 is not allowed/,
    ],
    [
      "CAA records that keep ACM out",
      [{ name: "@", type: "CAA", values: ['0 issue "letsencrypt.org"'] }],
      /^records\.0\.values: no certificate could be issued for pay\.example\.com: add 0 issue "amazon\.com"$/,
    ],
  ];
  for (const [title, list, expected] of wrong) {
    it(`refuses ${title}`, () => {
      const found = refused(list);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }

  it("cuts a long text into strings of 255 characters, never inside an escape", () => {
    assert.equal(recordValue("TXT", "short"), "short");
    assert.equal(
      recordValue("TXT", "a".repeat(600)),
      ["a".repeat(255), "a".repeat(255), "a".repeat(90)].join('""'),
    );
    assert.equal(recordValue("TXT", `${"a".repeat(254)}"b`), `${"a".repeat(254)}""\\"b`);
    assert.equal(recordValue("MX", "10 mail"), "10 mail");
  });
});

describe("QueryLog", () => {
  it("HUB-1 writes a zone's queries to an encrypted group with an end, where Route 53 writes them", async () => {
    const registered = startMocks();
    new QueryLog("queries", { zoneId: "Z1", zoneName: ZONE, resourceName: "hub" });
    await settled();
    const group = only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.deepEqual(
      [group.region, group.name, group.retentionInDays],
      ["us-east-1", `/aws/route53/${ZONE}`, 400],
    );
    assert.equal(group.kmsKeyId, "arn:mock:queries-key-key");
    assert.equal(
      only(registered, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy").inputs.region,
      "us-east-1",
    );
    assert.equal(
      only(registered, "aws:route53/queryLog:QueryLog").inputs.cloudwatchLogGroupArn,
      "arn:mock:queries-group",
    );
  });

  it("lets Route 53 write for this zone and account alone", () => {
    const [statement] = JSON.parse(deliveryPolicy("arn:group", "Z1", "aws", "111122223333")).Statement;
    assert.equal(statement.Resource, "arn:group:*");
    assert.deepEqual(statement.Condition.ArnLike, { "aws:SourceArn": "arn:aws:route53:::hostedzone/Z1" });
  });
});

describe("ZoneSigning", () => {
  it("HUB-1 signs with a key of the one kind and region that Route 53 takes", async () => {
    const registered = startMocks({
      "aws:route53/keySigningKey:KeySigningKey": () => ({ dsRecord: "1 13 2 AB" }),
    });
    const signing = new ZoneSigning("signing", { zoneId: "Z1", zoneName: ZONE, resourceName: "hub" });
    await settled();
    const key = only(registered, "aws:kms/key:Key").inputs;
    assert.deepEqual(
      [key.region, key.customerMasterKeySpec, key.keyUsage],
      ["us-east-1", "ECC_NIST_P256", "SIGN_VERIFY"],
    );
    const statements = JSON.parse(key.policy as string).Statement as { Sid: string; Condition?: unknown }[];
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      ["Account", "Sign", "Grant"],
    );
    for (const { Sid, Condition } of statements.slice(1)) {
      assert.match(JSON.stringify(Condition), /"aws:SourceAccount":"111122223333"/, Sid);
    }
    assert.equal(await new Promise((resolve) => signing.dsRecord.apply(resolve)), "1 13 2 AB");
  });
});

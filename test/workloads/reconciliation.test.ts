import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";

interface Entry {
  idempotency_key: string;
  amount: string;
  currency: string;
  status: string;
  updated_at?: string;
}

interface Report {
  differences: { key: string; kind: string; what: string; advice: string }[];
  compared: number;
  lostByCurrency: Record<string, string>;
}

const load = async <T>(file: string): Promise<T> =>
  (await import(path.resolve("workloads/reconciliation", file))) as T;

function entry(key: string, changes: Partial<Entry> = {}): Entry {
  const at = "2026-01-31T10:00:00Z";
  return {
    idempotency_key: key,
    amount: "10.50",
    currency: "EUR",
    status: "settled",
    updated_at: at,
    ...changes,
  };
}

describe("the reconciliation of two ledgers", () => {
  let compare: (one: Entry[], other: Entry[], provider?: Entry[]) => Report;
  before(async () => {
    ({ compare } = await load<{ compare: typeof compare }>("compare.mjs"));
  });
  const kinds = (report: Report) => report.differences.map(({ key, kind }) => `${key} ${kind}`);

  it("finds what the new writer never got, and its sum without losing a cent", () => {
    const old = [entry("a"), entry("b", { amount: "0.10" }), entry("c", { amount: "0.20" }), entry("d")];
    const report = compare(old, [entry("a"), entry("d")]);
    assert.deepEqual(kinds(report), ["b lost", "c lost"]);
    assert.deepEqual(report.lostByCurrency, { EUR: "0.30" });
    assert.equal(report.compared, 4);
    assert.match(report.differences[0]?.advice ?? "", /same idempotency key/);
  });

  it("takes payments made after the failover, and those that went on since, for no difference", () => {
    const old = [entry("a", { status: "authorised" })];
    const now = [entry("a", { status: "settled", updated_at: "2026-01-31T11:00:00Z" }), entry("new")];
    assert.deepEqual(compare(old, now).differences, []);
  });

  it("finds a status that went back, amounts that contradict each other, and money that no ledger knows", () => {
    const old = [entry("a"), entry("b")];
    const now = [entry("a", { status: "authorised" }), entry("b", { amount: "99" })];
    const report = compare(old, now, [entry("a"), entry("b", { amount: "99" }), entry("ghost")]);
    assert.deepEqual(kinds(report), ["a update-lost", "b contradiction", "ghost not-booked"]);
  });

  it("says of a lost payment whether the provider moved the money", () => {
    const [charged] = compare([entry("a")], [], [entry("a"), entry("z")]).differences;
    assert.match(charged?.what ?? "", /the provider has 10\.50 EUR settled$/);
    const [free] = compare([entry("a")], [], [entry("z")]).differences;
    assert.match(free?.what ?? "", /the provider has nothing$/);
  });

  it("compares amounts by value and not by spelling", () => {
    assert.deepEqual(compare([entry("a")], [entry("a", { amount: "10.5000" })]).differences, []);
    assert.throws(() => compare([entry("a", { amount: "10,50" })], []), /"10,50" is no amount/);
  });

  it("refuses a ledger in which a key is there twice: nobody could say which one counts", () => {
    assert.throws(() => compare([entry("a"), entry("a")], []), /old ledger: a is there twice/);
  });

  it("finds nothing between a ledger and itself, and every entry that is taken away", () => {
    const ledgers = fc.uniqueArray(fc.uuid(), { minLength: 1 });
    fc.assert(
      fc.property(ledgers, fc.nat(), (keys, at) => {
        const all = keys.map((key) => entry(key));
        assert.deepEqual(compare(all, all).differences, []);
        const gone = keys[at % keys.length] as string;
        const rest = all.filter(({ idempotency_key }) => idempotency_key !== gone);
        assert.deepEqual(kinds(compare(all, rest)), [`${gone} lost`]);
      }),
    );
  });
});

describe("the reconciliation's files", () => {
  let parseCsv: (text: string) => Record<string, string>[];
  before(async () => {
    ({ parseCsv } = await load<{ parseCsv: typeof parseCsv }>("csv.mjs"));
  });

  it("are CSV as PostgreSQL writes it: quotes, commas and line breaks inside fields", () => {
    assert.deepEqual(parseCsv('key,note\r\na,"said ""no"", then\nyes"\r\nb,\r\n'), [
      { key: "a", note: 'said "no", then\nyes' },
      { key: "b", note: "" },
    ]);
    assert.deepEqual(parseCsv("key,note\na,"), [{ key: "a", note: "" }]);
    assert.deepEqual(parseCsv("key,note\n"), []);
  });

  it("are refused where a record has another number of fields, or a quote does not end", () => {
    assert.throws(() => parseCsv("key,note\na\n"), /record 1: 1 fields, 2 are needed: key, note/);
    assert.throws(() => parseCsv('key,note\na,"no end\n'), /line 2: a quote does not end/);
  });

  it("survive being written and read", () => {
    const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (records) => {
        const text = [["one", "two"], ...records].map((line) => `${line.map(quote).join(",")}\n`).join("");
        assert.deepEqual(
          parseCsv(text),
          records.map(([one, two]) => ({ one, two })),
        );
      }),
    );
  });

  it("are compared by one command that says the differences, their sum, and by its exit code whether there are any", function () {
    // Each run starts a Node of its own, on a machine that may be busy.
    this.timeout(30_000);
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-ledger-"));
    try {
      const file = (name: string, lines: string[]) => {
        const full = path.join(directory, name);
        fs.writeFileSync(full, ["idempotency_key,amount,currency,status", ...lines, ""].join("\n"));
        return full;
      };
      const run = (...files: string[]) => {
        const { status, stdout, stderr } = spawnSync(
          process.execPath,
          ["workloads/reconciliation/index.mjs", ...files],
          { encoding: "utf8" },
        );
        return { status, output: stdout + stderr };
      };
      const old = file("old.csv", ["a,1.00,EUR,settled", "b,2.00,EUR,settled"]);
      const now = file("new.csv", ["a,1.00,EUR,settled"]);
      assert.deepEqual(run(now, now), { status: 0, output: "1 payments compared, 0 differences\n" });
      const found = run(old, now);
      assert.equal(found.status, 1);
      assert.match(
        found.output,
        /^lost b: 2\.00 EUR settled\..+\n2 payments compared, 1 differences\nlost: 2\.00 EUR\n$/,
      );
      fs.writeFileSync(path.join(directory, "bad.csv"), "key\na\n");
      const bad = run(path.join(directory, "bad.csv"), now);
      assert.equal(bad.status, 2);
      assert.match(bad.output, /bad\.csv: it has no column idempotency_key, amount, currency, status\n$/);
      assert.equal(run(old).status, 2);
    } finally {
      fs.rmSync(directory, { recursive: true, force: true });
    }
  });
});

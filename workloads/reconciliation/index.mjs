// node index.mjs old.csv new.csv [provider.csv]
// Exit code 0: no difference; 1: differences; 2: a file can't be read.
import { readFileSync } from "node:fs";
import { compare } from "./compare.mjs";
import { parseCsv } from "./csv.mjs";

const NEEDED = ["idempotency_key", "amount", "currency", "status"];

function ledger(file) {
  try {
    const entries = parseCsv(readFileSync(file, "utf8"));
    const missing = NEEDED.filter((name) => entries.length > 0 && !(name in entries[0]));
    if (missing.length > 0) throw new Error(`it has no column ${missing.join(", ")}`);
    return entries;
  } catch (error) {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}

const [oldFile, newFile, providerFile] = process.argv.slice(2);
try {
  if (newFile === undefined) throw new Error("usage: node index.mjs old.csv new.csv [provider.csv]");
  const provider = providerFile === undefined ? [] : ledger(providerFile);
  const { differences, compared, lostByCurrency } = compare(ledger(oldFile), ledger(newFile), provider);
  for (const { key, kind, what, advice } of differences) console.log(`${kind} ${key}: ${what}. ${advice}.`);
  console.log(`${compared} payments compared, ${differences.length} differences`);
  for (const [currency, sum] of Object.entries(lostByCurrency)) console.log(`lost: ${sum} ${currency}`);
  process.exitCode = differences.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

import { checkGraph } from "../../../deep-check/check";
import { Engine } from "../../../deep-check/judge/engine";
import { Mapping } from "../../../facts/mapping";
import { collectExamples } from "./collect";
import { evaluateExample } from "./evaluate";
import { exampleFindings } from "./known";

/** Judges every example of the installed `@pulumi/aws` and prints what is found: `node --import=tsx FILE`. */
const engine = new Engine();
let count = 0;
let found = 0;
let falseAlarms = 0;
for (const { id, source } of collectExamples()) {
  const graph = evaluateExample(source);
  if (!graph.some(({ type }) => Mapping.of(type) !== undefined)) continue;
  count++;
  const { findings } = checkGraph(graph, engine, Mapping);
  if (findings.length === 0) continue;
  found++;
  const known = exampleFindings[id] ?? "NOT KNOWN";
  if (known.startsWith("false:")) falseAlarms++;
  console.log(`${id}: ${known}`);
  for (const { rule, type, property, message } of findings)
    console.log(`  ${rule} ${type} ${property}: ${message}`);
}
engine.free();
console.log(`${count} examples, ${found} with findings, ${falseAlarms} of these false`);

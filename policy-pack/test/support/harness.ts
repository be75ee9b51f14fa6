/**
 * Runs beside the rules' own tests in a process of its own (mocha --require): watches what every rule reads and says, or
 * bends every rule in one way, so that the tests can be asked whether they notice.
 */
import * as fs from "node:fs";
import type { ResourceGraph } from "../../frame/graph";
import type { Judgement, ResourceRule, Rule, Stack, StackRule } from "../../frame/rule";
import type { Subject } from "../../frame/subject";
import { isUnknown } from "../../frame/values";
import { rules } from "../../rules";
import { Examples } from "./examples";
import { bends } from "./harness-modes";
import { printed, readTypes } from "./watch";

const bend = bends.find((one) => one === process.env.TANDEM_TEST_BEND);
const report = process.env.TANDEM_TEST_REPORT;

const seen = {
  printed: new Set<string>(),
  undeclared: new Set<string>(),
  violated: new Set<string>(),
  open: new Set<string>(),
};

const examples = new Examples();

for (const rule of rules) bendRule(rule);

export const mochaHooks = {
  afterAll() {
    if (!report) return;
    fs.writeFileSync(`${report}.examples`, examples.lines());
    const lists = Object.entries(seen).map(([name, items]) => [name, [...items].sort()]);
    fs.writeFileSync(report, JSON.stringify(Object.fromEntries(lists)));
  },
};

function bendRule(rule: Rule): void {
  if (rule.kind === "resource") {
    const { check } = rule;
    const bent: ResourceRule["check"] = (resource, judgement, settings) =>
      judged(rule, judgement, resource, [resource], (own) => check.call(rule, resource, own, settings));
    Object.assign(rule, { check: bent });
    return;
  }
  const { check } = rule;
  const bent: StackRule["check"] = (stack, settings) => {
    const graph = watched(rule, stack.graph);
    const own: Stack = {
      ...stack,
      graph,
      judge: (resource, judge) =>
        stack.judge(resource, (judgement) => judged(rule, judgement, resource, graph.resources, judge)),
      read: (resource, read) => {
        try {
          return read();
        } catch (error) {
          // Said by the stack, unless the rule is to be sure of itself.
          if (bend === "sure" && isUnknown(error)) return undefined;
          return stack.read(resource, () => {
            throw error;
          });
        }
      },
    };
    check.call(rule, own, settings);
  };
  Object.assign(rule, { check: bent });
}

/** One judgement, watched and bent. */
function judged(
  rule: Rule,
  judgement: Judgement,
  resource: Subject,
  resources: readonly Subject[],
  judge: (judgement: Judgement) => void,
): void {
  let said = false;
  const own: Judgement = {
    violation: (message) => {
      said = true;
      seen.violated.add(rule.id);
      examples.note(rule, resource, message);
      for (const value of printed(message, resources)) seen.printed.add(`${rule.id}: ${value}`);
      if (bend !== "silent") judgement.violation(message);
    },
    notEvaluated: (reason) => {
      said = true;
      seen.open.add(rule.id);
      for (const value of printed(reason, resources)) seen.printed.add(`${rule.id}: ${value}`);
      if (bend !== "sure") judgement.notEvaluated(reason);
    },
  };
  try {
    judge(own);
  } catch (error) {
    if (!isUnknown(error)) throw error;
    said = true;
    seen.open.add(rule.id);
    if (bend !== "sure") throw error;
  }
  if (bend === "loud" && !said) judgement.violation("Bent.");
}

/** The graph, noting what the rule asks it for. */
function watched(rule: StackRule, graph: ResourceGraph): ResourceGraph {
  return readTypes(graph, (type) => {
    if (!rule.types.includes(type)) seen.undeclared.add(`${rule.id}: ${type}`);
  });
}

import { create } from "xmlbuilder2";
import type { Result } from "../frame/results";
import { nameOf, type Report } from "./report";

/** What XML 1.0 can't hold, escaped or not: control characters and halves of surrogate pairs. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Results as JUnit XML, which CI services show as tests: a suite per rule, a case per finding, and one case for the
 * resources of which the rule had nothing to say. Advisory violations are no failures, since they stop nothing.
 */
export function junit({ document, rules, judged }: Report): string {
  const found = new Map<string, Result[]>();
  for (const result of document.results) found.set(result.rule, [...(found.get(result.rule) ?? []), result]);
  const ran = rules.filter(({ id }) => judged.has(id) || found.has(id));
  const suites = ran.map((rule) => {
    const results = found.get(rule.id) ?? [];
    const passed = (judged.get(rule.id) ?? 0) - new Set(results.map(({ urn }) => urn)).size;
    const cases = [
      ...results.map((result) => caseOf(result)),
      ...(passed > 0 ? [{ "@classname": rule.id, "@name": `${passed} resources without a finding` }] : []),
    ];
    return {
      "@name": rule.id,
      "@tests": cases.length,
      "@failures": results.filter(isFailure).length,
      "@skipped": results.filter((result) => !isFailure(result)).length,
      "@errors": 0,
      testcase: cases,
    };
  });
  const total = (key: "@tests" | "@failures" | "@skipped") =>
    suites.reduce((sum, suite) => sum + suite[key], 0);
  const root = {
    testsuites: {
      "@name": clean(`${document.pack} ${document.stack ?? ""}`.trim()),
      "@tests": total("@tests"),
      "@failures": total("@failures"),
      "@skipped": total("@skipped"),
      "@errors": 0,
      testsuite: suites,
    },
  };
  return `${create({ version: "1.0", encoding: "UTF-8" }, root).end({ prettyPrint: true })}\n`;
}

function isFailure({ status, level }: Result): boolean {
  return status === "violation" && level === "mandatory";
}

function caseOf(result: Result) {
  const { rule, urn, message, status, severity, waiver } = result;
  const at = { "@classname": rule, "@name": clean(nameOf(urn)) };
  if (isFailure(result)) {
    return { ...at, failure: { "@message": clean(message), "@type": severity, "#": clean(urn) } };
  }
  const reason = waiver
    ? `Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}. ${message}`
    : `${status === "violation" ? "Advisory" : "Not evaluated"}: ${message}`;
  return { ...at, skipped: { "@message": clean(reason) } };
}

function clean(text: string): string {
  return text.replace(forbidden, "\u{FFFD}");
}

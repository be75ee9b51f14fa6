import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result as SarifResult } from "sarif";
import type { Result } from "../frame/results";
import { defaultLevel, type RuleText, type Severity } from "../frame/rule";
import { nameOf, type Report } from "./report";

/** GitHub's scale of severities: 9.0 and more is critical, 7.0 high, 4.0 medium. */
const scores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** Results as SARIF 2.1.0, which code scanning services and editors read. */
export function sarif({ document, rules }: Report): string {
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: document.pack, semanticVersion: document.version, rules: rules.map(descriptor) },
        },
        automationDetails: { id: `${document.pack}/${document.stack ?? ""}` },
        invocations: [{ executionSuccessful: document.complete }],
        columnKind: "utf16CodeUnits",
        results: document.results.map((result) => resultOf(result, index.get(result.rule))),
        properties: {
          ...(document.stack === undefined ? {} : { stack: document.stack }),
          ...(document.peers === undefined ? {} : { peers: document.peers }),
          counts: document.counts,
        },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(rule: RuleText): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.mend}\n\n${rule.example.trim()}`,
      markdown: `${rule.mend}\n\n\`\`\`ts\n${rule.example.trim()}\n\`\`\``,
    },
    defaultConfiguration: { level: defaultLevel(rule.severity) === "mandatory" ? "error" : "warning" },
    properties: {
      "security-severity": scores[rule.severity],
      severity: rule.severity,
      tags: [
        rule.area,
        ...rule.wellArchitected.map((practice) => `well-architected/${practice}`),
        ...rule.pci.map((requirement) => `pci-dss-4.0.1/${requirement}`),
      ],
    },
  };
}

function resultOf(result: Result, ruleIndex: number | undefined): SarifResult {
  const { rule, urn, message, status, level, waiver } = result;
  // SARIF wants level "none" for every kind but "fail"; "open" is a rule that had too little to tell.
  const verdict =
    status === "not-evaluated"
      ? ({ kind: "open", level: "none" } as const)
      : ({ kind: "fail", level: level === "mandatory" ? "error" : "warning" } as const);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    ...verdict,
    message: { text: status === "not-evaluated" ? `Not evaluated: ${message}.` : message },
    locations: [
      {
        // Policies are not told the line of the program; services that show results by file need one of the project's.
        physicalLocation: { artifactLocation: { uri: "Pulumi.yaml" }, region: { startLine: 1 } },
        logicalLocations: [{ name: nameOf(urn), fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    partialFingerprints: {
      "resourceAndRule/v1": createHash("sha256").update(`${rule}\n${urn}\n${message}`).digest("hex"),
    },
    ...(waiver
      ? {
          suppressions: [
            {
              kind: "external" as const,
              status: "accepted" as const,
              justification: waiver.reason,
              properties: {
                owner: waiver.owner,
                expires: waiver.expires,
                ...(waiver.ticket === undefined ? {} : { ticket: waiver.ticket }),
              },
            },
          ],
        }
      : {}),
  };
}

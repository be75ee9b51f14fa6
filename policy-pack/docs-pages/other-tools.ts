import checks from "../peers.json";

/** A check of another tool: a rule of this pack that makes it, or why none does. */
export type OtherCheck = { readonly peer: string; readonly id: string } & (
  | { readonly ours: string; readonly reason?: undefined }
  | { readonly reason: string; readonly ours?: undefined }
);

/** The tools, in the order of the pages, by the name that `peers.json` has for them. */
export const tools: Readonly<Record<string, string>> = {
  checkov: "Checkov 3.3.30",
  "cdk-nag": "cdk-nag 3.0.2, packs AwsSolutions and PCI DSS 3.2.1",
  "security-hub": "AWS Security Hub, controls of severity critical and high",
  "compliance-policies": "Pulumi compliance-policies",
  awsguard: "Pulumi AWSGuard 0.3.1",
};

/** Everything in `peers.json`. */
export const otherChecks = checks as readonly OtherCheck[];

/** The checks that a rule makes, one text per tool, such as `Checkov CKV_AWS_7, CKV_AWS_33`. */
export function otherNames(rule: string): string[] {
  return Object.entries(tools).flatMap(([peer, tool]) => {
    const ids = otherChecks.filter((check) => check.peer === peer && check.ours === rule).map(({ id }) => id);
    return ids.length > 0 ? [`${tool.replace(/[ ,]+(\d|packs|controls).*$/, "")}: ${ids.join(", ")}`] : [];
  });
}

/** How much of each tool the pack covers, and why not the rest, as lines of Markdown. */
export function otherTools(): string[] {
  const counts = Object.entries(tools).map(([peer, tool]) => {
    const all = otherChecks.filter((check) => check.peer === peer);
    const covered = all.filter(({ ours }) => ours !== undefined).length;
    return `| ${tool} | ${all.length} | ${covered} | ${all.length - covered} |`;
  });
  const reasons = new Map<string, string[]>();
  for (const { id, reason } of otherChecks) {
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  }
  return [
    "| tool | checks | made by a rule | not made |",
    "| --- | --- | --- | --- |",
    ...counts,
    "",
    "Which rule makes a check stands on the rule's page. The others are not made, because:",
    "",
    ...[...reasons].map(([reason, ids]) => `- ${reason} (${ids.join(", ")})`),
  ];
}

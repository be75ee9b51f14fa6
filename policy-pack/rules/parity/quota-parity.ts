import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import type { Region } from "../../frame/subject";
import { types } from "../../frame/types";
import { everyPart, known, number, text } from "../../frame/values";
import { homesOf, systemRegions, unseenReason } from "./homes";

/** Their quotas are raised in one region for all. */
const globalServices = new Set([
  "cloudfront",
  "globalaccelerator",
  "iam",
  "organizations",
  "route53",
  "shield",
]);

export const quotaParity = stackRule({
  id: "quota-parity",
  area: "parity",
  title: "A quota that was raised in one region is raised in the others",
  severity: "high",
  why: "Quotas are counted per region. The standby that never needed the raised quota has the default one, and reaches it in the first minutes after the failover, when raising it takes days.",
  mend: "Raise the quota in every region that the system must be able to run in, to the same value.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.servicequotas.ServiceQuota(\`vcpus-\${region}\`, { region, serviceCode: "ec2", quotaCode: "L-1216C47A", value: 512 });
}`,
  wellArchitected: ["REL01-BP02"],
  pci: [],
  settings: { regions: shared.regions },
  types: types.serviceQuota,
  check(stack, { regions }) {
    const system = systemRegions(stack, regions);
    const all = stack.graph.ofType(types.serviceQuota);
    for (const quota of stack.graph.own(types.serviceQuota)) {
      stack.judge(quota, (judgement) => {
        if (regions.length > 0 && quota.region !== undefined && !regions.includes(quota.region)) return;
        if (globalServices.has(text(quota.props, "serviceCode") ?? "")) return;
        const code = codeOf(quota);
        const twins = all.filter((other) => other !== quota && known(() => codeOf(other)) === code);
        everyPart(
          () => judgeValue(quota, twins, judgement),
          () => {
            const unread = all.some((other) => known(() => codeOf(other)) === undefined);
            judgeRegions(stack, system, [quota, ...twins], unread, judgement);
          },
        );
      });
    }
  },
});

function judgeValue(quota: StackResource, twins: readonly StackResource[], { violation }: Judgement): void {
  const value = number(quota.props, "value") ?? 0;
  const higher = twins.find((twin) => (known(() => number(twin.props, "value")) ?? 0) > value);
  if (higher) violation(`It is raised less than its twin in ${higher.region ?? "another region"}.`);
}

function judgeRegions(
  stack: Stack,
  system: readonly Region[],
  raised: readonly StackResource[],
  unread: boolean,
  judgement: Judgement,
): void {
  const held = new Set(raised.map(({ region }) => region));
  const missing = system.filter((region) => !held.has(region));
  if (system.length === 0) judgement.notEvaluated("the setting regions names no region");
  else if (missing.length > 0 && (unread || held.has(undefined))) {
    judgement.notEvaluated("the code or the region of a quota is not known");
    return;
  }
  const homes = homesOf(stack);
  const lacking = missing.filter((region) => homes.has(region));
  const unseen = missing.filter((region) => !homes.has(region));
  if (lacking.length > 0) judgement.violation(`It is not raised in ${lacking.join(", ")}.`);
  if (unseen.length > 0) judgement.notEvaluated(unseenReason(unseen));
}

function codeOf({ props }: StackResource): string {
  return `${text(props, "serviceCode")} ${text(props, "quotaCode")}`;
}

import { stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { known, text } from "../../frame/values";
import { isAdrift, meant } from "../related";

export const flowLogsEveryVpc = stackRule({
  id: "flow-logs-every-vpc",
  area: "network",
  title: "Every VPC, in every region, logs the traffic that it admits and the traffic that it refuses",
  severity: "high",
  why: "After an incident flow logs are the only record of who talked to whom. Refused traffic alone shows the attempts, not what came of them; and the standby region is where nobody looks.",
  mend: "Add a FlowLog with trafficType ALL to each VPC, into a log group or a bucket that its own account can't empty.",
  example: `
new aws.ec2.FlowLog("vpc", {
  vpcId: vpc.id, trafficType: "ALL", logDestinationType: "s3", logDestination: archive.arn });`,
  wellArchitected: ["SEC04-BP01"],
  pci: ["10.2.1"],
  types: [...types.vpc, ...types.defaultVpc, ...types.flowLog],
  check(stack) {
    const logs = stack.graph.own(types.flowLog);
    for (const vpc of stack.graph.own([...types.vpc, ...types.defaultVpc])) {
      stack.judge(vpc, ({ violation, notEvaluated }) => {
        const own = logs.filter((log) => meant(log, "vpcId", [vpc]).length > 0);
        const traffic = own.map((log) => known(() => text(log.props, "trafficType")) ?? "?");
        if (traffic.includes("ALL") || (traffic.includes("ACCEPT") && traffic.includes("REJECT"))) return;
        const maybe = logs.some((log) => isAdrift(log, "vpcId"));
        if (traffic.includes("?") || maybe) notEvaluated("what a flow log records is not known");
        else if (own.length === 0) violation("It has no flow log.");
        else
          violation(`Its flow log records ${traffic[0] === "ACCEPT" ? "admitted" : "refused"} traffic only.`);
      });
    }
  },
});

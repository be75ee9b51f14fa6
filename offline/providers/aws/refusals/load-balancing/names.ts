import { text } from "../../../core/values/read";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

const balancers = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const targets = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];

export const balancerName: Refusal = {
  ...whenMade,
  name: "lb-name",
  code: "ValidationError",
  sentence:
    "A load balancer's or target group's name has up to 32 letters, digits and hyphens, no hyphen at either end, and a load balancer's does not begin with internal-.",
  source: "Elastic Load Balancing API Reference, CreateLoadBalancer.Name and CreateTargetGroup.Name",
  types: [...balancers, ...targets],
  judge({ type, inputs }) {
    const name = text(inputs, "name");
    if (name === undefined) return undefined;
    const wrong = whatIsWrong(name, balancers.includes(type));
    return wrong === undefined ? undefined : found(`name "${name}" ${wrong}`, "name");
  },
};

function whatIsWrong(name: string, isBalancer: boolean): string | undefined {
  if (name.length > 32) return `has ${name.length} characters; AWS takes up to 32`;
  if (!/^[A-Za-z0-9-]+$/.test(name)) return "has other characters than letters, digits and hyphens";
  if (name.startsWith("-") || name.endsWith("-")) return "begins or ends with a hyphen; AWS takes none there";
  return isBalancer && name.startsWith("internal-")
    ? 'begins with "internal-", which AWS keeps for itself'
    : undefined;
}

import { flag, text, texts } from "../../core/values/read";
import type { Birth } from "../birth";
import { loadBalancerZone } from "./lb-zones";
import type { OutputTable, TypeOutputs } from "./table";

const kindOf = (birth: Birth): "app" | "net" | "gwy" => {
  const kind = text(birth.inputs, "loadBalancerType");
  return kind === "network" ? "net" : kind === "gateway" ? "gwy" : "app";
};

const loadBalancer: TypeOutputs = {
  id: (birth) => birth.arn("elasticloadbalancing", `loadbalancer/${suffix(birth)}`),
  outputs: (birth, id) => {
    const network = kindOf(birth) === "net";
    const subnets = [
      ...texts(birth.inputs, "subnets"),
      ...birth.objects("subnetMappings").flatMap((mapping) => text(mapping, "subnetId") ?? []),
    ];
    return {
      arn: id,
      arnSuffix: suffix(birth),
      name: birth.named("name"),
      dnsName: dnsName(birth, network),
      zoneId:
        loadBalancerZone(birth.region, network ? "network" : "application") ?? zoneOfUnlistedRegion(birth),
      vpcId: birth.vpcOfSubnet(subnets[0]) ?? birth.defaultVpcId(),
      subnets,
      internal: flag(birth.inputs, "internal") ?? false,
      ipAddressType: text(birth.inputs, "ipAddressType") ?? "ipv4",
    };
  },
};

const targetGroup: TypeOutputs = {
  id: (birth) => birth.arn("elasticloadbalancing", targetGroupSuffix(birth)),
  outputs: (birth, id) => ({
    arn: id,
    arnSuffix: targetGroupSuffix(birth),
    name: birth.named("name"),
    ipAddressType: text(birth.inputs, "ipAddressType") ?? "ipv4",
    loadBalancerArns: [],
  }),
};

const listener: TypeOutputs = {
  id: (birth) => {
    const arn =
      text(birth.inputs, "loadBalancerArn") ?? birth.arn("elasticloadbalancing", "loadbalancer/app/x/0");
    return `${arn.replace(":loadbalancer/", ":listener/")}/${birth.hex(16, "listener")}`;
  },
  outputs: (birth, id) => ({
    arn: id,
    protocol: text(birth.inputs, "protocol") ?? "HTTP",
    sslPolicy: text(birth.inputs, "sslPolicy") ?? (secure(birth) ? "ELBSecurityPolicy-2016-08" : ""),
    tcpIdleTimeoutSeconds: 350,
  }),
};

const listenerRule: TypeOutputs = {
  id: (birth) =>
    `${(text(birth.inputs, "listenerArn") ?? "").replace(":listener/", ":listener-rule/")}/${birth.hex(16, "rule")}`,
  outputs: (_birth, id) => ({ arn: id }),
};

/** The `alb` module holds the same types under another name. */
export const lb: OutputTable = Object.fromEntries(
  ["lb", "alb"].flatMap((module) => [
    [`aws:${module}/loadBalancer:LoadBalancer`, loadBalancer],
    [`aws:${module}/targetGroup:TargetGroup`, targetGroup],
    [`aws:${module}/listener:Listener`, listener],
    [`aws:${module}/listenerRule:ListenerRule`, listenerRule],
  ]),
);

const suffix = (birth: Birth): string =>
  `${kindOf(birth)}/${birth.named("name")}/${birth.hex(16, "load balancer")}`;

const targetGroupSuffix = (birth: Birth): string =>
  `targetgroup/${birth.named("name")}/${birth.hex(16, "target group")}`;

function dnsName(birth: Birth, network: boolean): string {
  const name = birth.named("name");
  if (network) return `${name}-${birth.hex(16, "load balancer")}.elb.${birth.region}.${birth.dnsSuffix}`;
  const lead = flag(birth.inputs, "internal") === true ? "internal-" : "";
  return `${lead}${name}-${birth.text(10, "123456789", "dns")}.${birth.region}.elb.${birth.dnsSuffix}`;
}

const zoneOfUnlistedRegion = (birth: Birth): string => `Z${birth.region.replace(/-/g, "").toUpperCase()}LB`;

const secure = (birth: Birth): boolean => ["HTTPS", "TLS"].includes(text(birth.inputs, "protocol") ?? "");

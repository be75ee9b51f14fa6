import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { ApplicationLoadBalancer } from "../../components/application-load-balancer";
import { LogArchive, LogWriter } from "../../components/log-archive";
import type { Foundation } from "./foundation";
import type { Shop } from "./shop";

/**
 * The way from the proxies to user interface and services: a load balancer with private addresses, under a name that its
 * certificate holds. Each request goes to the target with the fewest under way.
 */
export function inside(
  { settings, names, opts }: Shop,
  { network, insideCertificateArn }: Foundation,
  zoneId: pulumi.Input<string>,
): ApplicationLoadBalancer {
  const { region, network: addresses, recovery } = settings;
  const logs = new LogArchive(
    "inside-logs",
    {
      region,
      bucketName: names.balancerLogBucket,
      writer: LogWriter.LoadBalancers,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  const balancer = new ApplicationLoadBalancer(
    "inside",
    {
      region,
      resourceName: names.loadBalancer,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      sources: [{ name: "network", cidrIpv4: addresses.cidr }],
      logBucketName: logs.bucketName,
      certificateArn: insideCertificateArn,
      protect: recovery.protect,
    },
    opts,
  );
  new route53.Record(
    "inside-name",
    {
      zoneId,
      name: names.insideIn(region),
      type: "A",
      aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false }],
    },
    { provider: opts.providers.aws },
  );
  return balancer;
}

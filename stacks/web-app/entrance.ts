import { ApplicationLoadBalancer, Scheme } from "../../components/application-load-balancer";
import { LogArchive, LogWriter } from "../../components/log-archive";
import { WebFirewall } from "../../components/web-firewall";
import type { App } from "./app";
import type { Foundation } from "./foundation";

/** The way in: HTTPS alone, through the region's firewall, to whatever runs in the private subnets. */
export function entrance({ settings, names, opts }: App, { network, certificate }: Foundation) {
  const { region, firewall: limits, recovery } = settings;
  const kept = { protect: recovery.protect, forceDestroy: !recovery.protect };
  const logs = new LogArchive(
    "entrance-logs",
    { region, bucketName: names.balancerLogBucket, writer: LogWriter.LoadBalancers, ...kept },
    opts,
  );
  const balancer = new ApplicationLoadBalancer(
    "entrance",
    {
      region,
      resourceName: names.loadBalancer,
      scheme: Scheme.InternetFacing,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      sources: [{ name: "internet", cidrIpv4: "0.0.0.0/0" }],
      certificateArn: certificate.certificateArn,
      logBucketName: logs.bucketName,
      protect: recovery.protect,
    },
    opts,
  );
  const firewall = new WebFirewall(
    "firewall",
    {
      region,
      resourceName: names.firewall,
      guarded: [{ name: "entrance", arn: balancer.arn }],
      rateLimit: limits.requestsPerFiveMinutes,
      allowedAddresses: limits.allowedAddresses,
      deniedAddresses: limits.deniedAddresses,
    },
    opts,
  );
  return { balancer, firewall };
}

/** The way in. */
export type Entrance = ReturnType<typeof entrance>;

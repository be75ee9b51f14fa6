import { ApplicationLoadBalancer, Scheme } from "../../components/application-load-balancer";
import { LogArchive, LogWriter } from "../../components/log-archive";
import type { Cart } from "./cart";
import type { Foundation } from "./foundation";

/** Where customers' requests of the region arrive, past the firewall. */
export function entrance({ settings, names, opts }: Cart, base: Foundation): ApplicationLoadBalancer {
  const { region, recovery } = settings;
  const logs = new LogArchive(
    "shop-logs",
    {
      region,
      bucketName: names.balancerLogBucket,
      writer: LogWriter.LoadBalancers,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  return new ApplicationLoadBalancer(
    "shop",
    {
      region,
      resourceName: names.loadBalancer,
      scheme: Scheme.InternetFacing,
      vpcId: base.network.vpcId,
      subnetIds: base.network.publicSubnetIds,
      // Customers of Route 53 and of the accelerator alike, whose addresses it keeps.
      sources: [{ name: "internet", cidrIpv4: "0.0.0.0/0" }],
      logBucketName: logs.bucketName,
      certificateArn: base.certificate.certificateArn,
      webAclArn: base.firewall.webAclArn,
      protect: recovery.protect,
    },
    opts,
  );
}

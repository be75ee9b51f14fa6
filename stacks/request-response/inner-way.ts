import { ApplicationLoadBalancer } from "../../components/application-load-balancer";
import { LogArchive, LogWriter } from "../../components/log-archive";
import { ApiVpcLink } from "../../components/serverless-api";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";

/** Port at which a deployment shows its new version before customers get it. */
const TEST_PORT = 8443;

/** The way from the API into the network: a link, and a load balancer that nobody else reaches. */
export function innerWay({ settings, names, opts }: Flow, { network, certificate }: Foundation) {
  const { region, network: addresses, recovery } = settings;
  const { vpcId, privateSubnetIds: subnetIds } = network;
  const link = new ApiVpcLink(
    "api-link",
    { region, linkName: names.api, vpcId, subnetIds, targetRange: addresses.cidr },
    opts,
  );
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
      vpcId,
      subnetIds,
      sources: [{ name: "api", securityGroupId: link.securityGroupId }],
      logBucketName: logs.bucketName,
      certificateArn: certificate.certificateArn,
      testListener: { port: TEST_PORT, sources: [{ name: "network", cidrIpv4: addresses.cidr }] },
      protect: recovery.protect,
    },
    opts,
  );
  return { link, balancer };
}

/** The way from the API to containers and instances. */
export type InnerWay = ReturnType<typeof innerWay>;

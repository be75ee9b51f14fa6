import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import type { ReplicatedBucket } from "../../components/replicated-bucket";
import { ReverseProxy } from "../../components/reverse-proxy";
import { type ProxySettings, proxyDefaults, proxyUserData } from "../../workloads/nginx/render";
import { PROXIES } from "./alarms";
import type { Foundation } from "./foundation";
import { mountStatements } from "./media";
import { instanceTags, LOG_DAYS, type Shop } from "./shop";

/** Path at which a proxy tells whether the shop behind it answers, too. */
const HEALTH = "/healthz/shop";

/** GiB of a proxy's disk besides what it keeps. */
const SYSTEM_GIGABYTES = 20;

/** Two NGINX proxies in different zones, each with an address of its own: what customers reach, and all that they reach. */
export function proxies(
  shop: Shop,
  { network, keyArn, shopCertificateArn }: Foundation,
  media: ReplicatedBucket,
): Record<string, ReverseProxy> {
  const { settings, names, opts } = shop;
  const { region, proxies: sizes, recovery } = settings;
  const { intervalSeconds: requestInterval, failures: failureThreshold } = recovery.healthCheck;
  const known = {
    ...proxyDefaults,
    region,
    domain: names.shopName,
    upstreamHost: names.insideIn(region),
    mediaCacheGigabytes: sizes.cacheGigabytes,
    requestsPerSecond: sizes.requestsPerSecond,
    ordersPerMinute: sizes.ordersPerMinute,
  };
  const made = PROXIES.map((which, zone) => {
    const proxy = new ReverseProxy(
      `proxy-${which}`,
      {
        region,
        resourceName: names.proxy(which),
        vpcId: network.vpcId,
        subnetId: network.publicSubnetIds.apply((ids) => ids[zone] as string),
        instanceTypes: sizes.instanceTypes,
        hostName: names.shopName,
        script: pulumi
          .all([media.store.bucketName, shopCertificateArn])
          .apply(([mediaBucket, certificateSecret]) => {
            const own: ProxySettings = {
              ...known,
              mediaBucket,
              certificateSecret,
              logGroup: names.proxyLog(which),
            };
            return proxyUserData(own);
          }),
        healthCheck: { path: HEALTH, requestInterval, failureThreshold },
        logGroupName: names.proxyLog(which),
        keyArn,
        statements: [...mountStatements(shop, media), exportCertificate(shopCertificateArn)],
        volumeGigabytes: SYSTEM_GIGABYTES + sizes.cacheGigabytes,
        logRetentionInDays: LOG_DAYS,
        tags: instanceTags(shop),
        protect: recovery.protect,
      },
      opts,
    );
    return [which, proxy] as const;
  });
  return Object.fromEntries(made);
}

/** The proxies of a region by their names. */
export type Proxies = Record<string, ReverseProxy>;

/** What takes certificate and key out of ACM; the key is encrypted on the way with a word that the proxy makes up. */
function exportCertificate(certificateArn: Foundation["shopCertificateArn"]): PolicyStatement {
  return { sid: "TakeCertificate", actions: ["acm:ExportCertificate"], resources: [certificateArn] };
}

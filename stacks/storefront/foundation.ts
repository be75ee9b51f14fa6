import type * as pulumi from "@pulumi/pulumi";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { KeyUser, RegionalKey } from "../../components/regional-key";
import { type NatStrategy, RegionalNetwork } from "../../components/regional-network";
import { notifications } from "../shared/topic";
import type { Shop } from "./shop";

/**
 * AWS services that are reached without NAT. EC2 is among them because a proxy takes its address by it, before which it has
 * no way out.
 */
const ENDPOINTS = ["ec2", "ecr.api", "ecr.dkr", "kms", "logs", "sqs", "ssm", "ssmmessages", "ec2messages"];

/**
 * What stands before everything else of a region: its network, its keys, its certificates and its topic.
 *
 * @param zoneId the hosted zone
 * @param ownsZone whether this stack owns it, and so the records that validate the shop's certificates in all regions
 */
export function foundation(shop: Shop, zoneId: pulumi.Input<string>, ownsZone: boolean) {
  const { settings, names, opts } = shop;
  const { region, network: addresses } = settings;
  const network = new RegionalNetwork(
    "network",
    {
      region,
      cidrBlock: addresses.cidr,
      availabilityZones: addresses.availabilityZones,
      resourceName: names.prefix,
      interfaceEndpoints: ENDPOINTS,
      natStrategy: addresses.natGateways as NatStrategy,
      flowLogRetentionInDays: addresses.flowLogRetentionDays,
    },
    opts,
  );
  const key = new RegionalKey(
    "key",
    {
      region,
      alias: names.key("compute"),
      description: `Functions, instances and their logs of ${names.prefix}`,
      users: [KeyUser.CloudWatchLogs],
    },
    opts,
  );
  const orderKey = new RegionalKey(
    "order-key",
    { region, alias: names.key("orders"), description: `Orders that wait, of ${names.prefix}` },
    opts,
  );
  // NGINX is no service of AWS: it takes certificate and key out.
  const shopCertificate = new DnsValidatedCertificate(
    "shop-certificate",
    {
      region,
      domainName: names.shopName,
      zoneId: ownsZone ? zoneId : undefined,
      exportable: true,
    },
    opts,
  );
  const insideCertificate = new DnsValidatedCertificate(
    "inside-certificate",
    { region, domainName: names.insideIn(region), zoneId },
    opts,
  );
  const told = notifications("notifications", shop, region, names.topic);
  return {
    network,
    keyArn: key.arn,
    orderKeyArn: orderKey.arn,
    shopCertificateArn: shopCertificate.certificateArn,
    insideCertificateArn: insideCertificate.certificateArn,
    topicArn: told.topicArn,
    topicKeyArn: told.keyArn,
  };
}

/** What stands before everything else of a region. */
export type Foundation = ReturnType<typeof foundation>;

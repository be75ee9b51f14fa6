import type * as pulumi from "@pulumi/pulumi";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { KeyUser, RegionalKey } from "../../components/regional-key";
import { type NatStrategy, RegionalNetwork } from "../../components/regional-network";
import { WebFirewall } from "../../components/web-firewall";
import { accountOf } from "../shared/account";
import { topic } from "../shared/topic";
import type { Cart } from "./cart";
import { ENDPOINTS, endpointAccess } from "./endpoint-access";

/**
 * What stands before everything else of a region: network of three tiers with its endpoints, keys, certificate,
 * firewall, and the topic that tells people.
 *
 * @param zoneId the hosted zone, in the stack that owns it
 */
export function foundation(cart: Cart, zoneId?: pulumi.Input<string>) {
  const { settings, names, opts } = cart;
  const { region, network: addresses, api, edge } = settings;
  const account = accountOf(opts);
  const network = new RegionalNetwork(
    "network",
    {
      region,
      cidrBlock: addresses.cidr,
      availabilityZones: addresses.availabilityZones,
      resourceName: names.network,
      interfaceEndpoints: ENDPOINTS,
      endpointAccess: endpointAccess(
        {
          region,
          imageBucket: names.imageBucket(region),
          sessionTable: names.sessionTable,
          queues: names.reports,
          images: Object.values(settings.services).map(({ image }) => image),
        },
        account,
      ),
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
      description: `Functions, API and their logs of ${names.prefix}`,
      users: [KeyUser.CloudWatchLogs],
    },
    opts,
  );
  const messageKey = new RegionalKey(
    "message-key",
    {
      region,
      alias: names.key("messages"),
      description: `Messages of ${names.prefix}`,
      users: [KeyUser.TopicSubscriptions],
    },
    opts,
  );
  const certificate = new DnsValidatedCertificate(
    "certificate",
    { region, domainName: names.shopName, subjectAlternativeNames: [names.wildcard], zoneId },
    opts,
  );
  const firewall = new WebFirewall(
    "firewall",
    {
      region,
      resourceName: names.firewall,
      rateLimit: api.requestsPerFiveMinutes,
      allowedAddresses: edge.allowedAddresses,
      deniedAddresses: edge.deniedAddresses,
    },
    opts,
  );
  const topicArn = topic("notifications", cart, region, names.topic);
  return {
    account,
    network,
    keyArn: key.arn,
    messageKeyArn: messageKey.arn,
    certificate,
    firewall,
    topicArn,
  };
}

/** What stands before everything else of a region. */
export type Foundation = ReturnType<typeof foundation>;

import type * as pulumi from "@pulumi/pulumi";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { KeyUser, RegionalKey } from "../../components/regional-key";
import { type NatStrategy, RegionalNetwork } from "../../components/regional-network";
import { WebFirewall } from "../../components/web-firewall";
import { topic } from "../shared/topic";
import type { Flow } from "./flow";

/** AWS services that are reached without NAT: what containers, instances and functions in the network call all the time. */
const ENDPOINTS = [
  "ecr.api",
  "ecr.dkr",
  "kms",
  "logs",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
  "ec2messages",
];

/**
 * What stands before everything else of a region: its network, its keys, its certificate and its firewall.
 *
 * @param zoneId the hosted zone, in the stack that owns it
 */
export function foundation(flow: Flow, zoneId?: pulumi.Input<string>) {
  const { settings, names, opts } = flow;
  const { region, network: addresses, api, edge } = settings;
  const network = new RegionalNetwork(
    "network",
    {
      region,
      cidrBlock: addresses.cidr,
      availabilityZones: addresses.availabilityZones,
      resourceName: names.prefix,
      interfaceEndpoints: ENDPOINTS,
      // Instances install Docker when they start.
      packageRepositories: true,
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
      description: `Functions, containers and their logs of ${names.prefix}`,
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
    { region, domainName: names.apiWildcard, zoneId },
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
  const topicArn = topic("notifications", flow, region, names.topic);
  return { topicArn, network, keyArn: key.arn, messageKeyArn: messageKey.arn, certificate, firewall };
}

/** What stands before everything else of a region. */
export type Foundation = ReturnType<typeof foundation>;

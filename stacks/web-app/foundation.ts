import type * as pulumi from "@pulumi/pulumi";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { type NatStrategy, RegionalNetwork } from "../../components/regional-network";
import { topic } from "../shared/topic";
import type { App } from "./app";

/** AWS services that are reached without NAT: what instances and containers call all the time. */
const ENDPOINTS = [
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "kms",
  "logs",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "ec2messages",
];

/**
 * What stands before everything else of a region: its network, its certificate, and where alarms go.
 *
 * @param zoneId the hosted zone, in the stack that owns it
 */
export function foundation(app: App, zoneId?: pulumi.Input<string>) {
  const { settings, names, opts } = app;
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
  const certificate = new DnsValidatedCertificate(
    "certificate",
    { region, domainName: names.appName, subjectAlternativeNames: [names.appWildcard], zoneId },
    opts,
  );
  const topicArn = topic("notifications", app, region, names.topic);
  return { network, certificate, topicArn };
}

/** What stands before everything else of a region. */
export type Foundation = ReturnType<typeof foundation>;

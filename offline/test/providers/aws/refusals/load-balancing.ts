import type { Cloud } from "../../support";
import { types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { balancer, certificateIn, ecsService, eks, listener, subnetsIn } from "./world";

const named = (cloud: Cloud, name: string) =>
  cloud.create(types.balancer, "b", { name, loadBalancerType: "network" });

const cases: Case[] = [
  {
    refusal: "application-load-balancer-zones",
    code: "ValidationError",
    mistake: (cloud) => balancer(cloud, "application", 1),
    twin: (cloud) => {
      balancer(cloud, "application", 2);
      balancer(cloud, "network", 1, "nlb");
    },
  },
  {
    refusal: "db-subnet-group-zones",
    code: "DBSubnetGroupDoesNotCoverEnoughAZs",
    mistake: (cloud) =>
      subnetsIn(cloud, "aa", (subnetIds) => cloud.create(types.subnetGroup, "g", { subnetIds })),
    twin: (cloud) =>
      subnetsIn(cloud, "ab", (subnetIds) => cloud.create(types.subnetGroup, "g", { subnetIds })),
  },
  {
    refusal: "eks-cluster-zones",
    code: "InvalidParameterException",
    mistake: (cloud) => subnetsIn(cloud, "bb", (subnetIds) => eks(cloud, subnetIds)),
    twin: (cloud) => subnetsIn(cloud, "bc", (subnetIds) => eks(cloud, subnetIds)),
  },
  {
    refusal: "lb-listener-certificate-region",
    code: "CertificateNotFound",
    mistake: (cloud) =>
      listener(cloud, "l", balancer(cloud, "network", 1).id, 443, {
        protocol: "TLS",
        certificateArn: certificateIn(cloud, "us-east-1").id,
      }),
    twin: (cloud) =>
      listener(cloud, "l", balancer(cloud, "network", 1).id, 443, {
        protocol: "TLS",
        certificateArn: certificateIn(cloud, "eu-west-1").id,
      }),
  },
  {
    refusal: "ecs-target-group-without-listener",
    code: "InvalidParameterException",
    mistake: (cloud) => ecsService(cloud, false),
    twin: (cloud) => ecsService(cloud, true),
  },
  {
    refusal: "lb-deletion-protection",
    code: "OperationNotPermitted",
    mistake: (cloud) =>
      cloud.delete(
        cloud.create(types.balancer, "b", { loadBalancerType: "network", enableDeletionProtection: true }),
      ),
    twin: (cloud) => cloud.delete(cloud.create(types.balancer, "b", { loadBalancerType: "network" })),
  },

  {
    refusal: "lb-name",
    code: "ValidationError",
    mistake: (cloud) => named(cloud, "internal-api"),
    twin: (cloud) => named(cloud, "api-internal"),
  },
  {
    refusal: "lb-name",
    code: "ValidationError",
    mistake: (cloud) => named(cloud, "a-name-of-three-and-thirty-letters"),
    twin: (cloud) => named(cloud, "a-name-of-two-and-thirty-letters"),
  },
  {
    refusal: "lb-name",
    code: "ValidationError",
    mistake: (cloud) => cloud.create(types.target, "t", { name: "api-", port: 1, protocol: "TCP" }),
    twin: (cloud) => cloud.create(types.target, "t", { name: "internal-api", port: 1, protocol: "TCP" }),
  },
  {
    refusal: "lb-listener-certificate",
    code: "ValidationError",
    mistake: (cloud) => listener(cloud, "l", "arn:aws:x", 443, { protocol: "TLS" }),
    twin: (cloud) => {
      listener(cloud, "l", "arn:aws:x", 443, { protocol: "TCP" });
      listener(cloud, "m", "arn:aws:x", 444, {
        protocol: "HTTPS",
        certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-4333-a444-555555555555",
      });
    },
  },
];

describeRefusals("load balancing and zones", cases);

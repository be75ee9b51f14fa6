import type { ValueMap } from "../../../../providers/core/values/value";
import type { Cloud } from "../../support";
import { aurora, types } from "../fixtures";
import { type Case, describeRefusals, nameRuleOf } from "./kit";
import { balancer, listener, other, twoDistributions, twoRecords, twoRules } from "./world";

/** A name that is taken: same name twice is refused, another name is not. */
const nameCase = (type: string, property: string, extra: ValueMap = {}, lead = ""): Case => {
  const { refusal, code } = nameRuleOf(type);
  const create = (cloud: Cloud, name: string, value: string) =>
    cloud.create(type, name, { ...extra, [property]: value });
  return {
    refusal,
    code,
    mistake: (cloud) => {
      create(cloud, "first", `${lead}taken`);
      create(other(cloud, { stack: "other" }), "second", `${lead}taken`);
    },
    twin: (cloud) => {
      create(cloud, "first", `${lead}taken`);
      create(cloud, "second", `${lead}free`);
    },
  };
};

const cases: Case[] = [
  {
    refusal: "cloudfront-alias-taken",
    code: "CNAMEAlreadyExists",
    mistake: (cloud) => twoDistributions(cloud, "pay.example.com", "pay.example.com"),
    twin: (cloud) => twoDistributions(cloud, "pay.example.com", "www.example.com"),
  },
  {
    refusal: "security-group-rule-twice",
    code: "InvalidPermission.Duplicate",
    mistake: (cloud) => twoRules(cloud, "10.0.0.0/8", "10.0.0.0/8"),
    twin: (cloud) => twoRules(cloud, "10.0.0.0/8", "10.0.0.0/9"),
  },
  {
    refusal: "lb-listener-port-taken",
    code: "DuplicateListener",
    mistake: (cloud) => {
      const { id } = balancer(cloud, "network", 1);
      listener(cloud, "one", id, 443);
      listener(cloud, "two", id, 443);
    },
    twin: (cloud) => {
      const { id } = balancer(cloud, "network", 1);
      listener(cloud, "one", id, 443);
      listener(cloud, "two", id, 444);
      listener(cloud, "three", balancer(cloud, "network", 1, "second").id, 443);
    },
  },
  {
    refusal: "route53-record-exists",
    code: "InvalidChangeBatch",
    mistake: (cloud) => twoRecords(cloud, "eu-west-1"),
    twin: (cloud) => twoRecords(cloud, "eu-central-1"),
  },
  nameCase(types.bucket, "bucket"),
  nameCase(types.cluster, "clusterIdentifier", aurora()),
  nameCase(types.instance, "identifier", {
    clusterIdentifier: "c",
    engine: "aurora-postgresql",
    instanceClass: "db.r7g.large",
  }),
  nameCase(types.global, "globalClusterIdentifier", { engine: "aurora-postgresql" }),
  nameCase(types.subnetGroup, "name", { subnetIds: ["subnet-1", "subnet-2"] }),
  nameCase(types.eks, "name", {
    roleArn: "arn:aws:iam::123456789012:role/r",
    vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
  }),
  nameCase(types.balancer, "name", { loadBalancerType: "network" }),
  nameCase(types.target, "name", { port: 1, protocol: "TCP" }),
  nameCase(types.role, "name", { assumeRolePolicy: "{}" }),
  nameCase("aws:iam/instanceProfile:InstanceProfile", "name"),
  nameCase(types.logs, "name"),
  nameCase(types.alias, "name", { targetKeyId: "11111111-2222-4333-a444-555555555555" }, "alias/"),
  nameCase(types.secret, "name"),
  nameCase("aws:iam/policy:Policy", "name", { policy: "{}" }),
  nameCase("aws:lambda/function:Function", "name", {
    role: "arn:aws:iam::123456789012:role/r",
    imageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/r:1",
  }),
  nameCase("aws:dynamodb/table:Table", "name", { hashKey: "id", attributes: [{ name: "id", type: "S" }] }),
  nameCase("aws:elasticache/replicationGroup:ReplicationGroup", "replicationGroupId", { description: "d" }),
  nameCase("aws:ecr/repository:Repository", "name"),
  nameCase("aws:backup/vault:Vault", "name"),
];

describeRefusals("names that are taken", cases);

import * as assert from "node:assert/strict";
import { Mapping } from "../../facts/mapping";
import { facts } from "../../facts/store";
import { typeNames } from "../../facts/tables/types";

const path = (type: string, pulumi: string): string | undefined => Mapping.of(`aws:${type}`)?.path(pulumi);
const back = (type: string, cfn: string): string | undefined => Mapping.of(`aws:${type}`)?.toPulumi(cfn);

describe("names in CloudFormation", () => {
  it("holds every type of the list, under its CloudFormation name", () => {
    const missing = typeNames().filter(({ token, cfn }) => Mapping.of(`aws:${token}`)?.cfn !== cfn);
    assert.deepEqual(missing, []);
    assert.ok(typeNames().length >= 150);
    assert.equal(Mapping.of("aws:alb/listener:Listener")?.cfn, "AWS::ElasticLoadBalancingV2::Listener");
    assert.equal(Mapping.of("aws:ec2/nothing:Nothing"), undefined);
  });

  it("translates inputs at any depth, with a star for each list", () => {
    const table: [string, string, string | undefined][] = [
      ["rds/cluster:Cluster", "backupRetentionPeriod", "BackupRetentionPeriod"],
      ["rds/cluster:Cluster", "skipFinalSnapshot", undefined],
      ["cloudfront/distribution:Distribution", "origins.*.originId", "DistributionConfig.Origins.*.Id"],
      [
        "cloudfront/distribution:Distribution",
        "originGroups.*.failoverCriteria.statusCodes.*",
        "DistributionConfig.OriginGroups.Items.*.FailoverCriteria.StatusCodes.Items.*",
      ],
      ["route53/record:Record", "failoverRoutingPolicies.*.type", "Failover"],
      ["lb/targetGroup:TargetGroup", "healthCheck.interval", "HealthCheckIntervalSeconds"],
      ["dynamodb/table:Table", "hashKey", "KeySchema.*.AttributeName"],
      ["kms/key:Key", "tags", "Tags"],
      ["kms/key:Key", "region", undefined],
      ["lb/loadBalancer:LoadBalancer", "internal", undefined],
      ["lambda/function:Function", "environment.variables.MODE", "Environment.Variables.MODE"],
    ];
    for (const [type, pulumi, cfn] of table) assert.equal(path(type, pulumi), cfn, `${type} ${pulumi}`);
  });

  it("translates back, keeps indexes, and spells what it does not know", () => {
    const table: [string, string, string][] = [
      ["cloudfront/distribution:Distribution", "DistributionConfig.Origins[1].Id", "origins[1].originId"],
      ["cloudfront/distribution:Distribution", "DistributionConfig.Origins.1.Id", "origins[1].originId"],
      ["sqs/queue:Queue", "MessageRetentionPeriod", "messageRetentionSeconds"],
      ["lb/targetGroup:TargetGroup", "HealthCheckPath", "healthCheck.path"],
      ["route53/record:Record", "Weight", "weightedRoutingPolicies[0].weight"],
      ["rds/cluster:Cluster", "SomethingNew[2].DBName", "somethingNew[2].dbName"],
    ];
    for (const [type, cfn, pulumi] of table) assert.equal(back(type, cfn), pulumi, `${type} ${cfn}`);
  });

  it("comes back to the same input from every top-level input that has a place of its own", () => {
    const lost: string[] = [];
    for (const token of facts().tokens()) {
      const type = facts().type(token);
      const nodes = type?.d[type.k] ?? {};
      const places = Object.values(nodes).map(({ c }) => c);
      for (const [name, { c }] of Object.entries(nodes)) {
        const cfn = path(token, name);
        if (c === "" || cfn === undefined || places.filter((place) => place === c).length > 1) continue;
        const again = back(token, cfn);
        if (again !== name && again !== `${name}.*`) lost.push(`${token} ${name} -> ${cfn} -> ${again}`);
      }
    }
    assert.deepEqual(lost, []);
  });
});

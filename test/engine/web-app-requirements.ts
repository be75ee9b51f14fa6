import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";

type Inputs = Record<string, unknown>;

/** Declares one test for each requirement of the web application that the deployed graph of its home region can show. */
export function webAppRequirements(state: () => Deployed[], it: Declare = globalThis.it): void {
  const inputs = (type: string) => byType(state(), type).map((resource) => resource.inputs);
  const one = (type: string): Deployed => {
    const [found, ...others] = byType(state(), type);
    assert.ok(found !== undefined && others.length === 0, `one ${type}, got ${others.length + 1}`);
    return found;
  };
  const rulesOf = (direction: "Ingress" | "Egress", securityGroupId: unknown) =>
    inputs(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`).filter(
      (rule) => rule.securityGroupId === securityGroupId,
    );
  const groupOf = (list: unknown) => (list as string[])[0];

  it("WEB-1 tasks run on EC2 instances that ECS adds, drains and takes away, and a bad version goes back", () => {
    const provider = one("aws:ecs/capacityProvider:CapacityProvider");
    const group = one("aws:autoscaling/group:Group");
    const { autoScalingGroupProvider: managed } = provider.inputs as { autoScalingGroupProvider: Inputs };
    assert.equal(managed.autoScalingGroupArn, group.outputs.arn);
    assert.equal(managed.managedDraining, "ENABLED");
    assert.equal((managed.managedScaling as Inputs).status, "ENABLED");
    const service = one("aws:ecs/service:Service").inputs;
    const [strategy] = service.capacityProviderStrategies as Inputs[];
    assert.equal(strategy?.capacityProvider, provider.inputs.name);
    assert.deepEqual(service.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.ok(Number(group.inputs.maxInstanceLifetime) > 0, "instances grow old and are replaced");
  });

  it("WEB-2 alarms step the number of tasks up at high CPU, and down when the load falls", () => {
    const policies = byType(state(), "aws:appautoscaling/policy:Policy").filter(
      (policy) => policy.inputs.policyType === "StepScaling",
    );
    assert.equal(policies.length, 2);
    const steps = Object.fromEntries(
      inputs("aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(({ alarmActions }) =>
          policies.some(({ outputs }) => (alarmActions as string[]).includes(outputs.arn as string)),
        )
        .map((alarm) => [alarm.name, [alarm.metricName, alarm.comparisonOperator, alarm.threshold]]),
    );
    assert.deepEqual(steps, {
      "web-app-prod-web-step-up": ["CPUUtilization", "GreaterThanThreshold", 70],
      "web-app-prod-web-step-down": ["CPUUtilization", "LessThanThreshold", 30],
    });
  });

  it("WEB-3 one HTTPS listener, round robin, 443 from outside, and tasks that the load balancer alone reaches", () => {
    const listener = one("aws:lb/listener:Listener").inputs;
    assert.deepEqual([listener.protocol, listener.port], ["HTTPS", 443]);
    const certificate = byType(state(), "aws:acm/certificateValidation:CertificateValidation").find(
      ({ inputs: { region } }) => region === "ap-southeast-1",
    );
    assert.equal(listener.certificateArn, certificate?.outputs.certificateArn);
    assert.equal(one("aws:lb/targetGroup:TargetGroup").inputs.loadBalancingAlgorithmType, "round_robin");
    const balancerGroup = groupOf(one("aws:lb/loadBalancer:LoadBalancer").inputs.securityGroups);
    const entrance = rulesOf("Ingress", balancerGroup);
    assert.deepEqual(
      entrance.map(({ fromPort, toPort, cidrIpv4 }) => [fromPort, toPort, cidrIpv4]),
      [[443, 443, "0.0.0.0/0"]],
    );
    const network = one("aws:ecs/service:Service").inputs.networkConfiguration as Inputs;
    const tasks = rulesOf("Ingress", groupOf(network.securityGroups));
    assert.deepEqual(
      tasks.map(({ fromPort, referencedSecurityGroupId }) => [fromPort, referencedSecurityGroupId]),
      [[8080, balancerGroup]],
    );
    assert.equal(network.assignPublicIp, false);
    const privateSubnets = byType(state(), "aws:ec2/subnet:Subnet").filter(({ name }) =>
      name.includes("private"),
    );
    assert.deepEqual([...(network.subnets as string[])].sort(), privateSubnets.map(({ id }) => id).sort());
    // Instances admit nobody: tasks have network interfaces and groups of their own.
    const instances = byType(state(), "aws:ec2/securityGroup:SecurityGroup").find(({ name }) =>
      name.startsWith("cluster-instances"),
    );
    assert.deepEqual(rulesOf("Ingress", instances?.id), []);
    const acl = one("aws:wafv2/webAclAssociation:WebAclAssociation").inputs;
    assert.equal(acl.resourceArn, one("aws:lb/loadBalancer:LoadBalancer").outputs.arn);
  });

  it("WEB-5 Aurora MySQL has two instances in isolated subnets, demands TLS, and admits the tasks alone", () => {
    const cluster = one("aws:rds/cluster:Cluster").inputs;
    assert.equal(cluster.engine, "aurora-mysql");
    assert.equal(inputs("aws:rds/clusterInstance:ClusterInstance").length, 2);
    const parameters = one("aws:rds/clusterParameterGroup:ClusterParameterGroup");
    assert.equal(cluster.dbClusterParameterGroupName, parameters.outputs.name);
    const named = parameters.inputs.parameters as { name: string; value: string }[];
    assert.ok(
      ["1", "ON"].includes(named.find(({ name }) => name === "require_secure_transport")?.value ?? ""),
    );
    const subnets = one("aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds as string[];
    const isolated = byType(state(), "aws:ec2/subnet:Subnet").filter(({ name }) => name.includes("isolated"));
    assert.deepEqual([...subnets].sort(), isolated.map(({ id }) => id).sort());
    const network = one("aws:ecs/service:Service").inputs.networkConfiguration as Inputs;
    assert.deepEqual(
      rulesOf("Ingress", groupOf(cluster.vpcSecurityGroupIds)).map((rule) => [
        rule.fromPort,
        rule.referencedSecurityGroupId,
      ]),
      [[3306, groupOf(network.securityGroups)]],
    );
  });

  it("WEB-6 media is private, read by the distribution alone, copied, and archived after six months", () => {
    const distribution = one("aws:cloudfront/distribution:Distribution");
    assert.deepEqual(distribution.inputs.aliases, ["media.app.example.com"]);
    const origins = distribution.inputs.origins as { originAccessControlId: string }[];
    const access = one("aws:cloudfront/originAccessControl:OriginAccessControl").id;
    for (const { originAccessControlId } of origins) assert.equal(originAccessControlId, access);
    const media = (resources: Inputs[]) =>
      resources.filter(
        ({ bucket }) => /-media-[a-z]+-/.test(String(bucket)) && !String(bucket).includes("-media-logs-"),
      );
    const policies = media(inputs("aws:s3/bucketPolicy:BucketPolicy"));
    assert.equal(policies.length, 2);
    for (const { policy } of policies) assert.ok(String(policy).includes(distribution.outputs.arn as string));
    const lifecycles = media(inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"));
    assert.equal(lifecycles.length, 2);
    for (const { rules } of lifecycles) {
      const [{ transitions }] = rules as [{ transitions: Inputs[] }];
      assert.deepEqual(transitions, [{ days: 180, storageClass: "GLACIER_IR" }]);
    }
    const encryption = media(
      inputs("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
    );
    for (const { rules } of encryption) assert.match(JSON.stringify(rules), /"sseAlgorithm":"aws:kms"/);
  });

  it("WEB-7 the administrator's password is RDS's own business, under a key, and tasks log in without one", () => {
    const cluster = one("aws:rds/cluster:Cluster");
    assert.equal(cluster.inputs.manageMasterUserPassword, true);
    assert.match(String(cluster.inputs.masterUserSecretKmsKeyId), /^arn:aws:kms:ap-southeast-1:/);
    assert.equal(cluster.inputs.masterPassword, undefined);
    const { taskRoleArn } = one("aws:ecs/taskDefinition:TaskDefinition").inputs;
    const role = byType(state(), "aws:iam/role:Role").find(({ outputs }) => outputs.arn === taskRoleArn);
    const [policy] = inputs("aws:iam/rolePolicy:RolePolicy").filter(
      ({ role: of }) => of === role?.outputs.name,
    );
    const user = `:dbuser:${cluster.outputs.clusterResourceId}/application`;
    assert.ok(String(policy?.policy).includes(user));
    assert.doesNotMatch(String(policy?.policy), /secretsmanager/);
  });

  it("WEB-8 each duty has a group that may do nothing but take its role with a second factor, and nobody has keys", () => {
    const groups = inputs("aws:iam/group:Group").map(({ name }) => name);
    assert.deepEqual(groups.sort(), [
      "web-app-prod-auditors",
      "web-app-prod-database-administrators",
      "web-app-prod-developers",
      "web-app-prod-operators",
    ]);
    for (const { group, policy } of inputs("aws:iam/groupPolicy:GroupPolicy")) {
      const role = byType(state(), "aws:iam/role:Role").find(({ inputs: { name } }) => name === group);
      assert.ok(String(policy).includes(`"Resource":"${role?.outputs.arn}"`));
      assert.match(String(role?.inputs.assumeRolePolicy), /"aws:MultiFactorAuthPresent":"true"/);
    }
    assert.deepEqual(byType(state(), "aws:iam/accessKey:AccessKey"), []);
    assert.deepEqual(byType(state(), "aws:iam/user:User"), []);
  });

  it("WEB-12 the pipeline builds the sample's image into the repository that the tasks pull from, and deploys it", () => {
    const [repository] = byType(state(), "aws:ecr/repository:Repository").filter(
      ({ inputs: { region } }) => region === "ap-southeast-1",
    );
    assert.equal(repository?.inputs.imageTagMutability, "IMMUTABLE");
    const definitions = String(one("aws:ecs/taskDefinition:TaskDefinition").inputs.containerDefinitions);
    assert.ok(definitions.includes(`${repository?.outputs.repositoryUrl}:1.0.0`));
    const build = byType(state(), "aws:codebuild/project:Project").find(({ name }) =>
      name.includes("-image-"),
    );
    assert.ok(build !== undefined);
    const { environmentVariables } = build.inputs.environment as { environmentVariables: Inputs[] };
    const variables = Object.fromEntries(environmentVariables.map(({ name, value }) => [name, value]));
    assert.equal(variables.IMAGE_REPOSITORY, repository?.outputs.repositoryUrl);
    assert.equal(variables.IMAGE_DIRECTORY, "workloads/web-app");
    const stages = one("aws:codepipeline/pipeline:Pipeline").inputs.stages as {
      name: string;
      actions: Inputs[];
    }[];
    assert.deepEqual(
      stages.map(({ name }) => name),
      ["Source", "Test", "Build", "Approval", "Release", "Verify"],
    );
    const [, , , , release] = stages as [
      unknown,
      unknown,
      unknown,
      unknown,
      { actions: [{ configuration: Inputs }] },
    ];
    const { configuration } = release.actions[0];
    const service = one("aws:ecs/service:Service").inputs;
    assert.deepEqual(
      [configuration.ClusterName, configuration.ServiceName],
      [one("aws:ecs/cluster:Cluster").inputs.name, service.name],
    );
  });
}

import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";

/** The deployed stacks of the storefront, filled in before the tests run. */
export interface StorefrontStacks {
  prod: Deployed[];
  dr: Deployed[];
}

type Inputs = Record<string, unknown>;

const SERVICES = ["cart", "catalogue", "orders"];
const REGIONS = { prod: "us-east-1", dr: "us-west-2" } as const;

/** The resource of a type and name. */
function one(resources: Deployed[], type: string, name: string): Deployed {
  const found = byType(resources, type).filter((resource) => resource.name === name);
  assert.equal(found.length, 1, `${found.length} of ${type} ${name}`);
  return found[0] as Deployed;
}

const inputsOf = (resources: Deployed[], type: string) => byType(resources, type).map(({ inputs }) => inputs);

/** The policy of a role, as text. */
function policyOf(
  resources: Deployed[],
  name: string,
): { Sid?: string; Action: string[]; Resource: string[] }[] {
  const { policy } = one(resources, "aws:iam/rolePolicy:RolePolicy", name).inputs;
  return (JSON.parse(policy as string) as { Statement: [] }).Statement;
}

/** Declares one test per requirement that the deployed graph can show, for each stack that has to meet it. */
export function storefrontRequirements(stacks: () => StorefrontStacks, it: Declare = globalThis.it): void {
  const each = (check: (stack: Deployed[], region: string) => void) => {
    for (const which of ["prod", "dr"] as const) check(stacks()[which], REGIONS[which]);
  };

  it("SHOP-1 each microservice has a service, a task definition, roles, a log and scaling of its own, and a name for the others", () => {
    each((stack, region) => {
      for (const name of SERVICES) {
        const service = one(stack, "aws:ecs/service:Service", `${name}-service`).inputs;
        const task = one(stack, "aws:ecs/taskDefinition:TaskDefinition", `${name}-task`);
        assert.equal(service.taskDefinition, task.outputs.arn);
        const log = one(stack, "aws:cloudwatch/logGroup:LogGroup", `${name}-log`).inputs.name as string;
        const roles = ["task", "execution"].map((kind) =>
          one(stack, "aws:iam/role:Role", `${name}-${kind}-role`),
        );
        assert.deepEqual(
          roles.map(({ inputs }) => inputs.name),
          [`storefront-prod-${region}-${name}-task`, `storefront-prod-${region}-${name}-execution`],
        );
        assert.deepEqual(
          [task.inputs.taskRoleArn, task.inputs.executionRoleArn],
          roles.map(({ outputs }) => outputs.arn),
        );
        const [container] = JSON.parse(task.inputs.containerDefinitions as string) as Inputs[];
        assert.ok(JSON.stringify(container?.logConfiguration).includes(`"awslogs-group":"${log}"`));
        assert.match(
          container?.image as string,
          new RegExp(`\\.${region}\\..+/storefront-prod/${name}:1\\.0\\.0$`),
        );
        const scaling = one(stack, "aws:appautoscaling/target:Target", `${name}-scaling`).inputs;
        assert.equal(scaling.resourceId, `service/storefront-prod/storefront-prod-${name}`);
        const [offered] = (service.serviceConnectConfiguration as { services: Inputs[] }).services;
        assert.equal(offered?.discoveryName, name);
      }
      const ports = SERVICES.map((name) => {
        const [container] = JSON.parse(
          one(stack, "aws:ecs/taskDefinition:TaskDefinition", `${name}-task`).inputs
            .containerDefinitions as string,
        ) as { portMappings: Inputs[] }[];
        return container?.portMappings[0]?.containerPort;
      });
      assert.equal(new Set(ports).size, SERVICES.length);
    });
  });

  it("SHOP-2 the user interface has a group of instances of its own, which calls services through the load balancer inside", () => {
    each((stack, region) => {
      const group = one(stack, "aws:autoscaling/group:Group", "ui-group");
      const targets = one(stack, "aws:lb/targetGroup:TargetGroup", "ui-route-targets");
      assert.deepEqual(group.inputs.targetGroupArns, [targets.outputs.arn]);
      assert.ok((group.inputs.vpcZoneIdentifiers as string[]).length === 3);
      const template = one(stack, "aws:ec2/launchTemplate:LaunchTemplate", "ui-launch-template").inputs;
      const script = Buffer.from(template.userData as string, "base64").toString();
      const inside = `inside-${region}.store.example.com`;
      assert.ok(script.includes(`BACKEND_URL=https://${inside}`));
      const balancer = one(stack, "aws:lb/loadBalancer:LoadBalancer", "inside-load-balancer");
      assert.equal(balancer.inputs.internal, true);
      const record = one(stack, "aws:route53/record:Record", "inside-name").inputs;
      assert.equal(record.name, inside);
      assert.equal((record.aliases as Inputs[])[0]?.name, balancer.outputs.dnsName);
      for (const [name, path] of Object.entries({
        catalogue: "/products",
        cart: "/cart",
        orders: "/orders",
      })) {
        const rule = one(stack, "aws:lb/listenerRule:ListenerRule", `${name}-route-rule`).inputs;
        const conditions = JSON.stringify(rule.conditions);
        assert.ok(conditions.includes(`"${path}"`) && conditions.includes(inside), conditions);
        const [action] = rule.actions as Inputs[];
        const own = one(stack, "aws:lb/targetGroup:TargetGroup", `${name}-route-targets`);
        assert.equal(action?.targetGroupArn, own.outputs.arn);
      }
    });
  });

  it("SHOP-3 SHOP-9 orders go into a FIFO queue that keeps them for 13 days and puts aside what fails, and somebody hears of both", () => {
    each((stack) => {
      const queue = one(stack, "aws:sqs/queue:Queue", "orders-accepted-queue");
      const aside = one(stack, "aws:sqs/queue:Queue", "orders-accepted-dead-letter-queue");
      const { fifoQueue, deduplicationScope, fifoThroughputLimit, messageRetentionSeconds } = queue.inputs;
      assert.deepEqual(
        [fifoQueue, deduplicationScope, fifoThroughputLimit, messageRetentionSeconds],
        [true, "messageGroup", "perMessageGroupId", 13 * 86_400],
      );
      assert.deepEqual(JSON.parse(queue.inputs.redrivePolicy as string), {
        deadLetterTargetArn: aside.outputs.arn,
        maxReceiveCount: 5,
      });
      const watched = inputsOf(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
        ({ metricName, dimensions }) => [metricName, (dimensions as Inputs | undefined)?.QueueName].join(" "),
      );
      assert.ok(watched.includes(`ApproximateAgeOfOldestMessage ${queue.inputs.name}`));
      assert.ok(watched.includes(`ApproximateNumberOfMessagesVisible ${aside.inputs.name}`));
      // The one sends, the other receives, and nobody else does either.
      const may = (action: string) =>
        byType(stack, "aws:iam/rolePolicy:RolePolicy")
          .filter(({ name }) =>
            policyOf(stack, name).some(
              ({ Action, Resource }) =>
                [Action].flat().includes(action) && [Resource].flat().includes(queue.outputs.arn as string),
            ),
          )
          .map(({ name }) => name);
      assert.deepEqual(may("sqs:SendMessage"), ["orders-task-permissions"]);
      assert.deepEqual(may("sqs:ReceiveMessage"), ["order-processor-task-permissions"]);
      const accepting = one(stack, "aws:ecs/service:Service", "orders-service");
      const working = one(stack, "aws:ecs/service:Service", "order-processor-service");
      assert.ok(!accepting.dependencies.includes(working.urn), "orders are accepted without the backend");
    });
  });

  it("SHOP-4 the load balancer hands each request to the target with the fewest under way", () => {
    each((stack) => {
      const groups = inputsOf(stack, "aws:lb/targetGroup:TargetGroup");
      assert.equal(groups.length, SERVICES.length + 1);
      for (const { loadBalancingAlgorithmType } of groups) {
        assert.equal(loadBalancingAlgorithmType, "least_outstanding_requests");
      }
    });
  });

  it("SHOP-5 Aurora is encrypted under a key of its region, has a writer and a reader, and in the first region a reader for reports", () => {
    each((stack, region) => {
      const [cluster, ...others] = byType(stack, "aws:rds/cluster:Cluster");
      assert.deepEqual(others, []);
      assert.equal(cluster?.inputs.storageEncrypted, true);
      assert.ok(String(cluster?.inputs.kmsKeyId).startsWith(`arn:aws:kms:${region}:`));
      assert.equal(cluster?.inputs.manageMasterUserPassword, true);
    });
    assert.equal(byType(stacks().prod, "aws:rds/clusterInstance:ClusterInstance").length, 3);
    assert.equal(byType(stacks().dr, "aws:rds/clusterInstance:ClusterInstance").length, 2);
    // One for reports alone, and one for everybody else that leaves the reports' reader out.
    const endpoints = inputsOf(stacks().prod, "aws:rds/clusterEndpoint:ClusterEndpoint");
    assert.deepEqual(
      endpoints.map(({ customEndpointType }) => customEndpointType),
      ["READER", "READER"],
    );
    const [reports, ...rest] = endpoints.flatMap(({ staticMembers }) => (staticMembers as string[]) ?? []);
    assert.ok(reports !== undefined && rest.length === 0, "one reader for reports");
    const leftOut = endpoints.flatMap(({ excludedMembers }) => (excludedMembers as string[]) ?? []);
    assert.deepEqual(leftOut, [reports]);
  });

  it("SHOP-6 two proxies in different zones, each with an address, a check and its name's half; the DR region behind both", () => {
    each((stack, region) => {
      const subnets = ["first", "second"].map((which) => {
        const eip = one(stack, "aws:ec2/eip:Eip", `proxy-${which}-address`);
        const check = one(stack, "aws:route53/healthCheck:HealthCheck", `proxy-${which}-health-check`);
        assert.equal(check.inputs.ipAddress, eip.outputs.publicIp);
        assert.equal(check.inputs.resourcePath, "/healthz/shop");
        const record = one(stack, "aws:route53/record:Record", `proxies-${which}-record`).inputs;
        assert.deepEqual(record.records, [eip.outputs.publicIp]);
        assert.equal(
          record.healthCheckId,
          check.id,
          "the second is checked, too: the name above it has to see both",
        );
        const [policy] = record.failoverRoutingPolicies as Inputs[];
        assert.equal(policy?.type, which === "first" ? "PRIMARY" : "SECONDARY");
        assert.ok(
          policyOf(stack, `proxy-${which}-fleet-permissions`).some(
            ({ Sid, Resource }) =>
              Sid === "TakeAddress" && Resource[0]?.endsWith(`elastic-ip/${eip.outputs.allocationId}`),
          ),
        );
        const [subnet] = one(stack, "aws:autoscaling/group:Group", `proxy-${which}-fleet-group`).inputs
          .vpcZoneIdentifiers as string[];
        return byType(stack, "aws:ec2/subnet:Subnet").find(({ id }) => id === subnet)?.inputs;
      });
      const zones = subnets.map((subnet) => subnet?.availabilityZone);
      assert.deepEqual(zones, [`${region}a`, `${region}b`]);
      const [alias] = one(stack, "aws:route53/record:Record", "shop-name-record").inputs.aliases as Inputs[];
      assert.deepEqual(
        [alias?.name, alias?.evaluateTargetHealth],
        [`proxies-${region}.store.example.com`, true],
      );
    });
  });

  it("SHOP-7 each proxy mounts its region's media to read them, and what is uploaded in one region is in both", () => {
    each((stack, region) => {
      const bucket = one(stack, "aws:s3/bucket:Bucket", "media-bucket-bucket");
      for (const which of ["first", "second"]) {
        const template = one(
          stack,
          "aws:ec2/launchTemplate:LaunchTemplate",
          `proxy-${which}-fleet-launch-template`,
        );
        const script = Buffer.from(template.inputs.userData as string, "base64").toString();
        assert.match(
          script,
          new RegExp(`mount-s3 --read-only .*--region ${region} .*${bucket.inputs.bucket} `),
        );
        const rights = policyOf(stack, `proxy-${which}-fleet-permissions`);
        assert.deepEqual(rights.find(({ Sid }) => Sid === "ReadMedia")?.Resource, [
          `${bucket.outputs.arn}/*`,
        ]);
        const s3 = rights.flatMap(({ Action }) => Action).filter((action) => action.startsWith("s3:"));
        assert.deepEqual(s3.sort(), ["s3:GetObject", "s3:ListBucket"]);
      }
    });
    const rules = inputsOf(stacks().dr, "aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    assert.deepEqual(rules.map(({ region }) => region).sort(), ["us-east-1", "us-west-2"]);
  });

  it("SHOP-8 the pipeline tests, deploys to development, asks it, waits for a person, releases, and brings DR along", () => {
    const { stages } = one(stacks().prod, "aws:codepipeline/pipeline:Pipeline", "delivery-pipeline")
      .inputs as {
      stages: { name: string; actions: Inputs[] }[];
    };
    assert.deepEqual(
      stages.map(({ name }) => name),
      ["Source", "Test", "Build", "Development", "Functional", "Approval", "Release", "Standby-us-west-2"],
    );
    const actions = (stage: string) => stages.find(({ name }) => name === stage)?.actions ?? [];
    assert.equal(actions("Source")[0]?.provider, "CodeCommit");
    assert.deepEqual(
      actions("Test").map(({ name }) => name),
      ["review", "unit"],
    );
    assert.deepEqual(
      actions("Approval").map(({ provider }) => provider),
      ["Manual"],
    );
    const deployed = (stage: string) =>
      actions(stage).map(({ configuration, region }) => {
        const { ClusterName, ServiceName } = configuration as Inputs;
        // Without one it is the pipeline's own.
        return [ClusterName, ServiceName, region ?? "us-east-1"];
      });
    const wanted = ["migrate", "catalogue", "cart", "orders", "order-processor"];
    for (const [stage, environment, region] of [
      ["Development", "dev", "us-east-1"],
      ["Release", "prod", "us-east-1"],
      ["Standby-us-west-2", "prod", "us-west-2"],
    ]) {
      assert.deepEqual(
        deployed(stage as string),
        wanted.map((name) => [`storefront-${environment}`, `storefront-${environment}-${name}`, region]),
      );
    }
    assert.equal(byType(stacks().dr, "aws:codepipeline/pipeline:Pipeline").length, 0);
  });

  it("SHOP-9 the cache fails over by itself, speaks TLS only, evicts nothing, and each user of it comes with a token", () => {
    each((stack) => {
      const [cache, ...others] = inputsOf(stack, "aws:elasticache/replicationGroup:ReplicationGroup");
      assert.deepEqual(others, []);
      const { automaticFailoverEnabled, multiAzEnabled, transitEncryptionEnabled, transitEncryptionMode } =
        cache as Inputs;
      assert.deepEqual(
        [automaticFailoverEnabled, multiAzEnabled, transitEncryptionEnabled, transitEncryptionMode],
        [true, true, true, "required"],
      );
      const [parameters] = inputsOf(stack, "aws:elasticache/parameterGroup:ParameterGroup");
      assert.ok(JSON.stringify(parameters?.parameters).includes("noeviction"));
      const users = inputsOf(stack, "aws:elasticache/user:User").filter(
        ({ userName }) => userName !== "default",
      );
      assert.equal(users.length, 3, "cart, orders and order-processor");
      for (const { authenticationMode, accessString } of users) {
        assert.equal((authenticationMode as Inputs).type, "iam");
        assert.match(accessString as string, /~shop:\*/);
      }
    });
  });

  it("SHOP-10 images have tags that never move, are scanned when pushed and copied to the DR region, where tasks fetch them", () => {
    const repositories = inputsOf(stacks().prod, "aws:ecr/repository:Repository");
    assert.equal(repositories.length, 2 * 6);
    for (const { imageTagMutability, imageScanningConfiguration } of repositories) {
      assert.equal(imageTagMutability, "IMMUTABLE");
      assert.deepEqual(imageScanningConfiguration, { scanOnPush: true });
    }
    const [replication] = inputsOf(
      stacks().prod,
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
    );
    assert.match(JSON.stringify(replication), /"region":"us-west-2"/);
    assert.match(JSON.stringify(replication), /"filter":"storefront-prod\/"/);
    each((stack) => {
      for (const name of SERVICES) {
        const service = one(stack, "aws:ecs/service:Service", `${name}-service`).inputs;
        assert.match(JSON.stringify(service.deploymentCircuitBreaker), /"rollback":true/);
        assert.match(JSON.stringify(service.alarms), /"rollback":true/);
      }
    });
  });

  it("SHOP-11 database and media of each region are backed up and copied to the other one, and every alarm tells somebody", () => {
    each((stack, region) => {
      const other = region === "us-east-1" ? "us-west-2" : "us-east-1";
      const selection = inputsOf(stack, "aws:backup/selection:Selection")[0]?.resources as string[];
      const [cluster] = byType(stack, "aws:rds/cluster:Cluster");
      const bucket = one(stack, "aws:s3/bucket:Bucket", "media-bucket-bucket");
      assert.deepEqual(selection, [cluster?.outputs.arn, bucket.outputs.arn]);
      const vaults = byType(stack, "aws:backup/vault:Vault");
      const copies = vaults.find(({ inputs }) => inputs.region === other);
      const [plan] = inputsOf(stack, "aws:backup/plan:Plan");
      for (const { copyActions } of (plan?.rules ?? []) as { copyActions: Inputs[] }[]) {
        assert.equal(copyActions[0]?.destinationVaultArn, copies?.outputs.arn);
      }
      const topics = new Set(
        byType([...stacks().prod, ...stacks().dr], "aws:sns/topic:Topic").map(({ outputs }) => outputs.arn),
      );
      for (const { name, inputs } of byType(stack, "aws:cloudwatch/metricAlarm:MetricAlarm")) {
        for (const action of (inputs.alarmActions ?? []) as unknown[]) assert.ok(topics.has(action), name);
      }
    });
    const [dashboard] = inputsOf(stacks().prod, "aws:cloudwatch/dashboard:Dashboard");
    for (const region of Object.values(REGIONS)) {
      assert.ok(String(dashboard?.dashboardBody).includes(`"region":"${region}"`));
    }
  });

  it("SHOP-12 functions by the clock look after copies and images, in the first region with rights to clean those of the system alone", () => {
    const timed = (stack: Deployed[]) =>
      inputsOf(stack, "aws:scheduler/schedule:Schedule").map(({ name, scheduleExpression }) => [
        name,
        scheduleExpression,
      ]);
    assert.deepEqual(timed(stacks().prod).sort(), [
      ["storefront-prod-extract", "cron(0 5 * * ? *)"],
      ["storefront-prod-snapshot-copy-check-daily", "cron(0 8 * * ? *)"],
      ["storefront-prod-stale-image-cleanup-weekly", "cron(0 9 ? * SUN *)"],
    ]);
    assert.deepEqual(timed(stacks().dr), [
      ["storefront-prod-snapshot-copy-check-daily", "cron(0 8 * * ? *)"],
    ]);
    each((stack, region) => {
      const check = one(stack, "aws:lambda/function:Function", "snapshot-copy-check-function").inputs;
      const { variables } = check.environment as { variables: Record<string, string> };
      const vault = byType(stack, "aws:backup/vault:Vault").find(({ inputs }) => inputs.region !== region);
      assert.deepEqual(
        [variables.COPY_REGION, variables.COPY_VAULT],
        [vault?.inputs.region, vault?.inputs.name],
      );
      const [cluster] = byType(stack, "aws:rds/cluster:Cluster");
      assert.ok((JSON.parse(variables.RESOURCES as string) as unknown[]).includes(cluster?.outputs.arn));
    });
    const cleaning = policyOf(stacks().prod, "stale-image-cleanup-permissions").find(
      ({ Sid }) => Sid === "CleanRepositories",
    );
    const arns = byType(stacks().prod, "aws:ecr/repository:Repository").map(({ outputs }) => outputs.arn);
    assert.equal(cleaning?.Resource.length, 4);
    for (const arn of cleaning?.Resource ?? []) assert.ok(arns.includes(arn), arn);
  });

  it("SHOP-13 the newest snapshot is taken out on a schedule, by RDS's own role, for a table by days in Athena", () => {
    const { prod } = stacks();
    const machine = one(prod, "aws:sfn/stateMachine:StateMachine", "extract-machine");
    const alias = one(prod, "aws:lambda/alias:Alias", "extract-steps-alias");
    assert.ok((machine.inputs.definition as string).includes(alias.outputs.arn as string));
    const schedule = one(prod, "aws:scheduler/schedule:Schedule", "extract-schedule").inputs;
    assert.equal((schedule.target as Inputs).arn, machine.outputs.arn);
    const steps = one(prod, "aws:lambda/function:Function", "extract-steps-function").inputs;
    const { variables } = steps.environment as { variables: Record<string, string> };
    const [cluster] = byType(prod, "aws:rds/cluster:Cluster");
    const exporter = one(prod, "aws:iam/role:Role", "extract-export-role");
    assert.deepEqual(
      [variables.CLUSTER, variables.EXPORT_ROLE_ARN],
      [cluster?.inputs.clusterIdentifier, exporter.outputs.arn],
    );
    const table = one(prod, "aws:glue/catalogTable:CatalogTable", "extract-table-orders").inputs;
    assert.deepEqual(table.partitionKeys, [{ name: "day", type: "string" }]);
    const alarms = inputsOf(prod, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const failed = alarms.find(({ metricName }) => metricName === "ExecutionsFailed");
    assert.deepEqual(failed?.dimensions, { StateMachineArn: machine.outputs.arn });
    assert.equal(byType(stacks().dr, "aws:sfn/stateMachine:StateMachine").length, 0);
  });

  it("ALL-6 every resource that takes tags says whose it is", () => {
    each((stack) => {
      const tagged = stack.filter(({ outputs }) => outputs.tagsAll !== undefined);
      assert.ok(tagged.length > 100);
      for (const { urn, outputs } of tagged) {
        const keys = Object.keys(outputs.tagsAll as Inputs);
        for (const key of ["owner", "environment", "system", "role", "data-classification", "cost-centre"]) {
          assert.ok(keys.includes(key), `${urn} has no tag ${key}`);
        }
      }
    });
  });

  it("ALL-7 no secret is in the environment of a task, and none in what starts an instance", () => {
    each((stack) => {
      for (const { inputs, name } of byType(stack, "aws:ecs/taskDefinition:TaskDefinition")) {
        const [container] = JSON.parse(inputs.containerDefinitions as string) as {
          environment: { name: string }[];
          secrets: { name: string; valueFrom: string }[];
        }[];
        for (const variable of container?.environment ?? [])
          assert.doesNotMatch(variable.name, /PASSWORD|SECRET|TOKEN/, name);
        const secrets = (container?.secrets ?? []).map((secret) => secret.name);
        assert.deepEqual(secrets, name === "migrate-task" ? ["DATABASE_SECRET"] : [], name);
      }
    });
  });
}

import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";

/** The deployed stacks of the request-response flow, filled in before the tests run. */
export interface Stacks {
  primary: Deployed[];
  secondary: Deployed[];
}

type Inputs = Record<string, unknown>;

const REGIONS = { primary: "us-east-1", secondary: "eu-west-1" } as const;

/** The only resource of a type, or of those that fit. */
function one(resources: Deployed[], type: string, fits: (resource: Deployed) => boolean = () => true) {
  const [found, ...others] = byType(resources, type).filter(fits);
  assert.ok(
    found !== undefined && others.length === 0,
    `one ${type}, got ${others.length + (found ? 1 : 0)}`,
  );
  return found;
}

const named = (name: string) => (resource: Deployed) => resource.name === name;

/** Declares one test per requirement that the deployed graph can show. */
export function requirements(stacks: () => Stacks, it: Declare = globalThis.it): void {
  const each = (check: (stack: Deployed[], region: string) => void) => {
    for (const role of ["primary", "secondary"] as const) check(stacks()[role], REGIONS[role]);
  };
  const inputs = (resources: Deployed[], type: string) => byType(resources, type).map((one) => one.inputs);

  it("REQ-1 every region answers the nearest name by latency, and its continents by place, each while its own check is healthy", () => {
    each((stack, region) => {
      const domain = one(stack, "aws:apigateway/domainName:DomainName").outputs;
      const check = one(stack, "aws:route53/healthCheck:HealthCheck");
      assert.deepEqual([check.inputs.type, check.inputs.fqdn], ["HTTPS", `${region}.api.shop.example.com`]);
      const records = inputs(stack, "aws:route53/record:Record").filter(
        ({ healthCheckId }) => healthCheckId === check.id,
      );
      const places = region === "us-east-1" ? ["NA", "SA"] : ["AF", "EU"];
      assert.deepEqual(records.map((record) => `${record.name} ${JSON.stringify(policyOf(record))}`).sort(), [
        ...places.map((continent) => `local.api.shop.example.com {"continent":"${continent}"}`),
        `nearest.api.shop.example.com {"region":"${region}"}`,
      ]);
      for (const { aliases } of records) {
        assert.equal((aliases as Inputs[])[0]?.name, domain.regionalDomainName);
      }
    });
    const all = [...stacks().primary, ...stacks().secondary];
    const standard = inputs(all, "aws:route53/record:Record").filter(
      (record) => JSON.stringify(policyOf(record)) === '{"country":"*"}',
    );
    assert.equal(standard.length, 1, "one default for both regions");
    assert.match(JSON.stringify(standard[0]?.aliases), /"name":"nearest\.api\.shop\.example\.com"/);
  });

  it("REQ-2 hashed files are kept for a year, the catalogue's answers for a minute, writes pass, and a function sees all of it", () => {
    const { primary } = stacks();
    const distribution = one(primary, "aws:cloudfront/distribution:Distribution").inputs;
    const behaviours = [
      { pathPattern: "*", ...(distribution.defaultCacheBehavior as Inputs) },
      ...(distribution.orderedCacheBehaviors as Inputs[]),
    ] as Inputs[];
    const shape = behaviours.map((one) => [
      one.pathPattern,
      one.targetOriginId,
      (one.allowedMethods as string[]).includes("POST"),
    ]);
    assert.deepEqual(shape, [
      ["*", "site", false],
      ["/assets/*", "site", false],
      ["/api/catalog/*", "api", true],
      ["/api/*", "api", true],
    ]);
    const router = one(primary, "aws:cloudfront/function:Function", named("edge-router")).outputs.arn;
    for (const { functionAssociations } of behaviours) {
      const events = functionAssociations as Inputs[];
      assert.ok(
        events.some(({ eventType, functionArn }) => eventType === "viewer-request" && functionArn === router),
      );
    }
    const policy = (id: unknown) =>
      byType(primary, "aws:cloudfront/cachePolicy:CachePolicy").find((resource) => resource.id === id)
        ?.inputs;
    const [, hashed, catalogue, api] = behaviours;
    assert.equal(policy(hashed?.cachePolicyId)?.defaultTtl, 31_536_000);
    assert.equal(policy(catalogue?.cachePolicyId)?.defaultTtl, 60);
    assert.equal(policy(api?.cachePolicyId), undefined, "AWS's own policy that keeps nothing");
    const origins = distribution.origins as Inputs[];
    assert.ok(origins.some(({ domainName }) => domainName === "nearest.api.shop.example.com"));
  });

  it("REQ-3 a web ACL guards the edge, and one of each region its API and its user pool; Shield Advanced is nobody's default", () => {
    const { primary, secondary } = stacks();
    const edge = one(primary, "aws:cloudfront/distribution:Distribution").inputs.webAclId;
    assert.match(String(edge), /^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//);
    each((stack, region) => {
      const acl = one(
        stack,
        "aws:wafv2/webAcl:WebAcl",
        ({ inputs: { scope } }) => scope === "REGIONAL",
      ).outputs;
      const guarded = inputs(stack, "aws:wafv2/webAclAssociation:WebAclAssociation");
      assert.deepEqual(
        guarded.map(({ resourceArn, webAclArn }) => [resourceArn, webAclArn === acl.arn]).sort(),
        [
          [one(stack, "aws:apigateway/stage:Stage").outputs.arn, true],
          [one(stack, "aws:cognito/userPool:UserPool").outputs.arn, true],
        ].sort(),
        region,
      );
    });
    assert.deepEqual(byType([...primary, ...secondary], "aws:shield/subscription:Subscription"), []);
  });

  it("REQ-4 the API limits, keeps answers encrypted, traces and logs without bodies, and leads to functions, containers and instances", () => {
    each((stack) => {
      const stage = one(stack, "aws:apigateway/stage:Stage").inputs;
      assert.deepEqual([stage.cacheClusterEnabled, stage.xrayTracingEnabled], [true, true]);
      assert.ok((stage.accessLogSettings as Inputs).destinationArn);
      for (const { settings } of inputs(stack, "aws:apigateway/methodSettings:MethodSettings")) {
        const limits = settings as Inputs;
        assert.deepEqual(
          [
            limits.cacheDataEncrypted,
            limits.dataTraceEnabled,
            limits.loggingLevel,
            limits.throttlingRateLimit,
          ],
          [true, false, "ERROR", 500],
        );
      }
      const body = JSON.parse(String(one(stack, "aws:apigateway/restApi:RestApi").inputs.body)) as Body;
      const orders = one(stack, "aws:lambda/alias:Alias", named("order-api-alias")).outputs.arn;
      const balancer = one(stack, "aws:lb/loadBalancer:LoadBalancer").outputs.arn;
      const link = one(stack, "aws:apigatewayv2/vpcLink:VpcLink").id;
      const calls = (path: string, method: string) => integrationOf(body, path, method);
      assert.ok(String(calls("/api/orders", "post").uri).includes(String(orders)));
      for (const path of ["/api/catalog/{path+}", "/api/reports/{path+}"]) {
        const integration = calls(path, "get");
        assert.deepEqual([integration.connectionType, integration.connectionId], ["VPC_LINK", link]);
        assert.equal(integration["integration-target"], balancer);
      }
      const security = (path: string, method: string) =>
        ((body.paths[path]?.[method]?.security ?? []) as Inputs[]).map((entry) => Object.keys(entry).sort());
      assert.deepEqual(security("/api/health", "get"), []);
      assert.deepEqual(security("/api/orders", "post"), [["jwt"]]);
      assert.deepEqual(security("/api/partners/orders", "post"), [["api-key", "iam"]]);
      assert.deepEqual(security("/api/reports/{path+}", "post"), [["api-key", "iam"]]);
      const plan = one(stack, "aws:apigateway/usagePlan:UsagePlan").inputs;
      assert.deepEqual(plan.throttleSettings, { burstLimit: 40, rateLimit: 20 });
    });
  });

  it("REQ-4 the authorizer takes tokens of its own user pool, and in the second region of the first's, too", () => {
    const issuers = (stack: Deployed[]) => {
      const { environment } = one(
        stack,
        "aws:lambda/function:Function",
        named("api-authorizer-function"),
      ).inputs;
      const { variables } = environment as { variables: Record<string, string> };
      return (JSON.parse(variables.ISSUERS ?? "") as { issuer: string; audiences: string[] }[]).map(
        ({ issuer, audiences }) => [issuer, ...audiences],
      );
    };
    const own = (stack: Deployed[], region: string) => [
      `https://cognito-idp.${region}.amazonaws.com/${one(stack, "aws:cognito/userPool:UserPool").id}`,
      one(stack, "aws:cognito/userPoolClient:UserPoolClient").id,
    ];
    const { primary, secondary } = stacks();
    assert.deepEqual(issuers(primary), [own(primary, "us-east-1")]);
    assert.deepEqual(issuers(secondary), [own(secondary, "eu-west-1"), own(primary, "us-east-1")]);
  });

  it("REQ-5 functions on ARM have room of their own, traces, and a queue for what they failed at; orders move to a version by CodeDeploy", () => {
    each((stack) => {
      for (const workload of ["order-api", "upload-grant", "api-authorizer", "order-worker"]) {
        const code = one(stack, "aws:lambda/function:Function", named(`${workload}-function`)).inputs;
        assert.deepEqual(code.architectures, ["arm64"]);
        assert.equal(code.reservedConcurrentExecutions, 100);
        assert.deepEqual(code.tracingConfig, { mode: "Active" });
        const async = one(
          stack,
          "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
          named(`${workload}-async`),
        ).inputs;
        const { onFailure } = async.destinationConfig as { onFailure: Inputs };
        const queue = byType(stack, "aws:sqs/queue:Queue").find(
          ({ outputs }) => outputs.arn === onFailure.destination,
        );
        assert.equal(queue?.inputs.name, `${code.name}-dead-letter`);
      }
      const group = one(
        stack,
        "aws:codedeploy/deploymentGroup:DeploymentGroup",
        named("orders-deployment-group"),
      );
      assert.equal(group.inputs.deploymentConfigName, "CodeDeployDefault.LambdaCanary10Percent5Minutes");
    });
  });

  it("REQ-6 instances for heavy work: most of them Spot, of several types, without keys and old metadata, followed by their load", () => {
    each((stack) => {
      const group = one(stack, "aws:autoscaling/group:Group").inputs;
      const { instancesDistribution, launchTemplate } = group.mixedInstancesPolicy as Record<string, Inputs>;
      assert.equal(instancesDistribution?.onDemandPercentageAboveBaseCapacity, 30);
      assert.equal((launchTemplate as { overrides: unknown[] }).overrides.length, 4);
      assert.equal((group.instanceRefresh as Inputs).strategy, "Rolling");
      const template = one(stack, "aws:ec2/launchTemplate:LaunchTemplate").inputs;
      assert.equal((template.metadataOptions as Inputs).httpTokens, "required");
      assert.equal(template.keyName, undefined);
      const started = Buffer.from(String(template.userData), "base64").toString();
      assert.match(started, /docker run[\s\S]+request-response-prod\/reports:1\.0\.0/);
      const [targets] = group.targetGroupArns as string[];
      const rule = one(stack, "aws:lb/listenerRule:ListenerRule", named("reports-route-rule")).inputs;
      assert.ok(JSON.stringify(rule.actions).includes(String(targets)));
      assert.match(
        JSON.stringify(one(stack, "aws:autoscaling/policy:Policy").inputs),
        /ASGAverageCPUUtilization/,
      );
    });
  });

  it("REQ-7 containers on Fargate over three zones follow their load, behind the load balancer that the API reaches", () => {
    each((stack) => {
      const service = one(stack, "aws:ecs/service:Service").inputs;
      assert.deepEqual(service.capacityProviderStrategies, [{ capacityProvider: "FARGATE", weight: 1 }]);
      assert.equal((service.networkConfiguration as { subnets: unknown[] }).subnets.length, 3);
      const [entry] = service.loadBalancers as Inputs[];
      const rule = one(stack, "aws:lb/listenerRule:ListenerRule", named("catalog-route-rule")).inputs;
      assert.ok(JSON.stringify(rule.actions).includes(String(entry?.targetGroupArn)));
      assert.match(JSON.stringify(rule.conditions), /\/catalog\/\*/);
      const target = one(stack, "aws:appautoscaling/target:Target").inputs;
      assert.deepEqual([target.minCapacity, target.maxCapacity], [3, 30]);
    });
  });

  it("REQ-8 one Aurora Serverless v2 database with a member in each region, and one table of orders with a replica", () => {
    const { primary, secondary } = stacks();
    each((stack) => {
      const cluster = one(stack, "aws:rds/cluster:Cluster").inputs;
      assert.equal(cluster.globalClusterIdentifier, "request-response-prod");
      assert.deepEqual(cluster.serverlessv2ScalingConfiguration, { minCapacity: 1, maxCapacity: 16 });
      const classes = inputs(stack, "aws:rds/clusterInstance:ClusterInstance").map(
        (one) => one.instanceClass,
      );
      assert.deepEqual(classes, ["db.serverless", "db.serverless"]);
    });
    assert.equal(one(secondary, "aws:rds/cluster:Cluster").inputs.sourceRegion, "us-east-1");
    const table = one(primary, "aws:dynamodb/table:Table");
    assert.equal(table.inputs.billingMode, "PAY_PER_REQUEST");
    const replica = one(primary, "aws:dynamodb/tableReplica:TableReplica").inputs;
    assert.deepEqual([replica.globalTableArn, replica.region], [table.outputs.arn, "eu-west-1"]);
    const policy = one(secondary, "aws:iam/rolePolicy:RolePolicy", named("order-api-permissions")).inputs
      .policy;
    assert.ok(
      String(policy).includes(`:dynamodb:eu-west-1:`) && String(policy).includes(String(replica.kmsKeyArn)),
    );
  });

  it("REQ-8 containers and instances of each region reach the writer after it has moved to the other", () => {
    const ranges = { "us-east-1": "10.41.0.0/16", "eu-west-1": "10.40.0.0/16" } as Record<string, string>;
    each((stack, region) => {
      for (const name of ["catalog-security-group", "reports-security-group"]) {
        const group = one(stack, "aws:ec2/securityGroup:SecurityGroup", named(name)).id;
        const out = inputs(stack, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").filter(
          ({ securityGroupId, fromPort }) => securityGroupId === group && fromPort === 5432,
        );
        assert.ok(
          out.some(({ cidrIpv4 }) => cidrIpv4 === ranges[region]),
          `${name} in ${region}`,
        );
      }
    });
  });

  it("REQ-9 the cache of each region speaks TLS to users of IAM alone, over several zones, and its clients are let in", () => {
    each((stack) => {
      const cache = one(stack, "aws:elasticache/replicationGroup:ReplicationGroup").inputs;
      assert.deepEqual(
        [
          cache.transitEncryptionMode,
          cache.atRestEncryptionEnabled,
          cache.multiAzEnabled,
          cache.numCacheClusters,
        ],
        ["required", true, true, 3],
      );
      assert.equal((cache.userGroupIds as unknown[]).length, 1);
      const [group] = cache.securityGroupIds as string[];
      const clients = inputs(stack, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter(({ securityGroupId }) => securityGroupId === group)
        .map(({ referencedSecurityGroupId, fromPort }) => [referencedSecurityGroupId, fromPort]);
      const groupOf = (name: string) => one(stack, "aws:ec2/securityGroup:SecurityGroup", named(name)).id;
      assert.deepEqual(
        clients.sort(),
        [
          [groupOf("catalog-security-group"), 6379],
          [groupOf("reports-security-group"), 6379],
        ].sort(),
      );
    });
  });

  it("REQ-10 uploads go to the nearest edge, into Intelligent-Tiering, under grants that the API's function makes", () => {
    each((stack, region) => {
      const bucket = `request-response-prod-uploads-${region}-951623a2`;
      assert.equal(
        one(stack, "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration").inputs.bucket,
        bucket,
      );
      const rules = inputs(stack, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").find(
        (one) => one.bucket === bucket,
      )?.rules;
      assert.match(JSON.stringify(rules), /INTELLIGENT_TIERING/);
      const { environment } = one(
        stack,
        "aws:lambda/function:Function",
        named("upload-grant-function"),
      ).inputs;
      const { variables } = environment as { variables: Record<string, string> };
      assert.deepEqual([variables.UPLOAD_BUCKET, variables.UPLOAD_ACCELERATED], [bucket, "true"]);
      const policy = String(
        one(stack, "aws:iam/rolePolicy:RolePolicy", named("upload-grant-permissions")).inputs.policy,
      );
      assert.ok(policy.includes(`arn:aws:s3:::${bucket}/uploads/*`) && !policy.includes("s3:*"));
    });
  });

  it("REQ-11 users have a second factor and long passwords, and sign in by a page whose codes only their browser can use", () => {
    each((stack) => {
      const pool = one(stack, "aws:cognito/userPool:UserPool");
      assert.deepEqual([pool.inputs.mfaConfiguration, pool.inputs.deletionProtection], ["ON", "ACTIVE"]);
      assert.equal((pool.inputs.passwordPolicy as Inputs).minimumLength, 14);
      const client = one(stack, "aws:cognito/userPoolClient:UserPoolClient").inputs;
      assert.deepEqual(client.allowedOauthFlows, ["code"]);
      assert.equal(client.generateSecret, false);
      assert.ok((client.allowedOauthScopes as string[]).includes("api/orders.write"));
      assert.equal(one(stack, "aws:cognito/userPoolDomain:UserPoolDomain").inputs.userPoolId, pool.id);
    });
  });

  it("REQ-12 alarms of every layer tell people, traces are sampled and grouped, and questions to the logs are kept", () => {
    each((stack, region) => {
      const topic = one(stack, "aws:sns/topic:Topic", named("notifications-topic")).outputs.arn;
      const alarms = inputs(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
        (one) => one.region === region,
      );
      const own = alarms.filter(({ name }) => String(name).startsWith("request-response-prod-"));
      for (const role of [
        "api-errors",
        "api-latency",
        "orders-errors",
        "catalog-cpu",
        "reports-fleet-cpu",
        "database-cpu",
        "cache-memory",
      ]) {
        const alarm = own.find(({ name }) => name === `request-response-prod-${role}`);
        assert.deepEqual(alarm?.alarmActions, [topic], `${region} ${role}`);
      }
      assert.equal(byType(stack, "aws:xray/group:Group").length, 3);
      const rates = inputs(stack, "aws:xray/samplingRule:SamplingRule").map(({ urlPath, fixedRate }) => [
        urlPath,
        fixedRate,
      ]);
      assert.ok(rates.some(([path, rate]) => path === "/api/health" && rate === 0));
      assert.equal(byType(stack, "aws:cloudwatch/queryDefinition:QueryDefinition").length, 2);
      for (const group of byType(stack, "aws:cloudwatch/logGroup:LogGroup")) {
        assert.ok(Number(group.inputs.retentionInDays) >= 90, group.name);
      }
    });
  });

  it("REQ-13 an accepted order goes to a queue for a function and to one for containers, each with a queue for what nobody could handle", () => {
    each((stack) => {
      const topic = one(stack, "aws:sns/topic:Topic", named("orders-topic")).outputs.arn;
      const queue = (name: string) => one(stack, "aws:sqs/queue:Queue", named(name)).outputs;
      for (const consumer of ["confirmation", "fulfilment"]) {
        const { arn } = queue(`orders-${consumer}-queue`);
        const subscription = one(
          stack,
          "aws:sns/topicSubscription:TopicSubscription",
          named(`orders-${consumer}-subscription`),
        ).inputs;
        assert.deepEqual([subscription.topic, subscription.endpoint], [topic, arn]);
        const { redrivePolicy } = one(stack, "aws:sqs/queue:Queue", named(`orders-${consumer}-queue`)).inputs;
        assert.ok(String(redrivePolicy).includes(String(queue(`orders-${consumer}-dead-letter-queue`).arn)));
      }
      const mapping = one(stack, "aws:lambda/eventSourceMapping:EventSourceMapping").inputs;
      assert.equal(mapping.eventSourceArn, queue("orders-confirmation-queue").arn);
      assert.deepEqual(mapping.functionResponseTypes, ["ReportBatchItemFailures"]);
      const task = String(one(stack, "aws:ecs/taskDefinition:TaskDefinition").inputs.containerDefinitions);
      assert.ok(task.includes(String(queue("orders-fulfilment-queue").url)));
      const rights = inputs(stack, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
      const fulfilment = String(queue("orders-fulfilment-queue").arn);
      assert.equal(
        rights.filter((policy) => policy.includes("sqs:ReceiveMessage") && policy.includes(`"${fulfilment}"`))
          .length,
        2,
        "containers and instances",
      );
    });
  });

  it("REQ-14 a commit is tested, built and released by CodeDeploy with alarms, home first; the other region follows by its copy of the image", () => {
    const { primary, secondary } = stacks();
    const stages = (stack: Deployed[]) =>
      (
        one(stack, "aws:codepipeline/pipeline:Pipeline").inputs.stages as {
          name: string;
          actions: Inputs[];
        }[]
      ).map(
        ({ name, actions }) =>
          `${name}: ${actions.map(({ name: action, provider }) => `${action} ${provider}`).join(", ")}`,
      );
    assert.deepEqual(stages(primary), [
      "Source: Source CodeStarSourceConnection",
      "Test: review CodeBuild, unit CodeBuild",
      "Build: image CodeBuild, package CodeBuild",
      "Release: catalog CodeDeployToECS, orders-us-east-1 CodeBuild",
      "Verify: functional CodeBuild",
      "Release-eu-west-1: orders-eu-west-1 CodeBuild",
    ]);
    assert.deepEqual(stages(secondary), [
      "Source: Source ECR",
      "Plan: plan CodeBuild",
      "Release: catalog CodeDeployToECS",
    ]);
    each((stack) => {
      const alarms = byType(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
        ({ outputs }) => outputs.name,
      );
      for (const group of inputs(stack, "aws:codedeploy/deploymentGroup:DeploymentGroup")) {
        const watched = (group.alarmConfiguration as { alarms: string[] }).alarms;
        assert.ok(watched.length >= 3 && watched.every((name) => alarms.includes(name)));
        assert.ok(
          (group.autoRollbackConfiguration as { events: string[] }).events.includes(
            "DEPLOYMENT_STOP_ON_ALARM",
          ),
        );
      }
    });
    const replication = one(primary, "aws:ecr/replicationConfiguration:ReplicationConfiguration").inputs;
    assert.match(JSON.stringify(replication), /eu-west-1/);
  });

  it("ALL-8 every regional resource is in its stack's region, but for the edge, copies there and the link to another region", () => {
    const elsewhere = (stack: Deployed[], own: string) =>
      stack.filter(({ inputs: { region } }) => region !== undefined && region !== own);
    const regions = new Set(elsewhere(stacks().primary, "us-east-1").map(({ inputs: { region } }) => region));
    assert.deepEqual([...regions].sort(), ["ca-central-1", "eu-west-1"]);
    for (const { type, name, inputs: given } of elsewhere(stacks().secondary, "eu-west-1")) {
      assert.equal(given.region, "us-east-1", name);
      assert.match(
        type,
        /:(VpcPeeringConnectionAccepter|Route|SecurityGroupIngressRule|MetricAlarm)$|^aws:(backup|kms)\/|^tandem:components:RegionalKey$/,
      );
    }
  });
}

interface Body {
  paths: Record<string, Record<string, { security?: unknown[] } & Inputs>>;
}

function integrationOf(body: Body, path: string, method: string): Inputs {
  const operation = body.paths[path]?.[method] ?? body.paths[path]?.["x-amazon-apigateway-any-method"];
  assert.ok(operation !== undefined, `${method} ${path}`);
  return operation["x-amazon-apigateway-integration"] as Inputs;
}

function policyOf(record: Inputs): unknown {
  const [latency] = (record.latencyRoutingPolicies ?? []) as unknown[];
  const [place] = (record.geolocationRoutingPolicies ?? []) as unknown[];
  return latency ?? place;
}

import assert from "node:assert/strict";
import type { AlarmSpec, Metric } from "../../components/regional-alarms/specs";
import * as tables from "../../components/regional-alarms/tables";

/** The metrics that an alarm watches. */
function metricsOf({ watches }: AlarmSpec): Metric[] {
  if ("expression" in watches) return Object.values(watches.metrics);
  if ("anomaly" in watches) return [watches.anomaly];
  return "query" in watches ? [] : [watches];
}

/** Role, namespace, metrics and dimensions, on one line: what a reader of the CloudWatch pages compares. */
function line(spec: AlarmSpec): string {
  const metrics = metricsOf(spec);
  const [first] = metrics;
  if (first === undefined) return `${spec.role}: ${"query" in spec.watches ? spec.watches.query : ""}`;
  const dimensions = new Set(metrics.flatMap((metric) => Object.keys(metric.dimensions)));
  const watched = [...new Set(metrics.map((metric) => `${metric.metricName} ${metric.statistic}`))].join(
    ", ",
  );
  return `${spec.role}: ${first.namespace} ${watched} by ${[...dimensions].join(", ")}`;
}

const aurora = { name: "db", cluster: "shop-prod" };
const examples: Record<string, { specs: AlarmSpec[]; lines: string[] }> = {
  "an application load balancer": {
    specs: tables.applicationLoadBalancerAlarms({
      name: "entry",
      loadBalancer: "app/a/1",
      targets: [{ name: "web", targetGroup: "targetgroup/w/1" }],
    }),
    lines: [
      "entry-errors: AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum by LoadBalancer",
      "entry-rejected: AWS/ApplicationELB RejectedConnectionCount Sum by LoadBalancer",
      "web-target-errors: AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum, RequestCount Sum by LoadBalancer, TargetGroup",
      "web-latency: AWS/ApplicationELB TargetResponseTime p99 by LoadBalancer, TargetGroup",
      "web-no-healthy-target: AWS/ApplicationELB HealthyHostCount Maximum by LoadBalancer, TargetGroup",
      "web-unhealthy-targets: AWS/ApplicationELB UnHealthyHostCount Minimum by LoadBalancer, TargetGroup",
    ],
  },
  "a network load balancer": {
    specs: tables.networkLoadBalancerAlarms({ name: "pay", loadBalancer: "net/a/1", targetGroup: "t" }),
    lines: [
      "pay-no-healthy-target: AWS/NetworkELB HealthyHostCount Maximum by LoadBalancer, TargetGroup",
      "pay-unhealthy-targets: AWS/NetworkELB UnHealthyHostCount Minimum by LoadBalancer, TargetGroup",
      "pay-ports: AWS/NetworkELB PortAllocationErrorCount Sum by LoadBalancer",
    ],
  },
  "a gateway load balancer": {
    specs: tables.gatewayLoadBalancerAlarms({ name: "inspect", loadBalancer: "gwy/a/1", targetGroup: "t" }),
    lines: [
      "inspect-no-healthy-target: AWS/GatewayELB HealthyHostCount Maximum by LoadBalancer, TargetGroup",
      "inspect-unhealthy-targets: AWS/GatewayELB UnHealthyHostCount Minimum by LoadBalancer, TargetGroup",
    ],
  },
  "a service of ECS": {
    specs: tables.containerServiceAlarms({ name: "orders", cluster: "c", service: "s" }),
    lines: [
      "orders-cpu: AWS/ECS CPUUtilization Average by ClusterName, ServiceName",
      "orders-memory: AWS/ECS MemoryUtilization Average by ClusterName, ServiceName",
      "orders-tasks-missing: ECS/ContainerInsights DesiredTaskCount Average, RunningTaskCount Average by ClusterName, ServiceName",
      "orders-no-task: ECS/ContainerInsights RunningTaskCount Maximum by ClusterName, ServiceName",
    ],
  },
  "a cluster of EKS": {
    specs: tables.kubernetesAlarms("c"),
    lines: [
      "pods-without-a-node: AWS/EKS scheduler_pending_pods_UNSCHEDULABLE Sum by ClusterName",
      "kubernetes-api-errors: AWS/EKS apiserver_request_total_5XX Sum by ClusterName",
    ],
  },
  "a function": {
    specs: tables.functionAlarms({
      name: "order",
      functionName: "f",
      timeoutSeconds: 10,
      reservedConcurrency: 100,
    }),
    lines: [
      "order-errors: AWS/Lambda Errors Sum, Invocations Sum by FunctionName",
      "order-throttles: AWS/Lambda Throttles Sum by FunctionName",
      "order-duration: AWS/Lambda Duration p99 by FunctionName",
      "order-dead-letters-lost: AWS/Lambda DeadLetterErrors Sum by FunctionName",
      "order-concurrency: AWS/Lambda ConcurrentExecutions Maximum by FunctionName",
    ],
  },
  "an API": {
    specs: tables.apiAlarms({ name: "api", apiName: "shop", stage: "live" }),
    lines: [
      "api-errors: AWS/ApiGateway 5XXError Sum, Count Sum by ApiName, Stage",
      "api-latency: AWS/ApiGateway Latency p99 by ApiName, Stage",
      "api-refused: AWS/ApiGateway 4XXError Sum by ApiName, Stage",
    ],
  },
  "a table": {
    specs: tables.tableAlarms({ name: "sessions", tableName: "s", replicaRegions: ["eu-west-1"] }),
    lines: [
      "sessions-reads-throttled: AWS/DynamoDB ReadThrottleEvents Sum by TableName",
      "sessions-writes-throttled: AWS/DynamoDB WriteThrottleEvents Sum by TableName",
      "sessions-system-errors: SELECT SUM(SystemErrors) FROM \"AWS/DynamoDB\" WHERE TableName = 's'",
      "sessions-late-in-eu-west-1: AWS/DynamoDB ReplicationLatency Average by TableName, ReceivingRegion",
    ],
  },
  "a DAX cluster": {
    specs: tables.acceleratorAlarms({ name: "dax", cluster: "d" }),
    lines: [
      "dax-cpu: AWS/DAX CPUUtilization Average by ClusterId",
      "dax-errors: AWS/DAX FaultRequestCount Sum by ClusterId",
      "dax-throttled: AWS/DAX ThrottledRequestCount Sum by ClusterId",
    ],
  },
  "a cache": {
    specs: tables.cacheAlarms({ name: "cache", replicationGroupId: "r", replicas: 2 }),
    lines: [
      "cache-cpu: AWS/ElastiCache EngineCPUUtilization Average by CacheClusterId",
      "cache-memory: AWS/ElastiCache DatabaseMemoryUsagePercentage Average by CacheClusterId",
      "cache-evictions: AWS/ElastiCache Evictions Sum by CacheClusterId",
      "cache-lag: AWS/ElastiCache ReplicationLag Average by CacheClusterId",
    ],
  },
  "an Aurora cluster": {
    specs: [
      ...tables.auroraAlarms(aurora),
      ...tables.auroraUseAlarms(aurora, 900),
      ...tables.serverlessCapacityAlarms(aurora),
    ],
    lines: [
      "db-reader-lag: AWS/RDS AuroraReplicaLagMaximum Maximum by DBClusterIdentifier",
      "db-cpu: AWS/RDS CPUUtilization Average by DBClusterIdentifier",
      "db-memory: AWS/RDS FreeableMemory Minimum by DBClusterIdentifier",
      "db-connections: AWS/RDS DatabaseConnections Maximum by DBClusterIdentifier",
      "db-deadlocks: AWS/RDS Deadlocks Average by DBClusterIdentifier",
      "db-capacity: AWS/RDS ACUUtilization Maximum by DBClusterIdentifier",
    ],
  },
  "a database instance": {
    specs: tables.instanceAlarms({ name: "db", instance: "i", mostConnections: 400 }),
    lines: [
      "db-cpu: AWS/RDS CPUUtilization Average by DBInstanceIdentifier",
      "db-memory: AWS/RDS FreeableMemory Minimum by DBInstanceIdentifier",
      "db-storage: AWS/RDS FreeStorageSpace Minimum by DBInstanceIdentifier",
      "db-connections: AWS/RDS DatabaseConnections Maximum by DBInstanceIdentifier",
      "db-replica-lag: AWS/RDS ReplicaLag Maximum by DBInstanceIdentifier",
    ],
  },
  "a queue": {
    specs: tables.queueAlarms({
      name: "orders",
      queueName: "q",
      oldestSeconds: 900,
      mostWaiting: 1000,
      deadLetterQueueName: "q-dead",
    }),
    lines: [
      "orders-age: AWS/SQS ApproximateAgeOfOldestMessage Maximum by QueueName",
      "orders-waiting: AWS/SQS ApproximateNumberOfMessagesVisible Maximum by QueueName",
      "orders-dead-letters: AWS/SQS ApproximateNumberOfMessagesVisible Maximum by QueueName",
    ],
  },
  "an Auto Scaling group": {
    specs: tables.fleetAlarms({ name: "workers", groupName: "g", minimum: 2 }),
    lines: [
      "workers-instances-missing: AWS/AutoScaling GroupInServiceInstances Minimum by AutoScalingGroupName",
      "workers-cpu: AWS/EC2 CPUUtilization Average by AutoScalingGroupName",
      "workers-status: AWS/EC2 StatusCheckFailed Maximum by AutoScalingGroupName",
    ],
  },
  "NET-12 connections and gateways": {
    specs: [
      ...tables.tunnelAlarms({ name: "office", vpnId: "vpn-1" }),
      ...tables.directConnectAlarms("office", "dxcon-1"),
      ...tables.natGatewayAlarms({ a: "nat-1" }),
      ...tables.transitGatewayAlarms("hub", "tgw-1"),
      ...tables.endpointGroupAlarms({ endpointRegion: "eu-west-1", accelerator: "a", listener: "l" }),
    ],
    lines: [
      "office-tunnels-down: AWS/VPN TunnelState Maximum by VpnId",
      "office-tunnel-down: AWS/VPN TunnelState Minimum by VpnId",
      "office-line-down: AWS/DX ConnectionState Minimum by ConnectionId",
      "office-line-errors: AWS/DX ConnectionErrorCount Sum by ConnectionId",
      "nat-a-ports: AWS/NATGateway ErrorPortAllocation Sum by NatGatewayId",
      "hub-no-route: AWS/TransitGateway PacketDropCountNoRoute Sum by TransitGateway",
      "accelerator-eu-west-1-unhealthy: AWS/GlobalAccelerator UnhealthyEndpointCount Maximum by Accelerator, Listener, EndpointGroup",
    ],
  },
  "a regional web ACL": {
    specs: tables.firewallAlarms({ name: "api", webAclName: "w", region: "eu-west-1" }),
    lines: ["api-blocked-requests: AWS/WAFV2 BlockedRequests Sum by WebACL, Region, Rule"],
  },
};

describe("tables of alarms", () => {
  for (const [what, { specs, lines }] of Object.entries(examples)) {
    it(`watch ${what} by the metrics and dimensions that CloudWatch has`, () => {
      assert.deepEqual(specs.map(line), lines);
    });
  }

  it("take a group without figures for one without instances, where there should be some", () => {
    const missingAt = (minimum: number) =>
      tables.fleetAlarms({ name: "workers", groupName: "g", minimum }).map(({ missing }) => missing)[0];
    assert.deepEqual([missingAt(2), missingAt(0)], ["breaching", "notBreaching"]);
  });

  it("tell people in a sentence, look at no more than CloudWatch does, and use at most ten metrics", () => {
    for (const { specs } of Object.values(examples)) {
      assert.equal(new Set(specs.map(({ role }) => role)).size, specs.length);
      for (const spec of specs) {
        assert.match(spec.description, /^.{20,}\.$/, spec.role);
        assert.ok(spec.description.length <= 1024);
        assert.ok(spec.period * spec.evaluationPeriods <= 86_400, spec.role);
        assert.ok(spec.datapointsToAlarm <= spec.evaluationPeriods, spec.role);
        assert.ok(metricsOf(spec).length <= 10, spec.role);
        assert.equal("anomaly" in spec.watches, spec.comparison.includes("Upper"), spec.role);
      }
    }
  });

  it("take silence for trouble where what is gone counts nothing any more", () => {
    const silent = Object.values(examples).flatMap(({ specs }) =>
      specs.filter(({ missing }) => missing === "breaching").map(({ role }) => role),
    );
    assert.deepEqual(silent, [
      "web-no-healthy-target",
      "pay-no-healthy-target",
      "inspect-no-healthy-target",
      "orders-no-task",
      "workers-instances-missing",
      "office-tunnels-down",
      "office-tunnel-down",
      "office-line-down",
    ]);
  });

  it("take the limits of what they watch: a function's time and runs, a table's and a queue's", () => {
    const threshold = (specs: AlarmSpec[], role: string) =>
      specs.find((spec) => spec.role === role)?.threshold;
    const order = examples["a function"]?.specs ?? [];
    assert.equal(threshold(order, "order-duration"), 8000, "milliseconds, eight tenths of ten seconds");
    assert.equal(threshold(order, "order-concurrency"), 80);
    const idle = tables.functionAlarms({ name: "f", functionName: "f", timeoutSeconds: 1 });
    assert.equal(threshold(idle, "f-concurrency"), undefined);
    const storage = tables.instanceAlarms({
      name: "db",
      instance: "i",
      mostConnections: 1,
      leastStorageGb: 20,
    });
    assert.equal(threshold(storage, "db-storage"), 20 * 1024 ** 3);
    assert.equal(threshold(examples["a queue"]?.specs ?? [], "orders-age"), 900);
    assert.equal(tables.queueAlarms({ name: "q", queueName: "q", oldestSeconds: 1 }).length, 1);
  });

  it("count a rate only from some requests on, so that one error at night wakes nobody", () => {
    const [, , errors] = examples["an application load balancer"]?.specs ?? [];
    assert.deepEqual(
      errors && "expression" in errors.watches && errors.watches.expression,
      "IF(whole >= 20, 100 * part / whole, 0)",
    );
  });

  it("know a cache's nodes by the names that ElastiCache gives them, shard by shard", () => {
    const one = { name: "c", replicationGroupId: "shop", replicas: 1 };
    assert.deepEqual(tables.cacheNodes(one), [["shop-001", "shop-002"]]);
    assert.deepEqual(tables.cacheNodes({ ...one, shards: 2 }), [
      ["shop-0001-001", "shop-0001-002"],
      ["shop-0002-001", "shop-0002-002"],
    ]);
    const roles = tables.cacheAlarms({ ...one, shards: 2, replicas: 0 }).map(({ role }) => role);
    assert.deepEqual(
      roles,
      ["cpu", "memory", "evictions"]
        .map((role) => `c-1-${role}`)
        .concat(["cpu", "memory", "evictions"].map((role) => `c-2-${role}`)),
    );
  });
});

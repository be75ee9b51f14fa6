import assert from "node:assert/strict";
import { fargateSize } from "../../../providers/awsx/fargate-size";
import { awsx } from "../../../providers/awsx/package";
import { construct, graph, type Json, reference, urnOf } from "../components/fake-engine";

const group = urnOf("aws:lb/targetGroup:TargetGroup", "web");
const container = {
  image: "nginx",
  cpu: 128,
  memory: 512,
  portMappings: [{ targetGroup: reference(group, "tg") }],
};
const build = (inputs: Json) =>
  construct(
    awsx,
    "awsx:ecs:FargateService",
    "web",
    { cluster: "cluster", networkConfiguration: { subnets: ["subnet-a"] }, ...inputs },
    {
      existing: { [group]: { id: "tg", state: { arn: "tg", port: 8080 } } },
      outputs: {
        "aws:cloudwatch/logGroup:LogGroup": { name: "web-1", region: "eu-west-1" },
        "aws:ecs/taskDefinition:TaskDefinition": { arn: "task:1" },
        "aws:iam/role:Role": { arn: "role", name: "role" },
      },
    },
  );

describe("awsx:ecs:FargateService", () => {
  it("registers a service, and a task definition with its log group and roles", async () => {
    const built = await build({ taskDefinitionArgs: { container } });
    assert.deepEqual(graph(built), [
      "aws:cloudwatch/logGroup:LogGroup web < web",
      "aws:ecs/service:Service web < web",
      "aws:ecs/taskDefinition:TaskDefinition web < web",
      "aws:iam/role:Role web-execution < web",
      "aws:iam/role:Role web-task < web",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment web-execution-9a42f520 < web",
      "awsx:ecs:FargateService web < ",
      "awsx:ecs:FargateTaskDefinition web < web",
    ]);
    assert.deepEqual(built.get("aws:ecs/service:Service", "web").inputs, {
      cluster: "cluster",
      desiredCount: 1,
      launchType: "FARGATE",
      loadBalancers: [{ containerName: "container", containerPort: 8080, targetGroupArn: "tg" }],
      networkConfiguration: { subnets: ["subnet-a"] },
      taskDefinition: "task:1",
      waitForSteadyState: true,
    });
  });

  it("gives the container the target group's port and the task's log group, and the task the smallest size", async () => {
    const built = await build({ taskDefinitionArgs: { container } });
    const { containerDefinitions, cpu, memory } = built.get(
      "aws:ecs/taskDefinition:TaskDefinition",
      "web",
    ).inputs;
    assert.deepEqual([cpu, memory], ["256", "512"]);
    assert.deepEqual(JSON.parse(String(containerDefinitions)), [
      {
        name: "container",
        image: "nginx",
        cpu: 128,
        memory: 512,
        portMappings: [{ containerPort: 8080, hostPort: 8080 }],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "web-1",
            "awslogs-region": "eu-west-1",
            "awslogs-stream-prefix": "container",
          },
        },
      },
    ]);
  });

  it("leaves the launch type out with capacity providers", async () => {
    const strategies = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const built = await build({ taskDefinition: "task:1", capacityProviderStrategies: strategies });
    assert.equal(built.get("aws:ecs/service:Service", "web").inputs.launchType, undefined);
  });
});

describe("the size of a Fargate task", () => {
  it("is the smallest memory that holds all containers, then the fewest vCPUs", () => {
    assert.deepEqual(fargateSize([]), { cpu: "256", memory: "512" });
    assert.deepEqual(fargateSize([{ cpu: 1024, memory: 512 }]), { cpu: "1024", memory: "2048" });
    assert.deepEqual(fargateSize([{ memory: 4096 }]), { cpu: "512", memory: "4096" });
    assert.deepEqual(fargateSize([{ memory: 9999, memoryReservation: 600 }]), { cpu: "256", memory: "1024" });
  });

  it("has an end", () => {
    assert.throws(
      () => fargateSize([{ cpu: 17 * 1024 }]),
      /17 vCPU and 0 GiB together.*16 vCPU and 120 GiB at most/,
    );
  });
});

/**
 * First start of an instance: the agent learns its cluster. Tasks cannot take the instance's role, and a Spot instance that
 * is taken back drains its tasks first.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function agentSettings(clusterName: string): string {
  return [
    "#!/bin/bash",
    "cat >> /etc/ecs/ecs.config <<'SETTINGS'",
    `ECS_CLUSTER=${clusterName}`,
    "ECS_AWSVPC_BLOCK_IMDS=true",
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
    "ECS_ENABLE_CONTAINER_METADATA=true",
    "SETTINGS",
    "",
  ].join("\n");
}

/** A statement, in the form of a fleet's args; `T` is an ARN, known or not yet. */
interface AgentStatement<T> {
  sid: string;
  actions: string[];
  resources: (T | "*")[];
  conditions?: Record<string, Record<string, T>>;
}

/**
 * What the agent of an instance may do: join its own cluster and tell of its tasks. AWS's managed policy for it would let an
 * instance join any cluster and write any log.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 *
 * @param clusterArn ARN of the cluster
 * @param instancesArn ARNs of its instances, with `*` at the end
 */
export function agentStatements<T>(clusterArn: T, instancesArn: T): AgentStatement<T>[] {
  return [
    {
      sid: "JoinCluster",
      actions: ["ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"],
      resources: [clusterArn],
    },
    {
      sid: "ServeCluster",
      actions: [
        "ecs:Poll",
        "ecs:StartTelemetrySession",
        "ecs:UpdateContainerInstancesState",
        "ecs:PutAttributes",
      ],
      resources: [instancesArn],
      conditions: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    {
      sid: "TellState",
      actions: [
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
        "ecs:SubmitAttachmentStateChanges",
      ],
      resources: [clusterArn],
    },
    // Takes no resource.
    { sid: "FindEndpoint", actions: ["ecs:DiscoverPollEndpoint"], resources: ["*"] },
  ];
}

/** ARNs of all instances of a cluster. */
export function instancesOf(clusterArn: string): string {
  return `${clusterArn.replace(":cluster/", ":container-instance/")}/*`;
}

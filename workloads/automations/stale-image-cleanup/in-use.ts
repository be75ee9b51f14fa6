import type { InUse } from "./clean";

interface Page {
  nextToken?: string;
}

/** The part of `@aws-sdk/client-ecs` that is used; Lambda's runtime brings the package along. */
export interface ClusterClient {
  listServices(input: object): Promise<Page & { serviceArns?: string[] }>;
  describeServices(input: { cluster: string; services: string[] }): Promise<{
    services?: { taskDefinition?: string; deployments?: { taskDefinition?: string }[] }[];
    failures?: unknown[];
  }>;
  listTaskDefinitions(input: object): Promise<{ taskDefinitionArns?: string[] }>;
  describeTaskDefinition(input: { taskDefinition: string }): Promise<{
    taskDefinition?: { containerDefinitions?: { image?: string }[] };
  }>;
  listTasks(input: object): Promise<Page & { taskArns?: string[] }>;
  describeTasks(input: { cluster: string; tasks: string[] }): Promise<{
    tasks?: { containers?: { image?: string; imageDigest?: string }[] }[];
  }>;
}

/** Services that ECS describes at once. */
const AT_ONCE = 10;

/**
 * The images of clusters: of each service's task definitions, the latest of its family to which it may be rolled back
 * included, and of every task that runs or starts.
 *
 * @param rollbacks newest revisions of a family that are kept
 */
export function clustersInUse(ecs: ClusterClient, clusters: string[], rollbacks: number): InUse {
  return async () => {
    const images = new Set<string>();
    for (const cluster of clusters) {
      for (const definition of await definitionsOf(ecs, cluster, rollbacks)) {
        const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: definition });
        for (const { image } of taskDefinition?.containerDefinitions ?? []) if (image) images.add(image);
      }
      for (const image of await runningImages(ecs, cluster)) images.add(image);
    }
    // A cluster without a single image is more likely a wrong name than the truth.
    if (images.size === 0) throw new Error("nothing is in use in these clusters; nothing is deleted");
    return images;
  };
}

async function definitionsOf(ecs: ClusterClient, cluster: string, rollbacks: number): Promise<Set<string>> {
  const services = await all(
    (nextToken) => ecs.listServices({ cluster, nextToken }),
    (page) => page.serviceArns,
  );
  const found = new Set<string>();
  for (const some of chunks(services, AT_ONCE)) {
    const { services: described = [], failures = [] } = await ecs.describeServices({
      cluster,
      services: some,
    });
    if (failures.length > 0) throw new Error("not every service can be described; nothing is deleted");
    for (const { taskDefinition, deployments = [] } of described) {
      for (const one of [taskDefinition, ...deployments.map((deployment) => deployment.taskDefinition)]) {
        if (one) found.add(one);
      }
    }
  }
  const families = new Set([...found].flatMap((arn) => /task-definition\/([^:]+):\d+$/.exec(arn)?.[1] ?? []));
  for (const familyPrefix of families) {
    const newest = { familyPrefix, sort: "DESC", status: "ACTIVE", maxResults: rollbacks };
    const { taskDefinitionArns = [] } = await ecs.listTaskDefinitions(newest);
    for (const arn of taskDefinitionArns) found.add(arn);
  }
  return found;
}

async function runningImages(ecs: ClusterClient, cluster: string): Promise<string[]> {
  const tasks = await all(
    (nextToken) => ecs.listTasks({ cluster, nextToken }),
    (page) => page.taskArns,
  );
  const found: string[] = [];
  for (const some of chunks(tasks, 100)) {
    const { tasks: described = [] } = await ecs.describeTasks({ cluster, tasks: some });
    for (const { image, imageDigest } of described.flatMap(({ containers = [] }) => containers)) {
      if (image) found.push(image);
      if (image && imageDigest)
        found.push(`${image.replace(/(@sha256:[0-9a-f]+|:[^/:]+)$/, "")}@${imageDigest}`);
    }
  }
  return found;
}

async function all<P extends Page>(
  ask: (nextToken?: string) => Promise<P>,
  items: (page: P) => string[] | undefined,
): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ask(nextToken);
    found.push(...(items(page) ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

function chunks(all: string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

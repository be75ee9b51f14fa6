/** What the containers of a task are made from, all of it known. */
export interface ContainerSpec {
  image: string;
  /** Port under which target groups and the proxies of Service Connect find it; undefined if it only calls. */
  port: number | undefined;
  /** Whether others call it by Service Connect, whose proxies then look at requests of HTTP. */
  connected: boolean;
  command: string[] | undefined;
  user: string;
  writablePaths: readonly string[];
  environment: Record<string, string>;
  secrets: Record<string, string>;
  healthCheckCommand: string[] | undefined;
  stopSeconds: number;
  logGroupName: string;
  region: string;
  /** Image of the collector of traces; undefined without one. */
  tracingImage: string | undefined;
}

/** Name of the container with the application, and of its port. */
export const CONTAINER = "main";

/** Where the collector takes traces in, and where it hands them on. */
const COLLECTOR_SETTINGS = JSON.stringify({
  receivers: {
    otlp: { protocols: { grpc: { endpoint: "127.0.0.1:4317" }, http: { endpoint: "127.0.0.1:4318" } } },
  },
  processors: { batch: {}, memory_limiter: { check_interval: "5s", limit_mib: 100 } },
  exporters: { awsxray: {} },
  extensions: { health_check: {} },
  service: {
    extensions: ["health_check"],
    pipelines: {
      traces: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["awsxray"] },
    },
  },
});

/** Name of the volume of a writable path, in the order of the paths. */
export function volumeName(index: number): string {
  return `writable-${index + 1}`;
}

/**
 * The containers of a task as ECS takes them: without rights that they don't need, with a file system that is read only, and
 * a log that never stops the application.
 *
 * @returns a JSON document
 */
export function containerDefinitions(spec: ContainerSpec): string {
  const traced: Record<string, string> =
    spec.tracingImage === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
  const application = {
    name: CONTAINER,
    image: spec.image,
    ...hardened,
    user: spec.user,
    portMappings: portMappings(spec),
    command: spec.command,
    environment: sorted({ ...traced, ...spec.environment }, "value"),
    secrets: sorted(spec.secrets, "valueFrom"),
    mountPoints: spec.writablePaths.map((containerPath, index) => ({
      sourceVolume: volumeName(index),
      containerPath,
      readOnly: false,
    })),
    healthCheck: spec.healthCheckCommand && {
      command: spec.healthCheckCommand,
      interval: 15,
      timeout: 5,
      retries: 3,
      startPeriod: 30,
    },
    stopTimeout: spec.stopSeconds,
    logConfiguration: log(spec, CONTAINER),
  };
  return JSON.stringify([application, ...collector(spec)]);
}

function portMappings({ port, connected }: ContainerSpec) {
  if (port === undefined) return [];
  const mapping = { name: CONTAINER, containerPort: port, hostPort: port, protocol: "tcp" };
  return [connected ? { ...mapping, appProtocol: "http" } : mapping];
}

const hardened = {
  essential: true,
  privileged: false,
  readonlyRootFilesystem: true,
  linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
};

/** Not essential: without traces the application still answers. The image's own user is not root. */
function collector(spec: ContainerSpec) {
  if (spec.tracingImage === undefined) return [];
  return [
    {
      name: "collector",
      image: spec.tracingImage,
      ...hardened,
      essential: false,
      environment: [{ name: "AOT_CONFIG_CONTENT", value: COLLECTOR_SETTINGS }],
      healthCheck: {
        command: ["CMD", "/healthcheck"],
        interval: 15,
        timeout: 5,
        retries: 3,
        startPeriod: 15,
      },
      logConfiguration: log(spec, "collector"),
    },
  ];
}

function log({ logGroupName, region }: ContainerSpec, prefix: string) {
  return { logDriver: "awslogs", options: logOptions(logGroupName, region, prefix) };
}

/** Without blocking: an application does not stand still because its log does. */
export function logOptions(logGroupName: string, region: string, prefix: string): Record<string, string> {
  return {
    "awslogs-group": logGroupName,
    "awslogs-region": region,
    "awslogs-stream-prefix": prefix,
    mode: "non-blocking",
    "max-buffer-size": "25m",
  };
}

/** By name, so that their order in the settings makes no new task definition. */
function sorted<K extends string>(values: Record<string, string>, key: K): Record<string, string>[] {
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, [key]: value }));
}

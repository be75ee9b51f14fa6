import { conditionMistakes, targetSettingMistakes } from "../application-load-balancer/route-validate";
import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { statementMistakes } from "../arguments/policy-statements";
import { peerMistakes, portMistakes, targetMistakes } from "../arguments/traffic";
import { type ContainerServiceArgs, DeploymentKind, defaults } from "./args";
import { FARGATE_CPUS, fargateMemory } from "./fargate-sizes";
import { imageMistake } from "./images";
import { ROLE_ENDINGS } from "./role-names";
import { deploymentMistakes, scalingMistakes } from "./validate-change";

/** What ECS would refuse, or would accept and never reach. */
export function mistakes(args: ContainerServiceArgs): Mistake[] {
  const { resourceName } = args;
  return [
    ...physicalNameMistakes("resourceName", resourceName, [
      { what: "service", name: resourceName, longest: 255 },
      { what: "alarm", name: `${resourceName}-step-down`, longest: 255 },
    ]),
    ...(args.roleName === undefined
      ? []
      : physicalNameMistakes("roleName", args.roleName, [
          { what: "role", name: `${args.roleName}${ROLE_ENDINGS.execution}`, longest: 64 },
        ])),
    ...container(args),
    ...size(args),
    ...wayIn(args),
    ...connect(args),
    ...deploymentMistakes(args),
    ...scalingMistakes(args),
    ...peerMistakes("admits", args.admits ?? []),
    ...targetMistakes("reaches", args.reaches ?? []),
    ...statementMistakes("statements", args.statements ?? []),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
  ];
}

function container(args: ContainerServiceArgs): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  for (const key of ["image", "tracingImage"] as const) {
    // One that is an output is looked at once it is known.
    const image = args[key];
    const reason = typeof image === "string" ? imageMistake(image) : undefined;
    if (reason !== undefined) refuse(key, reason);
  }
  const { user = defaults.user, stopSeconds = defaults.stopSeconds, writablePaths = [] } = args;
  if (!/^[1-9]\d*(:[1-9]\d*)?$/.test(user)) {
    refuse(
      "user",
      `"${user}" is not allowed, numbers of a user and a group that are not root such as 1000:1000 are`,
    );
  }
  if (!Number.isInteger(stopSeconds) || stopSeconds < 2 || stopSeconds > 120) {
    refuse("stopSeconds", `${stopSeconds} is not allowed, 2 to 120 is`);
  }
  for (const path of writablePaths) {
    if (/^(\/[\w.-]+)+$/.test(path)) continue;
    refuse("writablePaths", `"${path}" is not allowed, a folder below / such as /tmp is`);
  }
  const { environment = {}, secrets = {} } = args;
  for (const [path, keys] of Object.entries({ environment, secrets })) {
    for (const key of Object.keys(keys)) {
      if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) continue;
      refuse(path, `"${key}" is not allowed, letters, digits and "_" are, and no digit first`);
    }
  }
  for (const key of Object.keys(secrets)) {
    if (key in environment) refuse("secrets", `"${key}" is not allowed, environment has it`);
  }
  for (const [key, arn] of Object.entries(secrets)) {
    if (typeof arn !== "string" || /^arn:[\w-]+:(secretsmanager|ssm):/.test(arn)) continue;
    refuse("secrets", `${key} is no ARN of a secret or a parameter`); // The value could be the secret itself.
  }
  return found;
}

function size({ cpu, memory, spotPercent = 0, instanceProviderName }: ContainerServiceArgs): Mistake[] {
  const found: Mistake[] = [];
  const sizes = fargateMemory(cpu);
  if (sizes.length === 0) {
    found.push({ propertyPath: "cpu", reason: `${cpu} is not allowed, ${FARGATE_CPUS.join(", ")} are` });
  } else if (!sizes.includes(memory)) {
    const allowed =
      sizes.length > 6 ? `${sizes[0]}, ${sizes[1]} and so on up to ${sizes.at(-1)}` : sizes.join(", ");
    found.push({
      propertyPath: "memory",
      reason: `${memory} is not allowed, ${allowed} are for ${cpu} of cpu`,
    });
  }
  if (!Number.isInteger(spotPercent) || spotPercent < 0 || spotPercent > 99) {
    found.push({ propertyPath: "spotPercent", reason: `${spotPercent} is not allowed, 0 to 99 is` });
  } else if (spotPercent > 0 && instanceProviderName !== undefined) {
    const reason = `${spotPercent} is not allowed on instances, whose fleet has its own share of Spot`;
    found.push({ propertyPath: "spotPercent", reason });
  }
  return found;
}

function wayIn({ port, entrance, otherTargetGroupArns = [], admits = [] }: ContainerServiceArgs): Mistake[] {
  const found = port === undefined ? [] : portMistakes("port", port);
  const called = entrance !== undefined || otherTargetGroupArns.length > 0 || admits.length > 0;
  if (port === undefined && called) {
    found.push({
      propertyPath: "port",
      reason: "is missing: somebody calls the service, but at which port?",
    });
  }
  if (entrance !== undefined) {
    found.push(...conditionMistakes("entrance.", entrance), ...targetSettingMistakes("entrance.", entrance));
  }
  const targetGroups = otherTargetGroupArns.length + (entrance === undefined ? 0 : 1);
  if (targetGroups > 5) {
    const reason = `${targetGroups} target groups are not allowed, 5 of a service are`;
    found.push({ propertyPath: "otherTargetGroupArns", reason });
  }
  return found;
}

function connect({ port, serviceConnect, deployment }: ContainerServiceArgs): Mistake[] {
  if (serviceConnect === undefined) return [];
  const { server, tls } = serviceConnect;
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) =>
    found.push({ propertyPath: `serviceConnect${propertyPath}`, reason });
  if (deployment?.kind === DeploymentKind.CodeDeploy) {
    refuse("", "is not allowed with CodeDeploy, all other kinds of deployment are");
  }
  if (server !== undefined) {
    found.push(...portMistakes("serviceConnect.server.port", server.port));
    if (port === undefined) refuse(".server", "is not allowed without a port: others have nothing to call");
    if (!/^[a-z0-9]([a-z0-9.-]{0,125}[a-z0-9])?$/.test(server.dnsName)) {
      refuse(".server.dnsName", `"${server.dnsName}" is not allowed, a name such as orders is`);
    }
  }
  if (tls !== undefined && server === undefined) {
    refuse(".tls", "is not allowed without a server: calls are encrypted by the service that is called");
  }
  return found;
}

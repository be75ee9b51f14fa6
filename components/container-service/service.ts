import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerRoute } from "../application-load-balancer";
import { type ContainerServiceArgs, DeploymentKind, defaults, Releaser } from "./args";
import { capacityOf } from "./capacity";
import { CONTAINER, logOptions } from "./container";
import { changedByOthers, type Deployment, deploymentOf, shifterOf, strategyOf } from "./deployment";
import { createCertificateRole, createShiftRole, type InfrastructureRole } from "./infrastructure-roles";
import type { TaskRoles } from "./roles";

/** What a service refers to. */
export interface ServiceParts {
  route: LoadBalancerRoute | undefined;
  alarm: cloudwatch.MetricAlarm | undefined;
  securityGroupId: pulumi.Input<string>;
  /** Of the tasks' security group. */
  rules: pulumi.Resource[];
  taskDefinition: ecs.TaskDefinition;
  log: cloudwatch.LogGroup;
  roles: TaskRoles;
}

/** The service itself, and the roles by which ECS works for it. */
export function createService(
  name: string,
  args: ContainerServiceArgs,
  parts: ServiceParts,
  parent: pulumi.Resource,
): ecs.Service {
  const { region, port, otherTargetGroupArns = [], serviceConnect } = args;
  const { route, securityGroupId, rules, taskDefinition, log, roles } = parts;
  const deployment = deploymentOf(args);
  const byEcs = deployment.kind !== DeploymentKind.CodeDeploy;
  const shifts = byEcs && shifterOf(deployment.kind) !== undefined;
  const shift = shifts && route ? createShiftRole(name, args, route, parent) : undefined;
  const certificate = serviceConnect?.tls && createCertificateRole(name, args, parent);
  const reached = route !== undefined || otherTargetGroupArns.length > 0;
  return new ecs.Service(
    `${name}-service`,
    {
      region,
      name: args.resourceName,
      cluster: args.clusterArn,
      taskDefinition: taskDefinition.arn,
      desiredCount: args.desiredCount,
      ...capacityOf(args),
      networkConfiguration: {
        subnets: args.subnetIds,
        securityGroups: [securityGroupId],
        assignPublicIp: false,
      },
      loadBalancers: loadBalancers(port, otherTargetGroupArns, route, shift),
      healthCheckGracePeriodSeconds: reached ? defaults.healthGraceSeconds : undefined,
      deploymentMinimumHealthyPercent: defaults.healthy.minimum,
      deploymentMaximumPercent: defaults.healthy.maximum,
      ...(byEcs ? byEcsItself(deployment, parts) : { deploymentController: { type: "CODE_DEPLOY" } }),
      serviceConnectConfiguration: serviceConnect && connect(args, log, certificate),
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      // A pipeline's first image may come after the service.
      waitForSteadyState: deployment.releasedBy === Releaser.Program,
    },
    {
      parent,
      ignoreChanges: changedByOthers(args),
      // Tasks that start before their roles may do anything, or without a way out, fail and are taken for a bad version.
      dependsOn: [
        ...rules,
        ...roles.permissions,
        ...(shift?.permissions ?? []),
        ...(certificate?.permissions ?? []),
      ],
    },
  );
}

/** Safeguards which ECS has in its own deployments only; those of CodeDeploy are in its deployment group. */
function byEcsItself(deployment: Deployment, { alarm }: ServiceParts) {
  const alarmNames = [...(alarm ? [alarm.name] : []), ...deployment.alarmNames];
  return {
    deploymentController: { type: "ECS" },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: alarmNames.length > 0 ? { enable: true, rollback: true, alarmNames } : undefined,
    availabilityZoneRebalancing: "ENABLED",
    // Without it the provider replaces a service that moves from instances to Fargate.
    forceNewDeployment: true,
    ...strategyOf(deployment),
  };
}

function loadBalancers(
  port: number | undefined,
  others: readonly pulumi.Input<string>[],
  route: LoadBalancerRoute | undefined,
  shift: InfrastructureRole | undefined,
) {
  if (port === undefined) return undefined;
  const register = (targetGroupArn: pulumi.Input<string>) => ({
    containerName: CONTAINER,
    containerPort: port,
    targetGroupArn,
  });
  const [first, second] = route?.targetGroupArns ?? [];
  const own = first && {
    ...register(first),
    advancedConfiguration:
      route && second && shift
        ? {
            alternateTargetGroupArn: second,
            productionListenerRule: route.ruleArn,
            testListenerRule: route.testRuleArn,
            roleArn: shift.role.arn,
          }
        : undefined,
  };
  return [...(own ? [own] : []), ...others.map(register)];
}

/** Calls by name through the proxy beside each task, with a log of them. */
function connect(
  { serviceConnect, region, kmsKeyArn }: ContainerServiceArgs,
  log: cloudwatch.LogGroup,
  certificate: InfrastructureRole | undefined,
) {
  const { namespaceArn, server, tls } = serviceConnect ?? {};
  return {
    enabled: true,
    namespace: namespaceArn,
    logConfiguration: {
      logDriver: "awslogs",
      options: log.name.apply((group) => logOptions(group, region, "service-connect")),
    },
    accessLogConfiguration: { format: "JSON", includeQueryParameters: "DISABLED" },
    services: server && [
      {
        portName: CONTAINER,
        discoveryName: server.dnsName.replaceAll(".", "-"),
        clientAlias: [{ dnsName: server.dnsName, port: server.port }],
        tls:
          tls && certificate
            ? {
                issuerCertAuthority: { awsPcaAuthorityArn: tls.certificateAuthorityArn },
                kmsKey: kmsKeyArn,
                roleArn: certificate.role.arn,
              }
            : undefined,
      },
    ],
  };
}

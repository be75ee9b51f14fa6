import * as codedeploy from "@pulumi/aws/codedeploy";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { createEventNotice } from "../delivery-pipeline/event-notice";
import {
  type BlueGreenDeploymentArgs,
  DeploymentTarget,
  defaults,
  EcsShift,
  type EcsTarget,
  type LambdaTarget,
} from "./args";
import {
  type DeploymentScope,
  deploymentTrust,
  ecsDeploymentPolicy,
  lambdaDeploymentPolicy,
} from "./documents";
import { mistakes } from "./validate";

export * from "./args";

/** What a deployment group says of its kind of target. */
type TargetSettings = Pick<
  codedeploy.DeploymentGroupArgs,
  "deploymentConfigName" | "ecsService" | "loadBalancerInfo" | "blueGreenDeploymentConfig"
>;

/**
 * How a new version takes over, and how it is taken back: CodeDeploy moves the requests of an ECS service or the alias of
 * a function step by step, and returns by itself when a step fails or an alarm goes off.
 *
 * Cost: none for CodeDeploy; for ECS twice the tasks while a deployment runs and until the old ones are stopped.
 */
export class BlueGreenDeployment extends pulumi.ComponentResource {
  /** Name of the application. */
  readonly applicationName: pulumi.Output<string>;
  /** Name of its one deployment group. */
  readonly deploymentGroupName: pulumi.Output<string>;
  /** ARN of the deployment group. */
  readonly deploymentGroupArn: pulumi.Output<string>;

  constructor(name: string, args: BlueGreenDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("BlueGreenDeployment", name, mistakes(args));
    super("tandem:components:BlueGreenDeployment", name, args, opts);
    const { region, resourceName, target } = args;

    const application = new codedeploy.Application(
      `${name}-application`,
      {
        region,
        name: resourceName,
        computePlatform: target.kind === DeploymentTarget.Ecs ? "ECS" : "Lambda",
      },
      { parent: this },
    );
    const { role, permissions } = this.role(name, args);
    const group = new codedeploy.DeploymentGroup(
      `${name}-group`,
      {
        region,
        appName: application.name,
        deploymentGroupName: resourceName,
        serviceRoleArn: role.arn,
        deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
        autoRollbackConfiguration: { enabled: true, events: [...defaults.rollbackEvents] },
        // An alarm that can't be asked stops the deployment: nobody would see that it goes wrong.
        alarmConfiguration: { enabled: true, alarms: args.alarmNames, ignorePollAlarmFailure: false },
        ...settings(target),
      },
      // CodeDeploy tries the role when it makes the group.
      { parent: this, dependsOn: permissions },
    );
    this.notice(name, args);

    this.applicationName = application.name;
    this.deploymentGroupName = group.deploymentGroupName;
    this.deploymentGroupArn = group.arn;
    this.registerOutputs({
      applicationName: this.applicationName,
      deploymentGroupName: this.deploymentGroupName,
      deploymentGroupArn: this.deploymentGroupArn,
    });
  }

  private role(name: string, args: BlueGreenDeploymentArgs): { role: iam.Role; permissions: iam.RolePolicy } {
    const { region, resourceName } = args;
    const invoke = { parent: this };
    const scope = pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition }, { accountId }]) => ({ partition, accountId, region }));
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Deployments of ${resourceName} in ${region}`,
        assumeRolePolicy: scope.apply((where) => deploymentTrust(where, resourceName, resourceName)),
      },
      { parent: this },
    );
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, name: "deploy", policy: policy(scope, args) },
      { parent: this },
    );
    return { role, permissions };
  }

  private notice(name: string, { region, resourceName, topicArn }: BlueGreenDeploymentArgs): void {
    createEventNotice(
      `${name}-notice`,
      {
        region,
        ruleName: `${resourceName}-deployment`,
        description: `Deployments of ${resourceName} that fail or stop`,
        pattern: JSON.stringify({
          source: ["aws.codedeploy"],
          "detail-type": ["CodeDeploy Deployment State-change Notification"],
          detail: { application: [resourceName], state: ["FAILURE", "STOP"] },
        }),
        topicArn,
        message:
          "Deployment <deployment> of <application> in <region>: <state>. CodeDeploy returns to what ran before.",
        paths: {
          deployment: "$.detail.deploymentId",
          application: "$.detail.application",
          region: "$.region",
          state: "$.detail.state",
        },
      },
      this,
    );
  }
}

function settings(target: EcsTarget | LambdaTarget): TargetSettings {
  if (target.kind === DeploymentTarget.Lambda) {
    return { deploymentConfigName: target.shift ?? defaults.lambdaShift };
  }
  const { testListenerArn, approvalWaitMinutes = defaults.approvalWaitMinutes } = target;
  const shift = target.shift ?? (target.networkLoadBalancer ? EcsShift.AllAtOnce : defaults.ecsShift);
  return {
    deploymentConfigName: shift,
    ecsService: { clusterName: target.clusterName, serviceName: target.serviceName },
    loadBalancerInfo: {
      targetGroupPairInfo: {
        prodTrafficRoute: { listenerArns: [target.productionListenerArn] },
        ...(testListenerArn !== undefined && { testTrafficRoute: { listenerArns: [testListenerArn] } }),
        targetGroups: target.targetGroupNames.map((group) => ({ name: group })),
      },
    },
    blueGreenDeploymentConfig: {
      deploymentReadyOption:
        approvalWaitMinutes === 0
          ? { actionOnTimeout: "CONTINUE_DEPLOYMENT" }
          : { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: approvalWaitMinutes },
      terminateBlueInstancesOnDeploymentSuccess: {
        action: "TERMINATE",
        terminationWaitTimeInMinutes: target.terminationWaitMinutes ?? defaults.terminationWaitMinutes,
      },
    },
  };
}

function policy(
  scope: pulumi.Output<DeploymentScope>,
  { target, hookFunctionArns = [] }: BlueGreenDeploymentArgs,
): pulumi.Output<string> {
  const hooks = pulumi.all(hookFunctionArns);
  if (target.kind === DeploymentTarget.Lambda) {
    return pulumi
      .all([scope, target.functionArn, hooks])
      .apply(([where, functionArn, arns]) =>
        lambdaDeploymentPolicy({ ...where, functionArn, hookFunctionArns: arns }),
      );
  }
  const { clusterName, serviceName, productionListenerArn, testListenerArn, taskRoleArns } = target;
  const listeners = pulumi.all([
    productionListenerArn,
    ...(testListenerArn === undefined ? [] : [testListenerArn]),
  ]);
  return pulumi
    .all([scope, clusterName, serviceName, listeners, pulumi.all(taskRoleArns), hooks])
    .apply(([where, cluster, service, listenerArns, roles, arns]) =>
      ecsDeploymentPolicy({
        ...where,
        clusterName: cluster,
        serviceName: service,
        listenerArns,
        taskRoleArns: roles,
        hookFunctionArns: arns,
      }),
    );
}

import type * as pulumi from "@pulumi/pulumi";

/** What is deployed. */
export enum DeploymentTarget {
  /** An ECS service whose deployment controller is `CODE_DEPLOY`. */
  Ecs = "ecs",
  /** The alias of a Lambda function. */
  Lambda = "lambda",
}

/** How fast requests move to the new tasks, by CodeDeploy's own configurations. */
export enum EcsShift {
  /** All at once. The only one behind a Network Load Balancer. */
  AllAtOnce = "CodeDeployDefault.ECSAllAtOnce",
  /** A tenth, and the rest after five minutes. */
  Canary10Percent5Minutes = "CodeDeployDefault.ECSCanary10Percent5Minutes",
  /** A tenth, and the rest after fifteen minutes. */
  Canary10Percent15Minutes = "CodeDeployDefault.ECSCanary10Percent15Minutes",
  /** A tenth every minute. */
  Linear10PercentEvery1Minute = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
  /** A tenth every three minutes. */
  Linear10PercentEvery3Minutes = "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
}

/** How fast calls move to the new version, by CodeDeploy's own configurations. */
export enum LambdaShift {
  /** All at once. */
  AllAtOnce = "CodeDeployDefault.LambdaAllAtOnce",
  /** A tenth, and the rest after five minutes. */
  Canary10Percent5Minutes = "CodeDeployDefault.LambdaCanary10Percent5Minutes",
  /** A tenth, and the rest after ten minutes. */
  Canary10Percent10Minutes = "CodeDeployDefault.LambdaCanary10Percent10Minutes",
  /** A tenth, and the rest after fifteen minutes. */
  Canary10Percent15Minutes = "CodeDeployDefault.LambdaCanary10Percent15Minutes",
  /** A tenth, and the rest after thirty minutes. */
  Canary10Percent30Minutes = "CodeDeployDefault.LambdaCanary10Percent30Minutes",
  /** A tenth every minute. */
  Linear10PercentEvery1Minute = "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
  /** A tenth every two minutes. */
  Linear10PercentEvery2Minutes = "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes",
  /** A tenth every three minutes. */
  Linear10PercentEvery3Minutes = "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes",
  /** A tenth every ten minutes. */
  Linear10PercentEvery10Minutes = "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes",
}

/** An ECS service behind a load balancer. */
export interface EcsTarget {
  kind: DeploymentTarget.Ecs;
  /** Name of the cluster. */
  clusterName: pulumi.Input<string>;
  /** Name of the service. */
  serviceName: pulumi.Input<string>;
  /** Names of the two target groups between which deployments alternate; exactly two. */
  targetGroupNames: pulumi.Input<string>[];
  /** Listener that customers reach. */
  productionListenerArn: pulumi.Input<string>;
  /**
   * Listener at which the new tasks can be tested before customers reach them.
   * @default none
   */
  testListenerArn?: pulumi.Input<string>;
  /** Task and execution roles that new tasks take; at least one. */
  taskRoleArns: pulumi.Input<string>[];
  /**
   * How fast requests move.
   * @default EcsShift.Canary10Percent5Minutes, behind a Network Load Balancer EcsShift.AllAtOnce
   */
  shift?: EcsShift;
  /**
   * Whether the load balancer is a Network Load Balancer, which can't split requests.
   * @default false
   */
  networkLoadBalancer?: boolean;
  /**
   * Minutes that a person has to let requests move, after which the deployment stops; 0 asks nobody. Up to 2880.
   * @default 0
   */
  approvalWaitMinutes?: number;
  /**
   * Minutes that the old tasks stay after the last request has moved, for a return without a start. Up to 2880.
   * @default 60
   */
  terminationWaitMinutes?: number;
}

/** The alias of a function. */
export interface LambdaTarget {
  kind: DeploymentTarget.Lambda;
  /** ARN of the function, without a version or alias. */
  functionArn: pulumi.Input<string>;
  /**
   * How fast calls move.
   * @default LambdaShift.Canary10Percent5Minutes
   */
  shift?: LambdaShift;
}

/** What {@link BlueGreenDeployment} takes. */
export interface BlueGreenDeploymentArgs {
  /** Region of the service or function. A change replaces everything. */
  region: string;
  /** Name of the application and its deployment group, up to 53 characters. A change replaces both. */
  resourceName: string;
  /** What is deployed. */
  target: EcsTarget | LambdaTarget;
  /** Names of the alarms that roll a deployment back while it runs; 1 to 10. */
  alarmNames: pulumi.Input<string>[];
  /** Topic of the region that hears of deployments that fail or stop. */
  topicArn: pulumi.Input<string>;
  /**
   * Functions that test a deployment on its way, as its AppSpec names them.
   * @default []
   */
  hookFunctionArns?: pulumi.Input<string>[];
}

/** The posture of a deployment unless its args say otherwise. */
export const defaults = {
  ecsShift: EcsShift.Canary10Percent5Minutes,
  lambdaShift: LambdaShift.Canary10Percent5Minutes,
  approvalWaitMinutes: 0,
  terminationWaitMinutes: 60,
  /** What takes a deployment back by itself. */
  rollbackEvents: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
} as const;

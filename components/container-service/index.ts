import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancerRoute, TargetKind } from "../application-load-balancer";
import { refuse } from "../arguments/mistakes";
import { admit, admitFrom, reach } from "../arguments/traffic";
import { type ContainerServiceArgs, defaults, type ServiceEntrance } from "./args";
import { CONTAINER } from "./container";
import { deploymentOf, shifterOf } from "./deployment";
import { createErrorsAlarm } from "./errors-alarm";
import { createTaskRoles } from "./roles";
import { createScaling } from "./scaling";
import { createService } from "./service";
import { checkedImages, createTaskDefinition } from "./task-definition";
import { mistakes } from "./validate";

export * from "./args";
export { ROLE_ENDINGS } from "./role-names";

/**
 * A service of ECS: tasks over several zones which are replaced when they fail, and new versions which are taken back when
 * they do. Its containers run without root, write to nothing but the folders given, and take only the rights given.
 *
 * On Fargate a writable folder belongs to root unless the image declares it: `VOLUME /tmp` behind a `chown` to the user.
 *
 * Cost: on Fargate with Arm 0.03238 USD an hour for a processor and 0.00356 for a GiB of memory (a task of 512 and 1024: 14 USD
 * a month), on instances nothing; 0.10 USD a month for each alarm. TLS of Service Connect needs a private certificate
 * authority, 50 USD a month in short-lived mode.
 */
export class ContainerService extends pulumi.ComponentResource {
  /** ARN of the service. */
  readonly arn: pulumi.Output<string>;
  /** Its name. */
  readonly serviceName: pulumi.Output<string>;
  /** Security group of its tasks. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the role that its code takes. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** ARN of the role that starts its tasks; a pipeline passes both roles on. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** ARN of the program's task definition, with its revision. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The way from the load balancer, where there is an entrance: its target groups and rules. */
  readonly route: LoadBalancerRoute | undefined;
  /** Name of the alarm for errors, where there is an entrance. */
  readonly errorsAlarmName: pulumi.Output<string> | undefined;
  /** Name of the container with the application. */
  readonly containerName: string = CONTAINER;

  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ContainerService", name, mistakes(args));
    super("tandem:components:ContainerService", name, args, opts);
    const images = checkedImages(name, args);
    const log = this.log(name, args);
    const { securityGroupId, rules } = this.network(name, args);
    const roles = createTaskRoles(name, args, images, log, this);
    const taskDefinition = createTaskDefinition(name, args, images, log, roles, this);
    const { entrance } = args;
    this.route = entrance && this.way(name, args, entrance);
    const alarm = entrance && this.route && createErrorsAlarm(name, args, entrance, this.route, this);
    const parts = { route: this.route, alarm, securityGroupId, rules, taskDefinition, log, roles };
    const service = createService(name, args, parts, this);
    if (args.scaling !== undefined) createScaling(name, args, args.scaling, service, this.route, this);

    this.arn = service.arn;
    this.serviceName = service.name;
    this.securityGroupId = securityGroupId;
    this.taskRoleArn = roles.task.arn;
    this.executionRoleArn = roles.execution.arn;
    this.taskDefinitionArn = taskDefinition.arn;
    this.logGroupName = log.name;
    this.errorsAlarmName = alarm?.name;
    this.registerOutputs({ arn: this.arn, serviceName: this.serviceName, securityGroupId });
  }

  private log(name: string, args: ContainerServiceArgs): cloudwatch.LogGroup {
    const { region, resourceName, kmsKeyArn } = args;
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region,
        name: `/ecs/${resourceName}`,
        kmsKeyId: kmsKeyArn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
  }

  private network(name: string, args: ContainerServiceArgs) {
    const { region, resourceName, vpcId, port, admits = [], entrance } = args;
    const { id: securityGroupId } = new ec2.SecurityGroup(
      `${name}-security-group`,
      { region, vpcId, description: `Tasks of ${resourceName}` },
      { parent: this },
    );
    const group = { region, securityGroupId, name, what: `tasks of ${resourceName}`, parent: this };
    const rules = reach(group, args.reaches ?? defaults.reaches);
    if (port !== undefined) {
      rules.push(...admit(group, admits, port));
      if (entrance !== undefined) rules.push(...admitFrom(group, entrance.loadBalancerGroupId, port));
    }
    return { securityGroupId, rules };
  }

  private way(name: string, args: ContainerServiceArgs, entrance: ServiceEntrance): LoadBalancerRoute {
    const { region, resourceName, vpcId, port } = args;
    // Addresses of a group and of the load balancer are not the route's.
    const { loadBalancerGroupId: _group, loadBalancerArnSuffix: _suffix, ...route } = entrance;
    return new LoadBalancerRoute(
      `${name}-route`,
      {
        ...route,
        region,
        resourceName,
        vpcId,
        targetKind: TargetKind.Ip,
        // An entrance without a port has been refused.
        port: port as number,
        shifter: shifterOf(deploymentOf(args).kind),
      },
      { parent: this },
    );
  }
}

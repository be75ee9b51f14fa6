import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type LoadBalancerRouteArgs, routeDefaults, TrafficShifter } from "./route-args";
import { routeMistakes } from "./route-validate";

/**
 * The way of some requests from a listener to their targets: a target group and the rule that forwards to it, or two groups
 * between which a deployment shifts requests.
 */
export class LoadBalancerRoute extends pulumi.ComponentResource {
  /** ARNs of the target groups, one or two; known once the rule forwards to the first, so that targets may register. */
  readonly targetGroupArns: pulumi.Output<string>[];
  /** Last parts of their ARNs, by which CloudWatch knows them. */
  readonly targetGroupArnSuffixes: pulumi.Output<string>[];
  /** Their names, by which CodeDeploy knows them. */
  readonly targetGroupNames: pulumi.Output<string>[];
  /** ARN of the rule for customers. */
  readonly ruleArn: pulumi.Output<string>;
  /** ARN of the rule for tests, where there is one. */
  readonly testRuleArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: LoadBalancerRouteArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("LoadBalancerRoute", name, routeMistakes(args));
    super("tandem:components:LoadBalancerRoute", name, args, opts);
    const groups = (args.shifter === undefined ? ["targets"] : ["targets", "targets-other"]).map((role) =>
      this.targetGroup(`${name}-${role}`, args),
    );
    const rule = this.rule(`${name}-rule`, args, args.listenerArn, groups);
    if (args.testListenerArn !== undefined) {
      // Starts with the other group: that is where the next version comes up.
      const test = this.rule(`${name}-test-rule`, args, args.testListenerArn, groups.toReversed());
      this.testRuleArn = test.arn;
    }

    // ECS refuses a service whose target group no load balancer forwards to.
    this.targetGroupArns = groups.map(({ arn }) => pulumi.all([arn, rule.arn]).apply(([own]) => own));
    this.targetGroupArnSuffixes = groups.map(({ arnSuffix }) => arnSuffix);
    this.targetGroupNames = groups.map((group) => group.name);
    this.ruleArn = rule.arn;
    this.registerOutputs({ targetGroupArns: this.targetGroupArns, ruleArn: this.ruleArn });
  }

  private targetGroup(name: string, args: LoadBalancerRouteArgs): lb.TargetGroup {
    const protocol = args.protocol ?? routeDefaults.protocol;
    return new lb.TargetGroup(
      name,
      {
        region: args.region,
        // Nobody needs the name, and one that is made up can be there twice while a group is replaced.
        namePrefix: "route-",
        vpcId: args.vpcId,
        targetType: args.targetKind,
        protocol,
        port: args.port,
        loadBalancingAlgorithmType: args.algorithm ?? routeDefaults.algorithm,
        deregistrationDelay: args.deregistrationSeconds ?? routeDefaults.deregistrationSeconds,
        healthCheck: {
          protocol,
          path: args.healthCheckPath,
          matcher: args.healthyCodes ?? routeDefaults.healthyCodes,
          ...routeDefaults.healthCheck,
        },
        tags: { Name: args.resourceName },
      },
      { parent: this },
    );
  }

  private rule(
    name: string,
    args: LoadBalancerRouteArgs,
    listenerArn: pulumi.Input<string>,
    groups: readonly lb.TargetGroup[],
  ): lb.ListenerRule {
    const { region, priority, shifter } = args;
    return new lb.ListenerRule(
      name,
      { region, listenerArn, priority, conditions: conditions(args), actions: [forward(groups, shifter)] },
      // From the first deployment on it is the shifter who says where requests go.
      { parent: this, ignoreChanges: shifter === undefined ? [] : ["actions"] },
    );
  }
}

function conditions({ pathPatterns, hostHeaders, requiredHeader }: LoadBalancerRouteArgs) {
  return [
    ...(pathPatterns?.length ? [{ pathPattern: { values: pathPatterns } }] : []),
    ...(hostHeaders?.length ? [{ hostHeader: { values: hostHeaders } }] : []),
    ...(requiredHeader
      ? [{ httpHeader: { httpHeaderName: requiredHeader.name, values: requiredHeader.values } }]
      : []),
  ];
}

/** ECS wants a rule that names both groups; CodeDeploy finds its rule by the one that it forwards to. */
function forward(groups: readonly lb.TargetGroup[], shifter: TrafficShifter | undefined) {
  if (shifter !== TrafficShifter.Ecs) return { type: "forward", targetGroupArn: groups[0]?.arn };
  const targetGroups = groups.map(({ arn }, index) => ({ arn, weight: index === 0 ? 1 : 0 }));
  return { type: "forward", forward: { targetGroups } };
}

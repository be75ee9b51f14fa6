import { maps, text } from "../../../core/values/read";
import type { ValueMap } from "../../../core/values/value";
import type { Account } from "../../account/account";
import { found, type Refusal } from "../refusal";

export const targetGroupWithoutListener: Refusal = {
  name: "ecs-target-group-without-listener",
  code: "InvalidParameterException",
  sentence: "An ECS service's target group belongs to a listener before the service is created.",
  source: "Amazon ECS Developer Guide, Use load balancing to distribute Amazon ECS service traffic",
  types: ["aws:ecs/service:Service"],
  // Only creation knows the order: in a preview the listener may still come.
  phases: ["create"],
  severity: "error",
  judge({ inputs }, account) {
    for (const [index, balancer] of maps(inputs, "loadBalancers").entries()) {
      const arn = text(balancer, "targetGroupArn");
      if (arn === undefined || account.find("aws:lb/targetGroup:TargetGroup", arn) === undefined) continue;
      if (!isForwardedTo(account, arn))
        return found(
          `loadBalancers[${index}].targetGroupArn ${arn} has no listener that forwards to it yet; let the service depend on the listener (dependsOn)`,
          `loadBalancers[${index}].targetGroupArn`,
        );
    }
    return undefined;
  },
};

function isForwardedTo(account: Account, arn: string): boolean {
  const listeners = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"].flatMap((type) =>
    account.all(type),
  );
  const rules = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"].flatMap((type) =>
    account.all(type),
  );
  return (
    listeners.some(({ inputs }) => forwards(inputs, "defaultActions", arn)) ||
    rules.some(({ inputs }) => forwards(inputs, "actions", arn))
  );
}

const forwards = (inputs: ValueMap, key: string, arn: string): boolean =>
  maps(inputs, key).some((action) => JSON.stringify(action).includes(JSON.stringify(arn)));

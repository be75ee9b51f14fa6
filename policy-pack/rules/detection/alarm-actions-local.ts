import type { StackResource } from "../../frame/graph";
import { matchesPattern } from "../../frame/pattern";
import { regionOfArn } from "../../frame/region";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { isOneOf, types } from "../../frame/types";
import { eachText, everyPart, flag, given, isUnknown, text } from "../../frame/values";

const alarmTypes = [...types.metricAlarm, ...types.compositeAlarm];
const actionLists = ["alarmActions", "okActions", "insufficientDataActions"];

export const alarmActionsLocal = stackRule({
  id: "alarm-actions-local",
  area: "detection",
  title: "An alarm tells somebody, through a topic of its own region",
  severity: "medium",
  why: "An alarm without an action is a red dot that nobody sees. A topic of another region is refused, or is out of reach at the moment when a region is lost; and CloudWatch can't publish to a topic under SNS's own key.",
  mend: "Give the alarm an action of its region, and the topic a customer managed key whose policy lets cloudwatch.amazonaws.com use it. Name alarms that only others read in the setting exempt.",
  example: `
const onCall = new aws.sns.Topic("on-call", { region: "us-west-2", kmsMasterKeyId: key.id });
new aws.cloudwatch.MetricAlarm("errors", { region: "us-west-2", alarmActions: [onCall.arn], ... });`,
  wellArchitected: ["OPS08-BP04"],
  pci: ["12.10.5"],
  settings: {
    exempt: texts("Names of alarms in the program that need no action; * stands for any characters."),
  },
  types: [...alarmTypes, ...types.topic],
  check(stack, { exempt }) {
    const told = new Set<StackResource>();
    for (const alarm of stack.graph.own(alarmTypes)) {
      stack.judge(alarm, (judgement) =>
        everyPart(
          () => {
            if (!exempt.some((pattern) => matchesPattern(pattern, alarm.name)))
              judgeSilence(stack, alarm, judgement);
          },
          ...actionLists.map((list) => () => {
            for (const target of alarm.references(list)) told.add(target);
            judgeRegions(alarm, list, judgement);
          }),
        ),
      );
    }
    for (const topic of stack.graph.own(types.topic)) {
      if (told.has(topic)) stack.judge(topic, (judgement) => judgeTopic(topic, judgement));
    }
  },
});

function judgeSilence({ graph }: Stack, alarm: StackResource, { violation }: Judgement): void {
  if (flag(alarm.props, "actionsEnabled") === false) violation("actionsEnabled is off: it tells nobody.");
  if (given(alarm.props, "alarmActions")) return;
  // Composite alarms, health checks and experiments read an alarm's state.
  if (graph.referrers(alarm).length === 0) violation("It has no action and nothing reads it.");
}

function judgeRegions(alarm: StackResource, list: string, { violation, notEvaluated }: Judgement): void {
  const regions = new Set<string>();
  try {
    eachText(alarm.props, list, (action) => regions.add(regionOfArn(action) ?? ""));
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const topics = alarm.references(list).filter(({ type }) => isOneOf(types.topic, type));
    for (const { region } of topics) regions.add(region ?? "");
    if (topics.length === 0 && alarm.references(list).length === 0) throw error;
  }
  regions.delete("");
  if (regions.size === 0) return;
  if (alarm.region === undefined) notEvaluated("neither the alarm nor its provider says its region");
  else {
    const away = [...regions].filter((region) => region !== alarm.region);
    if (away.length > 0)
      violation(`${list}: an action is in ${away.join(", ")}, the alarm in ${alarm.region}.`);
  }
}

function judgeTopic(topic: StackResource, { violation }: Judgement): void {
  // A key of a program is its own, whatever its ARN will be.
  if (topic.references("kmsMasterKeyId").some(({ type }) => isOneOf(types.key, type))) return;
  const { props } = topic;
  if (!given(props, "kmsMasterKeyId")) violation("It takes alarms but is not encrypted.");
  else if (text(props, "kmsMasterKeyId")?.includes("alias/aws/sns")) {
    violation("It is under SNS's own key: CloudWatch can't publish to it.");
  }
}

import type { StackResource } from "../../frame/graph";
import { type Stack, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { flag, known } from "../../frame/values";
import { judgeMissing } from "../regions";

/** A service that watches one region each. */
interface Detector {
  name: string;
  type: string;
  /** Switch that turns it off, and its value then. */
  off?: readonly [name: string, value: boolean];
}

const RECORDER = "aws:cfg/recorder:Recorder";
const RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const detectors: readonly Detector[] = [
  { name: "GuardDuty", type: "aws:guardduty/detector:Detector", off: ["enable", false] },
  { name: "Security Hub", type: "aws:securityhub/account:Account" },
  // The recorder itself records nothing until its status says so.
  { name: "AWS Config", type: RECORDER_STATUS, off: ["isEnabled", false] },
  { name: "Inspector", type: "aws:inspector2/enabler:Enabler" },
];

export const detectorsInEveryRegion = stackRule({
  id: "detectors-in-every-region",
  area: "detection",
  title: "GuardDuty, Security Hub, AWS Config and Inspector watch every region that the system runs in",
  severity: "high",
  why: "These services see their own region only. A standby that nobody watches is where an intruder is left alone, until it becomes the production region.",
  mend: "Turn each service on in every region that the setting regions names, with its region argument or in the stack of that region.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.guardduty.Detector(region, { region, enable: true });
  new aws.securityhub.Account(region, { region });
}`,
  wellArchitected: ["SEC04-BP04"],
  pci: ["10.4.1.1", "11.5.1"],
  settings: { regions: shared.regions },
  types: [...detectors.map(({ type }) => type), RECORDER],
  check(stack, { regions }) {
    judgeRecorders(stack);
    const [spokesman] = stack.graph.own(detectors.map(({ type }) => type));
    // A stack that watches nothing leaves it to another, such as the organization's.
    if (!spokesman) return;
    for (const detector of detectors) {
      judgeOff(stack, detector);
      const all = stack.graph.ofType([detector.type]);
      const [own] = stack.graph.own([detector.type]);
      stack.judge(own ?? spokesman, (judgement) => {
        const { notEvaluated } = judgement;
        if (all.length === 0) return notEvaluated(`${detector.name} is not in this stack`);
        if (regions.length === 0) return notEvaluated("the setting regions names no region");
        const held = new Set(all.map(({ region }) => region));
        const missing = regions.filter((region) => !held.has(region));
        if (missing.length === 0) return;
        if (held.has(undefined)) return notEvaluated(`the region of ${detector.name} is not stated`);
        judgeMissing(stack, missing, judgement, (lacking) => `${detector.name} is not on in ${lacking}.`);
      });
    }
  },
});

function judgeRecorders({ graph, judge }: Stack): void {
  for (const recorder of graph.own([RECORDER])) {
    judge(recorder, ({ violation }) => {
      const on = graph.ofType([RECORDER_STATUS]).some(({ region }) => region === recorder.region);
      if (!on) violation("It records nothing: no RecorderStatus of its region turns it on.");
    });
  }
}

function judgeOff(stack: Stack, { name, type, off }: Detector): void {
  if (!off) return;
  const [property, value] = off;
  const isOff = ({ props }: StackResource) => flag(props, property) === value;
  for (const one of stack.graph.own([type])) {
    stack.judge(one, ({ violation }) => {
      if (isOff(one)) violation(`${name} is off in ${known(() => one.region) ?? "its region"}.`);
    });
  }
}

/** A command of the proof: what it shows, and how it is run for the evidence. */
export interface Part {
  /** Name of its result below proof/results. */
  readonly name: string;
  readonly title: string;
  /** Arguments of `npm run`. */
  readonly command: readonly string[];
  /** About how long on two cores. */
  readonly takes: string;
  /** What its figures mean, in a sentence or two. */
  readonly says: string;
}

/** Everything that docs/evidence.md shows, in its order. */
export const parts: readonly Part[] = [
  {
    name: "fuzz",
    title: "Random valid settings",
    command: ["fuzz", "--", "--runs", "10000", "--seed", "1"],
    takes: "hours",
    says: "All stacks of a system get random settings that the checks take, come up in one account in process, and every property of the list holds: names, ranges, regions, secrets, policies, the contract, and the same graph again.",
  },
  {
    name: "fuzz-invalid",
    title: "Random invalid settings",
    command: ["fuzz", "--", "--invalid", "--runs", "5000", "--seed", "1"],
    takes: "an hour",
    says: "One to three mistakes are put into valid settings. One error must name each of them, with nothing registered.",
  },
  {
    name: "faults",
    title: "Killed deployments and provider faults",
    command: ["faults", "--", "--runs", "100", "--seed", "1"],
    takes: "an hour",
    says: "`up` on the real engine, with real checkpoints, is killed or made to fail at a random point. What the runbook says and the next `up` must lead to the graph and the account of an untouched run, with nothing replaced that holds data.",
  },
  {
    name: "mutants",
    title: "Planted mistakes",
    command: ["mutants", "--", "--count", "500", "--seed", "1"],
    takes: "half an hour",
    says: "One thing is changed in a good graph. A stand-in, the policy pack or a test must see it.",
  },
  {
    name: "mutants-source",
    title: "Planted mistakes in the code",
    command: ["mutants", "--", "--source", "--count", "500", "--seed", "1"],
    takes: "an hour",
    says: "One thing is changed in the code of a component or of a stack: an argument, a resource, one of a list, a switch, a number, a region, a case. The compiler, the program's own checks, a stand-in, the policy pack or a test must see it.",
  },
  {
    name: "mutation",
    title: "Mutation tests",
    command: ["mutation"],
    takes: "hours",
    says: "Stryker changes the code of pure modules and rules; the score is the share of changes that a test notices. [mutation.md](mutation.md) explains the others.",
  },
  {
    name: "access",
    title: "Access",
    command: ["access"],
    takes: "two minutes",
    says: "Every IAM, trust, resource, key and endpoint policy of the five systems, read from their graphs, checked against AWS's list of actions, and asked who may do what.",
  },
  {
    name: "secrets",
    title: "Secrets",
    command: ["canaries"],
    takes: "ten minutes",
    says: "Known values are put into every secret input; state, previews, logs, reports and messages are searched for them in four spellings.",
  },
  {
    name: "check",
    title: "The check in process",
    command: ["bench", "--", "3", "check"],
    takes: "two minutes",
    says: "Processor time of `npm run check` against loading `@pulumi/pulumi` and `@pulumi/aws` alone.",
  },
];

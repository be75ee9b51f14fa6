import type { StackResource } from "../../frame/graph";
import { type Judgement, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { block, eachBlock, type Props, text } from "../../frame/values";

export const ecrReplicated = stackRule({
  id: "ecr-replicated",
  area: "data",
  title: "Images are replicated to every region that the system runs in",
  severity: "high",
  why: "A node that starts in the other region pulls its image from there. If the image is only in the lost region, what is running keeps running, but nothing can be scaled or restarted.",
  mend: "Add the missing regions to the registry's ReplicationConfiguration, with a filter that the repository's name starts with, or none.",
  example: `
new aws.ecr.ReplicationConfiguration("images", { replicationConfiguration: { rules: [{
  destinations: [{ region: "us-west-2", registryId: accountId }],
  repositoryFilters: [{ filter: "payments/", filterType: "PREFIX_MATCH" }],
}] } });`,
  wellArchitected: ["REL13-BP02"],
  pci: [],
  settings: { regions: shared.regions },
  types: [...types.imageRepository, ...types.imageReplication],
  check(stack, { regions }) {
    const configurations = stack.graph.ofType(types.imageReplication);
    for (const repository of stack.graph.ofType(types.imageRepository)) {
      stack.judge(repository, (judgement) => {
        if (regions.length === 0) return judgement.notEvaluated("the setting regions names no region");
        judgeRepository(repository, configurations, regions, judgement);
      });
    }
  },
});

function judgeRepository(
  repository: StackResource,
  configurations: readonly StackResource[],
  regions: readonly string[],
  { violation, notEvaluated }: Judgement,
): void {
  const { region } = repository;
  if (region === undefined) {
    notEvaluated("neither the repository nor its provider says its region");
    return;
  }
  const wanted = regions.filter((one) => one !== region);
  const own = configurations.filter((configuration) => configuration.region === region);
  // A registry has one configuration per region, so it may well be another stack's.
  if (own.length === 0 && wanted.length > 0 && !isCopy(repository, configurations)) {
    notEvaluated(`the registry's replication in ${region} is not in this stack`);
  }
  for (const { props } of own) {
    const reached = new Set<string>();
    eachRule(props, (rule) => {
      if (!covers(rule, repository)) return;
      eachBlock(rule, "destinations", (destination) => reached.add(text(destination, "region") ?? ""));
    });
    const missing = wanted.filter((one) => !reached.has(one));
    if (missing.length > 0) violation(`Its images are not replicated to ${missing.join(", ")}.`);
  }
}

/** Whether the images of a repository come from another region, where they are pushed. */
function isCopy(repository: StackResource, configurations: readonly StackResource[]): boolean {
  let copied = false;
  for (const { props, region } of configurations) {
    if (region === repository.region) continue;
    eachRule(props, (rule) =>
      eachBlock(rule, "destinations", (destination) => {
        copied ||= text(destination, "region") === repository.region && covers(rule, repository);
      }),
    );
  }
  return copied;
}

function eachRule(props: Props, visit: (rule: Props) => void): void {
  eachBlock(block(props, "replicationConfiguration") ?? {}, "rules", visit);
}

/** @throws UnknownValueError when the rule has a filter and the repository's name is not known yet */
function covers(rule: Props, { outputs }: StackResource): boolean {
  const prefixes: string[] = [];
  eachBlock(rule, "repositoryFilters", (filter) => prefixes.push(text(filter, "filter") ?? ""));
  return prefixes.length === 0 || prefixes.some((prefix) => (text(outputs, "name") ?? "").startsWith(prefix));
}

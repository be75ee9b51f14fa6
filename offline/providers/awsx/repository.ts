import type { Construction } from "../components/construction";
import { Fields } from "../components/fields";
import { combine } from "../components/outputs";
import type { Component } from "../components/serve";
import { lifecycleDocument } from "./lifecycle-policy";

/** `awsx:ecr:Repository`: an ECR repository and, unless it is skipped, its lifecycle policy. */
export function repository(construction: Construction): Component {
  const { lifecyclePolicy, ...repositoryInputs } = construction.inputs;
  const component = construction.root({});
  const name = construction.name.toLowerCase();
  const options = { parent: component };
  const inner = construction.resource("aws:ecr/repository:Repository", name, repositoryInputs, options);
  const policy = new Fields({ lifecyclePolicy }).fields("lifecyclePolicy");
  const lifecycle = policy?.flag("skip")
    ? undefined
    : construction.resource(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        name,
        { repository: inner.output("name"), policy: combine([policy?.input("rules")], lifecycleDocument) },
        options,
      );
  construction.registerOutputs(component, { repository: inner, lifecyclePolicy: lifecycle });
  const url = inner.output("repositoryUrl");
  return { resource: component, outputs: { repository: inner, url, lifecyclePolicy: lifecycle } };
}

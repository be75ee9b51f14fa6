import * as fs from "node:fs";
import * as path from "node:path";
import * as wire from "@pulumi/pulumi/proto/analyzer_pb";
import { type Deployment, exportedState, type RegisteredResource } from "../../offline/in-process";
import { withoutReferences } from "../../offline/in-process/requests";
import { toStruct } from "../../offline/providers/core/values/wire";
import type { ResultsDocument } from "../../policy-pack/frame/results";
import { judgeInProcess, type PolicyConfigFile } from "../../policy-pack/in-process";
import { root } from "../run-stacks";

/** The pack's configuration of a system: its own file where there is one. */
export function policyConfig(system: string): PolicyConfigFile {
  const own = path.join(root, `policies.${system}.json`);
  const file = fs.existsSync(own) ? own : path.join(root, "policies.json");
  return JSON.parse(fs.readFileSync(file, "utf8")) as PolicyConfigFile;
}

/**
 * What the whole policy pack says of a run, as in `pulumi preview --policy-pack`.
 *
 * @param peers stacks in other regions that are up
 */
export function judgeDeployment(
  deployment: Deployment,
  config: PolicyConfigFile,
  peers: readonly Deployment[] = [],
): Promise<ResultsDocument> {
  const { resources } = deployment;
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const stack = new wire.AnalyzeStackRequest().setResourcesList(
    resources.map((resource) => stackResource(resource, byUrn)),
  );
  const requests = resources.map((resource) =>
    described(new wire.AnalyzeRequest(), resource, resource.inputs, byUrn),
  );
  return judgeInProcess(config, root, peers.map(exportedState), requests, stack);
}

type ByUrn = ReadonlyMap<string, RegisteredResource>;

function stackResource(resource: RegisteredResource, byUrn: ByUrn): wire.AnalyzerResource {
  const message = described(new wire.AnalyzerResource(), resource, resource.outputs, byUrn);
  message.setParent(resource.parent).setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new wire.AnalyzerPropertyDependencies().setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function described<Message extends wire.AnalyzeRequest | wire.AnalyzerResource>(
  message: Message,
  { urn, type, name, provider, parent, options }: RegisteredResource,
  properties: RegisteredResource["inputs"],
  byUrn: ByUrn,
): Message {
  message.setUrn(urn);
  message.setType(type);
  message.setName(name);
  message.setProperties(toStruct(withoutReferences(properties)));
  message.setOptions(
    new wire.AnalyzerResourceOptions()
      .setParent(parent)
      .setProtect(options.protect)
      .setIgnorechangesList([...options.ignoreChanges])
      .setAdditionalsecretoutputsList([...options.additionalSecretOutputs]),
  );
  const own = byUrn.get(provider);
  if (own !== undefined)
    message.setProvider(
      new wire.AnalyzerProviderResource()
        .setUrn(own.urn)
        .setType(own.type)
        .setName(own.name)
        .setProperties(toStruct(own.inputs)),
    );
  return message;
}

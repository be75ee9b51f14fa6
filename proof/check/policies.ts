import * as fs from "node:fs";
import * as path from "node:path";
import * as wire from "@pulumi/pulumi/proto/analyzer_pb";
import { type Deployment, exportedState, type RegisteredResource } from "../../offline/in-process";
import { PlainStruct } from "../../offline/in-process/plain-struct";
import { withoutReferences } from "../../offline/in-process/requests";
import { mapToJson } from "../../offline/providers/core/values/wire";
import type { PeerStack } from "../../policy-pack/frame/peers";
import type { ResultsDocument } from "../../policy-pack/frame/results";
import { judgeInProcess, type PolicyConfigFile, peerOf } from "../../policy-pack/in-process";
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
  { resources }: Deployment,
  config: PolicyConfigFile,
  peers: readonly Deployment[] = [],
): Promise<ResultsDocument> {
  const providers = new Map(resources.filter(isProvider).map((one) => [one.urn, providerMessage(one)]));
  const stack = new wire.AnalyzeStackRequest().setResourcesList(
    resources.map((resource) => stackResource(resource, providers)),
  );
  const requests = resources.map((resource) =>
    described(new wire.AnalyzeRequest(), resource, resource.inputs, providers),
  );
  return judgeInProcess(config, root, peers.map(peer), requests, stack);
}

const peersOfRuns = new WeakMap<Deployment, PeerStack>();

/** A run as the stacks after it know it, made once for all of them. */
function peer(deployment: Deployment): PeerStack {
  const known = peersOfRuns.get(deployment) ?? peerOf(exportedState(deployment));
  peersOfRuns.set(deployment, known);
  return known;
}

type Providers = ReadonlyMap<string, wire.AnalyzerProviderResource>;

function isProvider({ type }: RegisteredResource): boolean {
  return type.startsWith("pulumi:providers:");
}

function providerMessage({ urn, type, name, inputs }: RegisteredResource): wire.AnalyzerProviderResource {
  const message = new wire.AnalyzerProviderResource().setUrn(urn).setType(type).setName(name);
  return message.setProperties(new PlainStruct(mapToJson(inputs)));
}

function stackResource(resource: RegisteredResource, providers: Providers): wire.AnalyzerResource {
  const message = described(new wire.AnalyzerResource(), resource, resource.outputs, providers);
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
  providers: Providers,
): Message {
  message.setUrn(urn);
  message.setType(type);
  message.setName(name);
  message.setProperties(new PlainStruct(mapToJson(withoutReferences(properties))));
  message.setOptions(
    new wire.AnalyzerResourceOptions()
      .setParent(parent)
      .setProtect(options.protect)
      .setIgnorechangesList([...options.ignoreChanges])
      .setAdditionalsecretoutputsList([...options.additionalSecretOutputs]),
  );
  message.setProvider(providers.get(provider));
  return message;
}

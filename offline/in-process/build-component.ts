import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { type RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { ComponentMonitor } from "../providers/components/monitor";
import { type ComponentPackage, construct } from "../providers/components/serve";
import type { Place } from "./deployment";

/** Where a component registers what it is made of. */
export interface ComponentSite extends ComponentMonitor {
  warn(message: string, urn: string): void;
}

/** Builds a component of a package, as the engine asks a component provider to. */
export async function buildComponent(
  components: ComponentPackage,
  request: RegisterResourceRequest,
  place: Place,
  config: Readonly<Record<string, string>>,
  site: ComponentSite,
): Promise<RegisterResourceResponse> {
  const built = await construct(components, constructRequest(request, place, config), site, (message, urn) =>
    site.warn(message, urn),
  );
  const response = new RegisterResourceResponse().setUrn(built.getUrn()).setObject(built.getState());
  built.getStatedependenciesMap().forEach((urns, property) => {
    const dependencies = new RegisterResourceResponse.PropertyDependencies().setUrnsList(urns.getUrnsList());
    response.getPropertydependenciesMap().set(property, dependencies);
  });
  return response;
}

function constructRequest(
  request: RegisterResourceRequest,
  { project, stack, preview, organization }: Place,
  config: Readonly<Record<string, string>>,
): ConstructRequest {
  const message = new ConstructRequest()
    .setProject(project)
    .setStack(stack)
    .setOrganization(organization)
    .setDryrun(preview)
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setInputs(request.getObject())
    .setAliasesList(request.getAliasesList())
    .setDependenciesList(request.getDependenciesList())
    .setIgnorechangesList(request.getIgnorechangesList())
    .setReplaceonchangesList(request.getReplaceonchangesList())
    .setDeletedwith(request.getDeletedwith())
    .setAcceptsOutputValues(true);
  const [protect, retain] = [request.getProtect(), request.getRetainondelete()];
  if (protect !== undefined) message.setProtect(protect);
  if (retain !== undefined) message.setRetainondelete(retain);
  for (const [key, value] of Object.entries(config)) message.getConfigMap().set(key, value);
  request.getProvidersMap().forEach((reference, name) => {
    message.getProvidersMap().set(name, reference);
  });
  request.getPropertydependenciesMap().forEach((urns, property) => {
    const dependencies = new ConstructRequest.PropertyDependencies().setUrnsList(urns.getUrnsList());
    message.getInputdependenciesMap().set(property, dependencies);
  });
  return message;
}

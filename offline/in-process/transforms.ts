import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import {
  type RegisterResourceRequest,
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { getCallbacks } from "@pulumi/pulumi/runtime/settings";
import type { Callbacks } from "./callbacks";

/**
 * The transforms of a run. They are functions of the program, which the SDK serves; a resource's own are called first,
 * then those of its parents upwards, then the stack's, as the engine does (pkg/resource/deploy/source_eval.go).
 */
export class Transforms {
  private readonly byUrn = new Map<string, readonly Callback[]>();
  private readonly parents = new Map<string, string>();
  private readonly ofStack: Callback[] = [];

  /** Notes what a resource brings along for itself and what lies below it. */
  note(urn: string, parent: string, callbacks: readonly Callback[]): void {
    this.parents.set(urn, parent);
    if (callbacks.length > 0) this.byUrn.set(urn, callbacks);
  }

  noteForStack(callback: Callback): void {
    this.ofStack.push(callback);
  }

  /** Changes the request as all transforms that concern it want. */
  async apply(request: RegisterResourceRequest): Promise<void> {
    for (const callback of this.concerning(request)) await this.call(callback, request);
  }

  private concerning(request: RegisterResourceRequest): Callback[] {
    const all = [...request.getTransformsList()];
    for (let urn = request.getParent(); urn !== ""; urn = this.parents.get(urn) ?? "")
      all.push(...(this.byUrn.get(urn) ?? []));
    return [...all, ...this.ofStack];
  }

  private async call(callback: Callback, request: RegisterResourceRequest): Promise<void> {
    const asked = new TransformRequest()
      .setType(request.getType())
      .setName(request.getName())
      .setCustom(request.getCustom())
      .setParent(request.getParent())
      .setProperties(request.getObject())
      .setOptions(optionsOf(request));
    const answer = await this.invoke(callback, asked);
    request.setObject(answer.getProperties());
    const options = answer.getOptions();
    if (options !== undefined) setOptions(request, options);
  }

  private invoke(callback: Callback, asked: TransformRequest): Promise<TransformResponse> {
    const request = new CallbackInvokeRequest()
      .setToken(callback.getToken())
      .setRequest(asked.serializeBinary());
    return new Promise((resolve, reject) => {
      const callbacks = getCallbacks() as Callbacks;
      void callbacks.invoke({ request }, (error, response) =>
        error
          ? reject(new Error(error.details))
          : resolve(TransformResponse.deserializeBinary(response.getResponse_asU8())),
      );
    });
  }
}

function optionsOf(request: RegisterResourceRequest): TransformResourceOptions {
  const options = new TransformResourceOptions()
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setVersion(request.getVersion())
    .setAliasesList(request.getAliasesList())
    .setProvider(request.getProvider())
    .setDeletedWith(request.getDeletedwith())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setImport(request.getImportid());
  const [protect, retain] = [request.getProtect(), request.getRetainondelete()];
  if (protect !== undefined) options.setProtect(protect);
  if (retain !== undefined) options.setRetainOnDelete(retain);
  if (request.getDeletebeforereplacedefined())
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  request.getProvidersMap().forEach((reference, name) => {
    options.getProvidersMap().set(name, reference);
  });
  return options;
}

function setOptions(request: RegisterResourceRequest, options: TransformResourceOptions): void {
  request.setDependenciesList(options.getDependsOnList());
  request.setIgnorechangesList(options.getIgnoreChangesList());
  request.setReplaceonchangesList(options.getReplaceOnChangesList());
  request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
  request.setDeletedwith(options.getDeletedWith());
  if (options.getProvider() !== "") request.setProvider(options.getProvider());
  const protect = options.getProtect();
  const retain = options.getRetainOnDelete();
  const deleteFirst = options.getDeleteBeforeReplace();
  if (protect !== undefined) request.setProtect(protect);
  if (retain !== undefined) request.setRetainondelete(retain);
  if (deleteFirst !== undefined)
    request.setDeletebeforereplace(deleteFirst).setDeletebeforereplacedefined(true);
}

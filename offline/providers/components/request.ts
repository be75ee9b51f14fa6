import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { decodeInputs } from "./inputs";
import type { InputMap } from "./outputs";

/** The options of the component that the program created; they apply to the component itself. */
export interface ComponentOptions {
  readonly aliases: readonly Alias[];
  readonly dependencies: readonly string[];
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly deletedWith: string;
  readonly customTimeouts: Timeouts;
  readonly hooks: ReturnType<ConstructRequest["getResourceHooks"]>;
  readonly replacementTrigger: ReturnType<ConstructRequest["getReplacementTrigger"]>;
}

export interface Timeouts {
  readonly create: string;
  readonly update: string;
  readonly delete: string;
}

/** One component to construct: which, with what, and where its children are registered. */
export interface ComponentRequest {
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty when the component has none. */
  readonly parent: string;
  readonly inputs: InputMap;
  readonly options: ComponentOptions;
  /** Provider references (`URN::id`) by package. */
  readonly providers: ReadonlyMap<string, string>;
  /** Name of the stack. */
  readonly stack: string;
  /** Configuration of the stack, `namespace:key` to value. */
  readonly config: ReadonlyMap<string, string>;
  readonly preview: boolean;
}

export function readRequest(request: ConstructRequest): ComponentRequest {
  const timeouts = request.getCustomtimeouts();
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    inputs: decodeInputs(request.getInputs(), inputDependencies(request)),
    options: {
      aliases: request.getAliasesList(),
      dependencies: request.getDependenciesList(),
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      deletedWith: request.getDeletedwith(),
      customTimeouts: {
        create: timeouts?.getCreate() ?? "",
        update: timeouts?.getUpdate() ?? "",
        delete: timeouts?.getDelete() ?? "",
      },
      hooks: request.getResourceHooks(),
      replacementTrigger: request.getReplacementTrigger(),
    },
    providers: new Map(request.getProvidersMap().entries()),
    stack: request.getStack(),
    config: new Map(request.getConfigMap().entries()),
    preview: request.getDryrun(),
  };
}

function inputDependencies(request: ConstructRequest): ReadonlyMap<string, readonly string[]> {
  const dependencies = new Map<string, readonly string[]>();
  for (const [property, urns] of request.getInputdependenciesMap().entries()) {
    dependencies.set(property, urns.getUrnsList());
  }
  return dependencies;
}

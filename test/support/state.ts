/** A resource of a deployed stack, as its exported state has it. */
export interface Deployed {
  urn: string;
  type: string;
  /** Logical name. */
  name: string;
  custom: boolean;
  id?: string;
  parent?: string;
  protect?: boolean;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  dependencies: string[];
  /** URNs by the property that reads them. */
  propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  ignoreChanges?: readonly string[];
}

/** The resources of an exported stack, without the stack itself and providers. */
export function resourcesOf(exported: unknown): Deployed[] {
  const { deployment } = exported as { deployment: { resources?: Partial<Deployed>[] } };
  return (deployment.resources ?? [])
    .filter(({ type }) => type !== undefined && !type.startsWith("pulumi:"))
    .map((resource) => ({
      custom: false,
      ...resource,
      urn: resource.urn as string,
      type: resource.type as string,
      name: (resource.urn as string).split("::").at(-1) as string,
      inputs: resource.inputs ?? {},
      outputs: resource.outputs ?? {},
      dependencies: resource.dependencies ?? [],
    }));
}

/** All resources of a type. */
export function byType(resources: readonly Deployed[] | undefined, type: string): Deployed[] {
  return (resources ?? []).filter((resource) => resource.type === type);
}

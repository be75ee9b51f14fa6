/** Options of a {@link resource}. */
export interface TestResourceOptions {
  readonly parent?: TestResource;
  /** A provider made with {@link provider}. */
  readonly provider?: TestResource;
  readonly dependsOn?: readonly TestResource[];
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly aliases?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** What only the provider says, such as `arn`; stack policies see it beside the inputs. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A resource of a test: its type token, its name in the program, its inputs and its options. */
export interface TestResource {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly options: TestResourceOptions;
}

/** Describes a resource. Props may hold `unknown`, `reference(...)` and `secret(...)` at any depth. */
export function resource(
  type: string,
  name: string,
  props: Readonly<Record<string, unknown>> = {},
  options: TestResourceOptions = {},
): TestResource {
  return { type, name, props, options };
}

/** Describes an explicit provider: `provider("aws", "west", { region: "us-west-2" })`. */
export function provider(
  packageName: string,
  name: string,
  props: Readonly<Record<string, unknown>> = {},
): TestResource {
  return resource(`pulumi:providers:${packageName}`, name, props);
}

/** URN of a resource in the stack `test` of the project `test`, or in another stack of it. */
export function urnOf({ type, name, options }: TestResource, stack = "test"): string {
  const types: string[] = [type];
  for (let parent = options.parent; parent; parent = parent.options.parent) types.unshift(parent.type);
  return `urn:pulumi:${stack}::test::${types.join("$")}::${name}`;
}

import { ArgumentsError, type PropertyIssue } from "../components/errors";
import { Fields } from "../components/fields";
import type { Input, InputMap } from "../components/outputs";

const authenticationModes = ["CONFIG_MAP", "API", "API_AND_CONFIG_MAP"] as const;

/** The arguments that decide which resources a cluster has. What is merely passed on stays an input. */
export interface ClusterArguments {
  readonly fields: Fields;
  /** Undefined: EKS's default, the aws-auth ConfigMap. */
  readonly authenticationMode: (typeof authenticationModes)[number] | undefined;
  readonly autoMode: boolean;
  readonly createNodeRole: boolean;
  readonly computeConfig: Input;
  readonly skipDefaultSecurityGroups: boolean;
  readonly skipDefaultNodeGroup: boolean;
  readonly accessEntries: Fields;
  readonly kubeProxy: Fields;
  readonly coredns: Fields;
  readonly vpcCni: Fields;
  readonly useVpcCniAddon: boolean;
  readonly createOidcProvider: boolean;
  readonly tags: Input;
}

/** True when the mode writes who may enter into the aws-auth ConfigMap. */
export function usesConfigMap({ authenticationMode }: ClusterArguments): boolean {
  return authenticationMode !== "API";
}

/** True when the mode knows access entries. */
export function usesAccessEntries({ authenticationMode }: ClusterArguments): boolean {
  return authenticationMode === "API" || authenticationMode === "API_AND_CONFIG_MAP";
}

/** @throws ArgumentsError with everything that the component refuses. */
export function readClusterArguments(inputs: InputMap): ClusterArguments {
  const fields = new Fields(inputs);
  const auto = fields.fields("autoMode");
  const autoMode = auto?.flag("enabled") ?? false;
  const args: ClusterArguments = {
    fields,
    authenticationMode: fields.choice("authenticationMode", authenticationModes),
    autoMode,
    createNodeRole: auto?.flag("createNodeRole") ?? true,
    computeConfig: auto?.input("computeConfig"),
    skipDefaultSecurityGroups: fields.flag("skipDefaultSecurityGroups") ?? autoMode,
    skipDefaultNodeGroup: fields.flag("skipDefaultNodeGroup") ?? false,
    accessEntries: fields.fields("accessEntries") ?? new Fields({}),
    kubeProxy: fields.fields("kubeProxyAddonOptions") ?? new Fields({}),
    coredns: fields.fields("corednsAddonOptions") ?? new Fields({}),
    vpcCni: fields.fields("vpcCniOptions") ?? new Fields({}, "vpcCniOptions"),
    useVpcCniAddon: fields.has("useDefaultVpcCni") ? fields.flag("useDefaultVpcCni") === false : !autoMode,
    createOidcProvider: fields.flag("createOidcProvider") ?? false,
    tags: fields.input("tags"),
  };
  const issues = [...contradictions(args), ...missingParts(args)];
  if (issues.length > 0) throw new ArgumentsError(issues);
  return args;
}

/** What the published component refuses as well. */
function contradictions(args: ClusterArguments): readonly PropertyIssue[] {
  const { fields } = args;
  const issues: PropertyIssue[] = [];
  const refuse = (propertyPath: string, reason: string) => issues.push({ propertyPath, reason });
  if (fields.has("instanceRole") && fields.has("instanceRoles")) {
    refuse("instanceRoles", "can't be given together with instanceRole; leave one out");
  }
  if (fields.has("subnetIds") && (fields.has("publicSubnetIds") || fields.has("privateSubnetIds"))) {
    refuse(
      "subnetIds",
      "can't be given together with publicSubnetIds or privateSubnetIds; use those two alone",
    );
  }
  const single = singleNodeGroupOptions.filter((key) => fields.has(key));
  if (fields.has("nodeGroupOptions") && single.length > 0) {
    refuse(
      "nodeGroupOptions",
      `can't be given together with ${single.join(", ")}; put them into nodeGroupOptions`,
    );
  }
  if (args.autoMode && !usesAccessEntries(args)) {
    refuse("authenticationMode", 'must be "API" or "API_AND_CONFIG_MAP" with autoMode');
  }
  if (fields.fields("creationRoleProvider")?.has("provider")) {
    refuse("creationRoleProvider", "is not supported; use providerCredentialOpts");
  }
  if (!usesConfigMap(args)) {
    for (const key of ["roleMappings", "userMappings", "instanceRoles"]) {
      const value = fields.input(key);
      const empty = value === undefined || (Array.isArray(value) && value.length === 0);
      if (!empty) refuse(key, 'must be empty with authenticationMode "API"; use accessEntries');
    }
  }
  if (!usesAccessEntries(args) && fields.has("accessEntries")) {
    const mode = args.authenticationMode ?? "not given";
    refuse("accessEntries", `needs authenticationMode "API" or "API_AND_CONFIG_MAP"; it is ${mode}`);
  }
  if (fields.has("publicAccessCidrs") && fields.input("endpointPublicAccess") === false) {
    refuse("publicAccessCidrs", "can be given only with endpointPublicAccess: true");
  }
  return issues;
}

const singleNodeGroupOptions = [
  "nodeSubnetIds",
  "nodeAssociatePublicIpAddress",
  "instanceType",
  "instanceProfileName",
  "nodePublicKey",
  "nodeRootVolumeSize",
  "nodeUserData",
  "minSize",
  "maxSize",
  "desiredCapacity",
  "nodeAmiId",
  "gpu",
];

/** Parts of the published component that this stand-in does not have. */
function missingParts({
  fields,
  autoMode,
  skipDefaultNodeGroup,
}: ClusterArguments): readonly PropertyIssue[] {
  const issues: PropertyIssue[] = [];
  const lacks = (propertyPath: string, reason: string) =>
    issues.push({
      propertyPath,
      reason: `${reason} (a limit of the offline stand-in, not of the component)`,
    });
  const fargate = fields.input("fargate");
  if (fargate !== undefined && fargate !== false)
    lacks("fargate", "is not available offline; use node groups or autoMode");
  else if (!autoMode && !skipDefaultNodeGroup) {
    lacks(
      "skipDefaultNodeGroup",
      "must be true, because the default node group is not available offline; use ManagedNodeGroup or autoMode",
    );
  }
  const classes = fields.input("storageClasses");
  if (classes !== undefined)
    lacks("storageClasses", "is not available offline; create kubernetes.storage.v1.StorageClass instead");
  if (fields.has("instanceProfileName"))
    lacks("instanceProfileName", "is not available offline; give instanceRole or instanceRoles");
  if (fields.has("creationRoleProvider"))
    lacks("creationRoleProvider", "is not available offline; use providerCredentialOpts");
  return issues;
}

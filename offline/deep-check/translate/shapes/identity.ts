import { isMap } from "../../../providers/core/values/value";
import { fields, items, renamed, type TypeShapes } from "./shape";

const role: TypeShapes = {
  name: renamed("RoleName"),
  path: renamed("Path"),
  description: renamed("Description"),
  assumeRolePolicy: renamed("AssumeRolePolicyDocument"),
  maxSessionDuration: renamed("MaxSessionDuration"),
  permissionsBoundary: renamed("PermissionsBoundary"),
  managedPolicyArns: renamed("ManagedPolicyArns"),
  inlinePolicies: (writer, value, path) => {
    for (const [index, { item, path: at }] of items(value, path).entries())
      fields(writer, item, at, {
        name: renamed(`Policies[${index}].PolicyName`),
        policy: renamed(`Policies[${index}].PolicyDocument`),
      });
  },
};

export const identity: Readonly<Record<string, TypeShapes>> = {
  "cognito/userPool:UserPool": {
    // CloudFormation lists the factors; Pulumi has a switch for authenticator apps, and a block for each other kind.
    softwareTokenMfaConfiguration: (writer, value, path) => {
      if (isMap(value) && value.enabled === true) writer.write("EnabledMfas[0]", "SOFTWARE_TOKEN_MFA", path);
    },
  },
  "iam/role:Role": role,
  "iam/policy:Policy": {
    name: renamed("ManagedPolicyName"),
    policy: renamed("PolicyDocument"),
    path: renamed("Path"),
    description: renamed("Description"),
  },
  "kms/key:Key": {
    customerMasterKeySpec: renamed("KeySpec"),
    keyUsage: renamed("KeyUsage"),
    deletionWindowInDays: renamed("PendingWindowInDays"),
    rotationPeriodInDays: (writer, value, path) => {
      // A Pulumi key may name a period before rotation is on; CloudFormation has no period without rotation.
      if (writer.resource.inputs.enableKeyRotation === true) writer.put("RotationPeriodInDays", value, path);
    },
    policy: renamed("KeyPolicy"),
    description: renamed("Description"),
    enableKeyRotation: renamed("EnableKeyRotation"),
    isEnabled: renamed("Enabled"),
    multiRegion: renamed("MultiRegion"),
  },
};

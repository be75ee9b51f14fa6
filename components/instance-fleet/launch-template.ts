import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { statementsOf } from "../arguments/policy-statements";
import { isGraviton } from "../payment-cluster/instance-types";
import { defaults, type InstanceFleetArgs } from "./args";
import { imageParameter } from "./images";
import { INSTANCE_TRUST, instancePolicy } from "./policies";

/** The role of the instances, and the profile by which they get it. */
export interface InstanceIdentity {
  role: iam.Role;
  profile: iam.InstanceProfile;
  /** What has to be there before an instance starts. */
  permissions: iam.RolePolicy;
}

export function createIdentity(
  name: string,
  { region, resourceName, statements = [] }: InstanceFleetArgs,
  parent: pulumi.Resource,
): InstanceIdentity {
  const description = `Instances of ${resourceName} in ${region}`;
  const role = new iam.Role(`${name}-role`, { description, assumeRolePolicy: INSTANCE_TRUST }, { parent });
  const permissions = new iam.RolePolicy(
    `${name}-permissions`,
    { role: role.name, name: "work", policy: statementsOf(statements).apply(instancePolicy) },
    { parent },
  );
  const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name }, { parent });
  return { role, profile, permissions };
}

/** What every instance starts from: one disk under the fleet's key, no public address, no key pair, tokens for its role. */
export function createLaunchTemplate(
  name: string,
  args: InstanceFleetArgs,
  { profile, keyArn, securityGroupId }: LaunchParts,
  parent: pulumi.Resource,
): ec2.LaunchTemplate {
  const { region, resourceName, image = defaults.image } = args;
  const parameter = imageParameter(image, args.instanceTypes.every(isGraviton));
  const tags = { ...args.tags, Name: resourceName };
  return new ec2.LaunchTemplate(
    `${name}-launch-template`,
    {
      region,
      name: resourceName,
      description: `Instances of ${resourceName}`,
      updateDefaultVersion: true,
      imageId: args.imageId ?? `resolve:ssm:${parameter}`,
      userData:
        args.userData === undefined
          ? undefined
          : pulumi.output(args.userData).apply((text) => Buffer.from(text).toString("base64")),
      iamInstanceProfile: { arn: profile.arn },
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: [securityGroupId],
        },
      ],
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: defaults.httpTokens,
        httpPutResponseHopLimit: args.metadataHops ?? defaults.metadataHops,
        instanceMetadataTags: "disabled",
      },
      monitoring: { enabled: true },
      ebsOptimized: "true",
      blockDeviceMappings: [
        {
          deviceName: args.rootDeviceName ?? defaults.rootDeviceName,
          ebs: {
            volumeSize: args.volumeGigabytes ?? defaults.volumeGigabytes,
            volumeType: defaults.volumeType,
            encrypted: "true",
            kmsKeyId: keyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      tags,
    },
    { parent },
  );
}

/** What a launch template refers to. */
export interface LaunchParts {
  profile: iam.InstanceProfile;
  keyArn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
}

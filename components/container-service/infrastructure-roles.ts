import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerRoute } from "../application-load-balancer";
import type { ContainerServiceArgs } from "./args";
import { certificateKeyPolicy, shiftPolicy } from "./policies";
import { ecsTrust } from "./roles";

/** A role that ECS itself takes, and what has to be there before it may do anything. */
export interface InfrastructureRole {
  role: iam.Role;
  permissions: pulumi.Resource[];
}

/** By which ECS moves requests between the two target groups of a route. */
export function createShiftRole(
  name: string,
  { region, resourceName }: ContainerServiceArgs,
  route: LoadBalancerRoute,
  parent: pulumi.Resource,
): InfrastructureRole {
  const role = new iam.Role(
    `${name}-shift-role`,
    {
      description: `Deployments of ${resourceName} in ${region}`,
      assumeRolePolicy: ecsTrust("ecs.amazonaws.com", region, parent),
    },
    { parent },
  );
  const rules = [route.ruleArn, ...(route.testRuleArn === undefined ? [] : [route.testRuleArn])];
  const policy = pulumi
    .all([pulumi.all(route.targetGroupArns), pulumi.all(rules)])
    .apply(([groups, all]) => shiftPolicy(groups, all));
  const permissions = new iam.RolePolicy(
    `${name}-shift-permissions`,
    { role: role.name, name: "shift", policy },
    { parent },
  );
  return { role, permissions: [permissions] };
}

/** By which ECS asks the certificate authority for certificates and stores them. */
export function createCertificateRole(
  name: string,
  { region, resourceName, kmsKeyArn }: ContainerServiceArgs,
  parent: pulumi.Resource,
): InfrastructureRole {
  const role = new iam.Role(
    `${name}-certificate-role`,
    {
      description: `Certificates of ${resourceName} in ${region}`,
      assumeRolePolicy: ecsTrust("ecs.amazonaws.com", region, parent),
    },
    { parent },
  );
  const { partition } = getPartitionOutput({}, { parent });
  const managed = new iam.RolePolicyAttachment(
    `${name}-certificate-permissions`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity`,
    },
    { parent },
  );
  const key = new iam.RolePolicy(
    `${name}-certificate-key`,
    { role: role.name, name: "key", policy: pulumi.output(kmsKeyArn).apply(certificateKeyPolicy) },
    { parent },
  );
  return { role, permissions: [managed, key] };
}

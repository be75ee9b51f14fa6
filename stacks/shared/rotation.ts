import type * as pulumi from "@pulumi/pulumi";
import { SecretRotator } from "../../components/secret-rotation";
import type { Sibling } from "../settings/stack-files";
import { workloadCode } from "../workload-code";
import type { Part } from "./part";

/** The database whose administrator gets new passwords, seen from the region of the secret. */
export interface RotatedAdministrator {
  functionName: string;
  /** Alias of the key of its log, without `alias/`. */
  keyAlias: string;
  secretArn: pulumi.Input<string>;
  secretKeyArn: pulumi.Input<string>;
  /** Days between two rotations. */
  days: number;
  /** Start of the identifiers of the instances that take the password, the same in every region. */
  instances: string;
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  securityGroupId: pulumi.Input<string>;
  port: number;
  /** Address ranges of the networks, by region, in which the writer may be besides this one. */
  otherRanges: Record<string, string>;
  /** Classification of what the password opens. */
  dataClassification: string;
  /** What has to be there first: Secrets Manager tries a login as soon as there is a schedule. */
  dependsOn: pulumi.Resource;
}

/**
 * Rotates the password of the database's administrator, from the home region, where its secret is. The writer is
 * reached in every region that the networks join with this one.
 */
export function rotatePassword(
  { settings, opts }: Part<{ network: { cidr: string } }>,
  administrator: RotatedAdministrator,
): void {
  const { securityGroupId, port, instances, dependsOn, ...rest } = administrator;
  new SecretRotator(
    "database-rotation",
    {
      ...rest,
      region: settings.region,
      code: workloadCode("database-rotation"),
      environment: { DATABASE_INSTANCES: instances },
      endpointRange: settings.network.cidr,
      database: { securityGroupId, port },
    },
    { ...opts, dependsOn },
  );
}

/** Address ranges of the system's other stacks, by their regions. */
export function rangesOf(siblings: readonly Sibling[]): Record<string, string> {
  return Object.fromEntries(
    siblings.flatMap(({ region, cidr }) =>
      region !== undefined && cidr !== undefined ? [[region, cidr]] : [],
    ),
  );
}

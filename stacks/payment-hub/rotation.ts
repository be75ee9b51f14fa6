import { defaults as database } from "../../components/global-database";
import { SecretRotator } from "../../components/secret-rotation";
import type { Sibling } from "../settings/stack-files";
import { workloadCode } from "../workload-code";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";

/**
 * Rotates the password of the database's administrator, from the home region, where its secret is. The writer is
 * reached in every region that the networks join with this one.
 */
export function rotatePassword(hub: Hub, half: RegionalHalf, siblings: readonly Sibling[]): void {
  const { settings, names, opts } = hub;
  const { region, network: addresses } = settings;
  const { secretArn, secretKeyArn, securityGroupId } = half.database;
  if (secretArn === undefined || secretKeyArn === undefined) {
    throw new Error("only the home region, which has the credentials, rotates them");
  }
  new SecretRotator(
    "database-rotation",
    {
      region,
      functionName: names.databaseRotation,
      keyAlias: names.key("database-rotation"),
      code: workloadCode("database-rotation"),
      environment: { DATABASE_INSTANCES: `${names.globalDatabase}-` },
      secretArn,
      secretKeyArn,
      days: settings.database.passwordRotationDays,
      vpcId: half.network.vpcId,
      subnetIds: half.network.privateSubnetIds,
      endpointRange: addresses.cidr,
      database: { securityGroupId, port: database.port },
      otherRanges: addresses.link === "none" ? {} : rangesOf(siblings),
    },
    // Secrets Manager tries a login as soon as there is a schedule, so the instances come first.
    { ...opts, dependsOn: half.database },
  );
}

function rangesOf(siblings: readonly Sibling[]): Record<string, string> {
  return Object.fromEntries(
    siblings.flatMap(({ region, cidr }) =>
      region !== undefined && cidr !== undefined ? [[region, cidr]] : [],
    ),
  );
}

import { defaults as database } from "../../components/global-database";
import type { Sibling } from "../settings/stack-files";
import { rangesOf, rotatePassword } from "../shared/rotation";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";

/** Rotates the password of the administrator of the global database, from the home region. */
export function rotateAdministrator(hub: Hub, half: RegionalHalf, siblings: readonly Sibling[]): void {
  const { settings, names } = hub;
  const { secretArn, secretKeyArn, securityGroupId } = half.database;
  if (secretArn === undefined || secretKeyArn === undefined) {
    throw new Error("only the home region, which has the credentials, rotates them");
  }
  rotatePassword(hub, {
    functionName: names.databaseRotation,
    keyAlias: names.key("database-rotation"),
    secretArn,
    secretKeyArn,
    days: settings.database.passwordRotationDays,
    instances: `${names.globalDatabase}-`,
    vpcId: half.network.vpcId,
    subnetIds: half.network.privateSubnetIds,
    securityGroupId,
    port: database.port,
    otherRanges: settings.network.link === "none" ? {} : rangesOf(siblings),
    dataClassification: database.dataClassification,
    dependsOn: half.database,
  });
}

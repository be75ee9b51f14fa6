import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { capacityMistakes, readerScalingMistakes } from "../database-parts/capacity";
import {
  type AuroraArgs,
  DatabaseEngine,
  DatabaseForm,
  type DatabaseReplicaArgs,
  defaults,
  type InstanceArgs,
  type RelationalDatabaseArgs,
} from "./args";
import { versionMistake } from "./versions";

/** 63 characters of RDS, less the longest ending: `-serverless-reporting`. */
const LONGEST_IDENTIFIER = 42;

type Wrong = (propertyPath: string, value: unknown, allowed: string) => void;

/** What RDS would refuse, or what could not be recovered. */
export function mistakes(args: RelationalDatabaseArgs): Mistake[] {
  const found: Mistake[] = logRetentionMistakes("logRetentionInDays", args.logRetentionInDays);
  const wrong: Wrong = (propertyPath, value, allowed) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  commonMistakes(args, wrong);
  if (args.form === DatabaseForm.Instance) {
    instanceMistakes(args, wrong);
  } else {
    auroraMistakes(args, wrong);
    const readers = args.instanceCount - 1 + (args.reportingReader ? 1 : 0);
    if (args.readerScaling)
      found.push(...readerScalingMistakes("readerScaling", args.readerScaling, readers));
    if (args.form === DatabaseForm.AuroraServerless)
      found.push(...capacityMistakes("capacity", args.capacity));
  }
  return found;
}

/** What RDS would refuse of a replica in another region. */
export function replicaMistakes(args: DatabaseReplicaArgs): Mistake[] {
  const found: Mistake[] = logRetentionMistakes("logRetentionInDays", args.logRetentionInDays);
  const wrong: Wrong = (propertyPath, value, allowed) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  identityMistakes({ ...args, form: DatabaseForm.Instance }, wrong);
  classMistake(args.instanceClass, "db.m7g.large", wrong);
  if (!within(args.maxAllocatedStorage, 22, 65_536)) {
    wrong("maxAllocatedStorage", args.maxAllocatedStorage, "22 to 65536 GiB is");
  }
  const [, region] =
    typeof args.sourceArn === "string"
      ? (/^arn:[^:]+:rds:([^:]+):\d{12}:db:.+$/.exec(args.sourceArn) ?? [])
      : [];
  if (typeof args.sourceArn === "string" && (region === undefined || region === args.region)) {
    wrong("sourceArn", args.sourceArn, "the ARN of an RDS instance of another region is");
  }
  return found;
}

type Identity = Pick<
  RelationalDatabaseArgs,
  "identifier" | "engine" | "engineVersion" | "backupRetentionDays" | "form"
>;

function identityMistakes(args: Identity, wrong: Wrong): void {
  const { identifier, engine, form } = args;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(identifier) || identifier.length > LONGEST_IDENTIFIER) {
    const allowed = `up to ${LONGEST_IDENTIFIER} lower-case letters, digits and single hyphens are, a letter first`;
    wrong("identifier", identifier, allowed);
  }
  const version = versionMistake(form, engine, args.engineVersion);
  if (version !== undefined) wrong("engineVersion", args.engineVersion, version);
  const days = args.backupRetentionDays;
  if (days !== undefined && !within(days, 1, 35)) wrong("backupRetentionDays", days, "1 to 35 is");
}

function commonMistakes(args: RelationalDatabaseArgs, wrong: Wrong): void {
  const { engine } = args;
  identityMistakes(args, wrong);
  if (!/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(args.databaseName)) {
    wrong("databaseName", args.databaseName, "up to 63 letters, digits and underscores are, a letter first");
  }
  const longest = engine === DatabaseEngine.MySql ? 16 : 63;
  const name = new RegExp(`^[A-Za-z][A-Za-z0-9_]{0,${longest - 1}}$`);
  if (!name.test(args.masterUsername)) {
    const allowed = `up to ${longest} letters, digits and underscores are, a letter first`;
    wrong("masterUsername", args.masterUsername, allowed);
  } else if (isReserved(engine, args.masterUsername.toLowerCase())) {
    wrong("masterUsername", args.masterUsername, "it is a name that the engine or RDS reserves");
  }
}

function instanceMistakes(args: InstanceArgs, wrong: Wrong): void {
  classMistake(args.instanceClass, "db.m7g.large", wrong);
  const { allocatedStorage, maxAllocatedStorage, region, backupRegion } = args;
  if (!within(allocatedStorage, 20, 65_536))
    wrong("allocatedStorage", allocatedStorage, "20 to 65536 GiB is");
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
  const least = Math.ceil((allocatedStorage * 11) / 10);
  if (!within(maxAllocatedStorage, least, 65_536)) {
    const allowed = `${least} to 65536 GiB is: at least a tenth above allocatedStorage`;
    wrong("maxAllocatedStorage", maxAllocatedStorage, allowed);
  }
  const replicas = args.readReplicaCount ?? defaults.readReplicaCount;
  if (!within(replicas, 0, 15)) wrong("readReplicaCount", replicas, "0 to 15 is");
  if (replicas > 0 !== (args.secretName !== undefined)) {
    const reason = "RDS can't manage the password of an instance with replicas";
    wrong("secretName", args.secretName ?? null, `it is given with read replicas, and only then: ${reason}`);
  }
  const secretRegions = args.secretReplicaRegions ?? [];
  if (secretRegions.includes(region)) {
    wrong("secretReplicaRegions", region, "other regions are: it is the secret's own");
  } else if (secretRegions.length > 0 && args.secretName === undefined) {
    wrong("secretReplicaRegions", secretRegions, "they go with secretName: RDS keeps its own in one region");
  }
  if (backupRegion === region) {
    wrong("backupRegion", backupRegion, "another region is: the backups of this one are here anyway");
  }
}

function auroraMistakes(args: AuroraArgs, wrong: Wrong): void {
  if (!within(args.instanceCount, 1, 15)) wrong("instanceCount", args.instanceCount, "1 to 15 is");
  if (args.form === DatabaseForm.Aurora) classMistake(args.instanceClass, "db.r7g.large", wrong);
  const { restoreFrom, region } = args;
  if (restoreFrom === undefined) return;
  const [, snapshotRegion, kind] = /^arn:[^:]+:rds:([^:]*):[^:]*:([^:]+):.+$/.exec(restoreFrom) ?? [];
  if (snapshotRegion !== undefined) {
    if (kind !== "cluster-snapshot" && kind !== "snapshot") {
      wrong("restoreFrom", restoreFrom, "the ARN of a snapshot is");
    } else if (snapshotRegion !== region) {
      const instead = `copy it to ${region} and name the copy`;
      wrong("restoreFrom", restoreFrom, `a snapshot in ${region} is: ${instead}`);
    }
  } else if (!/^[A-Za-z](?:[A-Za-z0-9:]|-(?!-|$)){0,254}$/.test(restoreFrom)) {
    wrong("restoreFrom", restoreFrom, "a snapshot's name or ARN is");
  }
}

function classMistake(instanceClass: string, example: string, wrong: Wrong): void {
  if (instanceClass === "db.serverless") {
    wrong("instanceClass", instanceClass, `that is the form ${DatabaseForm.AuroraServerless}`);
  } else if (!/^db\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(instanceClass)) {
    wrong("instanceClass", instanceClass, `a class such as ${example} is`);
  }
}

/** `admin` is a word of PostgreSQL and the usual name with MySQL. */
const isReserved = (engine: DatabaseEngine, name: string): boolean =>
  name === "rdsadmin" ||
  (engine === DatabaseEngine.PostgreSql && (name === "admin" || name.startsWith("pg_")));

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

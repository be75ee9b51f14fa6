import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { dailyWindowMinutes, isWeeklyWindow } from "../arguments/windows";
import { defaults, type MemoryCacheArgs } from "./args";
import { userId, versionMistake } from "./engine";

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
const LONGEST_ID = 40;
/** Room for the user of a cache that names none: `-application`. */
const LONGEST_NAME = 28;
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoScaling.html */
const TOO_SMALL_TO_SCALE = /^cache\.t\d|\.(micro|small|medium)$/;

type Wrong = (propertyPath: string, value: unknown, allowed: string) => void;

/** What ElastiCache would refuse, or what would lose its zone with its data. */
export function mistakes(args: MemoryCacheArgs): Mistake[] {
  const found: Mistake[] = logRetentionMistakes("logRetentionInDays", args.logRetentionInDays);
  const wrong: Wrong = (propertyPath, value, allowed) =>
    found.push({ propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });
  const named = ID.test(args.resourceName) && args.resourceName.length <= LONGEST_NAME;
  if (!named) {
    const allowed = `up to ${LONGEST_NAME} lower-case letters, digits and single hyphens are, a letter first`;
    wrong("resourceName", args.resourceName, allowed);
  }
  const version = versionMistake(args.engine ?? defaults.engine, args.engineVersion);
  if (version !== undefined) wrong("engineVersion", args.engineVersion, version);
  if (!/^cache\.[a-z][a-z0-9]*\.[a-z0-9]+$/.test(args.nodeType)) {
    wrong("nodeType", args.nodeType, "a class such as cache.m7g.large is");
  }
  shardMistakes(args, wrong);
  // Their ids start with the name.
  if (named) userMistakes(args, wrong);
  windowMistakes(args, wrong);
  return found;
}

function shardMistakes(args: MemoryCacheArgs, wrong: Wrong): void {
  const { shardCount, shardScaling, replicasPerShard, nodeType } = args;
  if (shardCount !== undefined && !within(shardCount, 1, 500)) wrong("shardCount", shardCount, "1 to 500 is");
  if (replicasPerShard !== undefined && !within(replicasPerShard, 1, 5)) {
    const reason = "without one a lost zone takes the data with it";
    wrong("replicasPerShard", replicasPerShard, `1 to 5 is: ${reason}`);
  }
  if (shardScaling === undefined) return;
  if (shardCount === undefined) {
    wrong("shardScaling", shardScaling, "it goes with shardCount, which turns cluster mode on");
  } else if (!within(shardScaling.maximum, shardCount, 500)) {
    wrong("shardScaling.maximum", shardScaling.maximum, `${shardCount} to 500 is`);
  }
  if (!(shardScaling.targetCpu >= 35 && shardScaling.targetCpu <= 70)) {
    wrong("shardScaling.targetCpu", shardScaling.targetCpu, "35 to 70 is");
  }
  if (TOO_SMALL_TO_SCALE.test(nodeType)) {
    wrong("nodeType", nodeType, "with shardScaling a class of size large or more is");
  }
}

function userMistakes({ resourceName, users = defaults.users }: MemoryCacheArgs, wrong: Wrong): void {
  if (Object.keys(users).length === 0) wrong("users", {}, "at least one user is: nobody else may connect");
  for (const [name, access] of Object.entries(users)) {
    const id = userId(resourceName, name);
    const path = `users.${name}`;
    if (name === "default") {
      wrong(path, name, "it is the user of those who say no name, and is turned off");
    } else if (!ID.test(id) || id.length > LONGEST_ID) {
      const allowed = `lower-case letters, digits and single hyphens are, and up to ${LONGEST_ID} in "${id}"`;
      wrong(path, name, allowed);
    }
    if (!/^(on|off) \S/.test(access)) {
      wrong(path, access, 'an ACL that starts with "on" or "off" is, for example "on ~cart:* -@all +@read"');
    } else if (/(^|\s)(>|<|#|!|nopass|reset\b|resetpass)/.test(access)) {
      wrong(path, "that ACL", "one without passwords is: users come with a token of IAM");
    }
  }
}

function windowMistakes(args: MemoryCacheArgs, wrong: Wrong): void {
  const days = args.snapshotRetentionDays;
  if (days !== undefined && !within(days, 1, 35)) wrong("snapshotRetentionDays", days, "1 to 35 is");
  const { snapshotWindow = defaults.snapshotWindow, maintenanceWindow = defaults.maintenanceWindow } = args;
  if (dailyWindowMinutes(snapshotWindow) < 60) {
    wrong("snapshotWindow", snapshotWindow, "an hour or more in UTC is, for example 03:00-04:00");
  }
  if (!isWeeklyWindow(maintenanceWindow)) {
    wrong("maintenanceWindow", maintenanceWindow, "a window in UTC is, for example sun:05:00-sun:06:00");
  }
}

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

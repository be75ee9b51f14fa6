import { CacheEngine, type Eviction } from "./args";

/** One parameter of a parameter group, as ElastiCache takes it. */
export interface CacheParameter {
  name: string;
  value: string;
}

/** Parameter group family of a version: `valkey8`, `redis7`. */
export function parameterGroupFamily(engine: CacheEngine, engineVersion: string): string {
  return `${engine}${engineVersion.split(".")[0]}`;
}

/** Parameters of the cache, in the order of their names. */
export function cacheParameters(eviction: Eviction, clusterMode: boolean): CacheParameter[] {
  return [
    // Can only be said when the group is made.
    ...(clusterMode ? [{ name: "cluster-enabled", value: "yes" }] : []),
    { name: "maxmemory-policy", value: eviction },
  ];
}

/** What is wrong with a version, as "what is allowed"; `undefined` for a good one. */
export function versionMistake(engine: CacheEngine, version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const hasBoth = /^\d+\.\d+$/.test(version);
  if (engine === CacheEngine.Redis) {
    // AWS's last release of Redis OSS; users with names of IAM need 7.0.
    return hasBoth && major === 7 && minor <= 1 ? undefined : "7.0 and 7.1 are; what came later is Valkey";
  }
  const isValkey = hasBoth && (major > 7 || (major === 7 && minor === 2));
  return isValkey ? undefined : "7.2 and versions from 8.0 on are, as major and minor number";
}

/** Id of a user, which is also the name that the user says. */
export const userId = (resourceName: string, name: string): string => `${resourceName}-${name}`;

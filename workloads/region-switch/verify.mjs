// Says whether a region can take payments: only then does a Region switch plan send it traffic.

/**
 * What the region still lacks.
 *
 * @param {{
 *   globalCluster: { status: string, writerArn: string | undefined },
 *   cluster: { status: string, hasWriter: boolean },
 *   healthyTargets: number,
 * }} seen as RDS and Elastic Load Balancing of the region tell it
 * @param {{ region: string, minimumTargets: number }} wanted
 * @returns {string[]} empty when nothing is
 */
export function lacks({ globalCluster, cluster, healthyTargets }, { region, minimumTargets }) {
  const missing = [];
  const writer = globalCluster.writerArn?.split(":")[3];
  if (writer !== region) {
    missing.push(`the writer of the global database is in ${writer ?? "no region"}, not in ${region}`);
  }
  if (globalCluster.status !== "available") {
    missing.push(`the global database is ${globalCluster.status}, not available`);
  }
  if (cluster.status !== "available")
    missing.push(`the region's cluster is ${cluster.status}, not available`);
  if (!cluster.hasWriter) missing.push("the region's cluster has no instance that writes");
  if (healthyTargets < minimumTargets) {
    missing.push(
      `${healthyTargets} pods of the payment API are healthy, at least ${minimumTargets} are needed`,
    );
  }
  return missing;
}

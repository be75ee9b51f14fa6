// Entry points of the two functions that a Region switch plan calls in the region that it activates.
import { look, networks } from "./clients.mjs";
import { carryOut, wish } from "./fence.mjs";
import { lacks } from "./verify.mjs";

const say = (what, details) => console.log(JSON.stringify({ what, ...details }));

/** Fences the other regions and opens this one, or does what the event says. */
export async function fence(event) {
  const { AWS_REGION, OTHER_REGIONS, LOAD_BALANCER, API_PORT, DATABASE_PORT } = process.env;
  const wanted = wish(event, { ownRegion: AWS_REGION, otherRegions: OTHER_REGIONS.split(",") });
  const ports = { api: Number(API_PORT), database: Number(DATABASE_PORT) };
  const outcome = await carryOut(wanted, ports, networks(LOAD_BALANCER));
  say("fence", outcome);
  return outcome;
}

/** Succeeds once this region can take payments; ARC asks again until then. */
export async function verify() {
  const { AWS_REGION, GLOBAL_CLUSTER, DATABASE_CLUSTER, TARGET_GROUP, MINIMUM_TARGETS } = process.env;
  const seen = await look({
    region: AWS_REGION,
    globalCluster: GLOBAL_CLUSTER,
    databaseCluster: DATABASE_CLUSTER,
    targetGroup: TARGET_GROUP,
  });
  const missing = lacks(seen, { region: AWS_REGION, minimumTargets: Number(MINIMUM_TARGETS) });
  say("verify", { ...seen, missing });
  if (missing.length > 0) throw new Error(`${AWS_REGION} can't take payments yet: ${missing.join("; ")}`);
  return seen;
}

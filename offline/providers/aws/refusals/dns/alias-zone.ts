import { maps, text } from "../../../core/values/read";
import { cloudFrontZoneId } from "../../outputs/edge";
import { loadBalancerZone } from "../../outputs/lb-zones";
import { dnsName } from "../../records";
import { found, type Refusal } from "../refusal";
import { recordType } from "./zone-of";

export const aliasZone: Refusal = {
  name: "route53-alias-zone",
  code: "InvalidChangeBatch",
  sentence: "An alias names the hosted zone of its target, not the record's own.",
  source: "Route 53 API Reference, AliasTarget.HostedZoneId",
  types: [recordType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }) {
    for (const [index, alias] of maps(inputs, "aliases").entries()) {
      const [target, zoneId] = [text(alias, "name"), text(alias, "zoneId")];
      if (target === undefined || zoneId === undefined) continue;
      const right = zoneOfTarget(dnsName(target));
      if (right !== undefined && right !== zoneId)
        return found(
          `aliases[${index}].zoneId is "${zoneId}", in which the alias target ${target} does not lie; its zone is ${right}`,
          `aliases[${index}].zoneId`,
        );
    }
    return undefined;
  },
};

/** The hosted zone of an AWS name that tells its service and region; undefined for every other name. */
function zoneOfTarget(target: string): string | undefined {
  if (target.endsWith(".cloudfront.net")) return cloudFrontZoneId;
  const network = /\.elb\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(target)?.[1];
  if (network !== undefined) return loadBalancerZone(network, "network");
  const application = /\.([a-z0-9-]+)\.elb\.amazonaws\.com(?:\.cn)?$/.exec(target)?.[1];
  return application === undefined ? undefined : loadBalancerZone(application, "application");
}

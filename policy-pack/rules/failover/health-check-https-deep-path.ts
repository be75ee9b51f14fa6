import { resourceRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { everyPart, flag, given, type Props, text, textsOf } from "../../frame/values";
import { asksEndpoint } from "./endpoint-checks";

/** What Route 53 needs so that no single outage of a checker decides. */
const MINIMUM_REGIONS = 3;

export const healthCheckHttpsDeepPath = resourceRule({
  id: "health-check-https-deep-path",
  area: "failover",
  title: "The health check of a tier-0 system asks the application over HTTPS",
  severity: "medium",
  why: "An open port or a start page says that something runs, not that the region can do its work; and a check in clear text does not notice a certificate that ran out. Both keep the traffic in a region that fails its users.",
  mend: "Use type HTTPS with SNI and a path that answers 200 only while the application and what it depends on work.",
  example: `
new aws.route53.HealthCheck("api", { type: "HTTPS", fqdn, port: 443, resourcePath: "/healthz/ready",
  enableSni: true, regions: ["us-west-1", "eu-west-1", "ap-southeast-1"] });`,
  wellArchitected: ["REL11-BP01"],
  pci: [],
  settings: { tier: shared.tier },
  types: types.healthCheck,
  check({ props }, { violation }, { tier }) {
    if (tier !== "tier-0" || !asksEndpoint(props)) return;
    const type = text(props, "type") ?? "";
    everyPart(
      () => {
        if (!type.startsWith("HTTPS")) violation(`It asks by ${type} instead of HTTPS.`);
      },
      () => {
        const path = type === "TCP" ? "-" : text(props, "resourcePath");
        if (path === undefined || path === "/") violation("It asks no path of its own.");
      },
      () => {
        if (lacksSni(props))
          violation("enableSni is off, so a shared endpoint answers with any certificate.");
      },
      () => {
        if (!given(props, "regions")) return;
        if (textsOf(props, "regions").length < MINIMUM_REGIONS) {
          violation(`Fewer than ${MINIMUM_REGIONS} regions check it.`);
        }
      },
    );
  },
  remediate({ props }, { tier }) {
    return tier === "tier-0" && lacksSni(props) ? { enableSni: true } : undefined;
  },
});

function lacksSni(props: Props): boolean {
  return text(props, "type")?.startsWith("HTTPS") === true && flag(props, "enableSni") === false;
}

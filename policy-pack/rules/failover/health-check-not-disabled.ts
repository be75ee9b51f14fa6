import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import type { Subject } from "../../frame/subject";
import { types } from "../../frame/types";
import { everyPart, flag } from "../../frame/values";
import { matches } from "../policy-documents";
import { asksEndpoint } from "./endpoint-checks";

export const healthCheckNotDisabled = resourceRule({
  id: "health-check-not-disabled",
  area: "failover",
  title: "A health check is on and says what it sees",
  severity: "critical",
  why: "Route 53 takes a disabled health check for healthy for ever. One that asks an endpoint and is inverted calls a dead endpoint healthy, and sends the traffic there. Inverted checks of an alarm, of a routing control or of other checks are switches that people turn, which this rule lets be.",
  mend: "Remove disabled and invertHealthcheck; to move traffic by hand use a routing control or an inverted check of an alarm. A check that is inverted on purpose goes into the setting inverted.",
  example: `
new aws.route53.HealthCheck("api", { type: "HTTPS", fqdn, port: 443, resourcePath: "/healthz/ready" });`,
  wellArchitected: ["REL11-BP01"],
  pci: [],
  settings: {
    inverted: texts(
      "Names in the program of health checks of endpoints that are inverted on purpose; * stands for any characters.",
    ),
  },
  types: types.healthCheck,
  check(check, { violation }, { inverted }) {
    everyPart(
      () => {
        if (flag(check.props, "disabled") === true) {
          violation("It is disabled, so it counts as healthy for ever.");
        }
      },
      () => {
        if (isInverted(check, inverted)) {
          violation("It is inverted: its endpoint counts as healthy while it does not answer.");
        }
      },
    );
  },
  remediate(check, { inverted }) {
    const change = {
      ...(flag(check.props, "disabled") === true ? { disabled: false } : {}),
      ...(isInverted(check, inverted) ? { invertHealthcheck: false } : {}),
    };
    return Object.keys(change).length > 0 ? change : undefined;
  },
});

function isInverted({ name, props }: Subject, allowed: readonly string[]): boolean {
  if (flag(props, "invertHealthcheck") !== true || !asksEndpoint(props)) return false;
  return !allowed.some((pattern) => matches(pattern, name));
}

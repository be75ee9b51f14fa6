import { balancerNameMistakes } from "../arguments/balancer-names";
import type { Mistake } from "../arguments/mistakes";
import { peerMistakes, portMistakes } from "../arguments/traffic";
import type { ApplicationLoadBalancerArgs } from "./args";

/** Security groups that a network interface takes, by its default quota. */
const MOST_GROUPS = 5;

/** What Elastic Load Balancing would refuse, or would accept and leave open. */
export function mistakes(args: ApplicationLoadBalancerArgs): Mistake[] {
  const found: Mistake[] = [
    ...balancerNameMistakes("resourceName", args.resourceName),
    ...peerMistakes("sources", args.sources),
  ];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (args.sources.length === 0) refuse("sources", "none is not allowed: nobody could connect");
  const lists = args.sources.filter(({ prefixListId }) => prefixListId !== undefined).length;
  if (lists >= MOST_GROUPS) {
    const allowed = MOST_GROUPS - 1;
    refuse("sources", `${lists} prefix lists are not allowed, up to ${allowed} are: each takes a group`);
  }
  if (args.sslPolicy !== undefined && !/^ELBSecurityPolicy-TLS13-1-[23]-/.test(args.sslPolicy)) {
    const reason = `"${args.sslPolicy}" is not allowed, ELBSecurityPolicy-TLS13-1-2-2021-06 or newer is`;
    refuse("sslPolicy", reason);
  }
  const { idleTimeoutSeconds: idle = 60, testListener } = args;
  if (!Number.isInteger(idle) || idle < 1 || idle > 4000) {
    refuse("idleTimeoutSeconds", `${idle} is not allowed, 1 to 4000 is`);
  }
  const prefix = args.logPrefix;
  if (prefix !== undefined && (!/^[\w.-]+(\/[\w.-]+)*$/.test(prefix) || prefix.includes("AWSLogs"))) {
    refuse("logPrefix", `"${prefix}" is not allowed, a folder without slashes at its ends and AWSLogs is`);
  }
  if (testListener !== undefined) {
    found.push(...peerMistakes("testListener.sources", testListener.sources));
    found.push(...portMistakes("testListener.port", testListener.port));
    if (testListener.port === 443)
      refuse("testListener.port", "443 is not allowed: customers are served there");
    if (testListener.sources.some(({ prefixListId }) => prefixListId !== undefined)) {
      refuse("testListener.sources", "a prefix list is not allowed, groups and ranges of the testers are");
    }
    const both = testListener.sources.filter((source) =>
      args.sources.some(({ name }) => name === source.name),
    );
    for (const source of both) {
      refuse("testListener.sources", `"${source.name}" is not allowed, sources has that name`);
    }
  }
  return found;
}

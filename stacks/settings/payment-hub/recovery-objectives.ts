import { siteOrigins } from "../../../components/edge-distribution/origins";
import { hubAlarmTable } from "../../payment-hub/alarms";
import type { Mistake } from "../mistake";
import type { PaymentHubSettings } from ".";

/** Seconds that resolvers keep an alias to a load balancer; AWS sets them. */
export const ALIAS_TTL = 60;

/**
 * What a failover takes besides, in seconds. The database: Aurora's managed failover is "typically within a few
 * minutes". https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
const STEPS = { decision: 60, database: 300, pods: 240 } as const;

/** Seconds of the alarm that tells people that a region takes no payments. */
function alarmSeconds(): number {
  const alarm = hubAlarmTable().find(({ role }) => role === "no-healthy-pod");
  if (alarm === undefined) throw new Error("no alarm says that a region takes no payments");
  return alarm.period * alarm.evaluationPeriods;
}

/** First port from which answers to connections are sent to; a fence denies a port in both meanings. */
const FIRST_EPHEMERAL = 32_768;

/** Refuses objectives that health check, alarm, resolvers and the steps of a failover can't meet. */
export function objectives({ recovery, cluster }: PaymentHubSettings): Mistake[] {
  return [...region(recovery), ...stateless(recovery), ...fenced(cluster.targetPort)];
}

function fenced(port: number): Mistake[] {
  if (port < FIRST_EPHEMERAL) return [];
  const sentence = `${port} is not allowed, 1024 to ${FIRST_EPHEMERAL - 1} is: the fence of a failover denies this port, and answers to connections come back on higher ones`;
  return [{ path: "cluster.targetPort", sentence }];
}

function region({ rtoMinutes, healthCheck }: PaymentHubSettings["recovery"]): Mistake[] {
  const { intervalSeconds, failures } = healthCheck;
  const alarm = alarmSeconds();
  const checked = intervalSeconds * failures;
  const rest = STEPS.decision + STEPS.database + STEPS.pods + ALIAS_TTL;
  // The alarm and the health check watch at the same time: the slower of them counts.
  const needed = Math.max(alarm, checked) + rest;
  if (needed <= rtoMinutes * 60) return [];
  const parts = `${STEPS.decision} s for people to decide, ${STEPS.database} s for the database, ${STEPS.pods} s for pods and ${ALIAS_TTL} s for resolvers`;
  if (checked > alarm && alarm + rest <= rtoMinutes * 60) {
    return [
      {
        path: "recovery.healthCheck",
        sentence: `${intervalSeconds} s x ${failures} is not allowed, Route 53 would notice after ${checked} s; with ${parts} that is ${needed} s, and recovery.rtoMinutes allows ${rtoMinutes * 60} s. ${rtoMinutes * 60 - rest} s or less is`,
      },
    ];
  }
  return [
    {
      path: "recovery.rtoMinutes",
      sentence: `${rtoMinutes} is not allowed, ${Math.ceil(needed / 60)} or more is: a failover takes ${needed} s, ${Math.max(alarm, checked)} s until it is noticed, ${parts}`,
    },
  ];
}

function stateless({ statelessRtoSeconds }: PaymentHubSettings["recovery"]): Mistake[] {
  const [first] = siteOrigins("", "", "");
  const needed = (first?.connectionAttempts ?? 0) * (first?.connectionTimeout ?? 0);
  if (needed <= statelessRtoSeconds) return [];
  return [
    {
      path: "recovery.statelessRtoSeconds",
      sentence: `${statelessRtoSeconds} is not allowed, ${needed} or more is: CloudFront asks the second bucket after ${first?.connectionAttempts} attempts of ${first?.connectionTimeout} s`,
    },
  ];
}

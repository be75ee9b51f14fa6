import { TABLE } from "./args";

/** A question that people ask of flow logs. */
export interface NamedQuery {
  /** Short name, part of the query's name. */
  role: string;
  description: string;
  query: string;
}

const LAST_DAY = "hour >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d/%H')";

/** Addresses that are nobody's on the internet. */
const PRIVATE = (column: string) =>
  ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
    .map((range) => `contains('${range}', cast(${column} as ipaddress))`)
    .join(" OR ");

/** Saved queries over one database's table, each over the last day. */
export function namedQueries(database: string): NamedQuery[] {
  const from = `FROM ${database}.${TABLE}\nWHERE ${LAST_DAY}\n  AND log_status = 'OK'`;
  return [
    {
      role: "refused",
      description:
        "Who was refused most often, and where: somebody who looks around, or a rule that is missing",
      query: `SELECT srcaddr, dstaddr, dstport, protocol, count(*) AS flows, sum(packets) AS packets
${from}
  AND action = 'REJECT'
GROUP BY srcaddr, dstaddr, dstport, protocol
ORDER BY flows DESC
LIMIT 100`,
    },
    {
      role: "outward",
      description: "Where most bytes went outside of the networks: what costs most, or what is carried out",
      query: `SELECT interface_id, pkt_srcaddr, pkt_dstaddr, pkt_dst_aws_service, sum(bytes) AS bytes
${from}
  AND action = 'ACCEPT'
  AND flow_direction = 'egress'
  AND NOT (${PRIVATE("pkt_dstaddr")})
GROUP BY interface_id, pkt_srcaddr, pkt_dstaddr, pkt_dst_aws_service
ORDER BY bytes DESC
LIMIT 100`,
    },
    {
      role: "scans",
      description: "Who tried many ports of one address, or many addresses: the start of most attacks",
      query: `SELECT srcaddr, count(DISTINCT dstport) AS ports, count(DISTINCT dstaddr) AS addresses, min(start) AS first_seen
${from}
  AND action = 'REJECT'
GROUP BY srcaddr
HAVING count(DISTINCT dstport) > 20 OR count(DISTINCT dstaddr) > 20
ORDER BY ports DESC
LIMIT 100`,
    },
  ];
}

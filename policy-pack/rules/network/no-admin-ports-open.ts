import { resourceRule } from "../../frame/rule";
import { ports } from "../../frame/settings";
import { isOneOf, types } from "../../frame/types";
import { eachBlock, eachText, everyPart, isUnknown, number, type Props, text } from "../../frame/values";
import { isAnywhere } from "./address-ranges";

// SSH, Docker, RDP, WinRM, and the databases: MSSQL, Oracle, MySQL, PostgreSQL, Redshift, Redis, OpenSearch, Memcached, MongoDB.
const defaultPorts = [
  22, 1433, 1521, 2375, 2376, 3306, 3389, 5432, 5439, 5985, 5986, 6379, 9200, 11211, 27017,
];

/** How one of the three ways to write an ingress rule spells its protocol and its address ranges. */
interface Spelling {
  protocol: string;
  lists: readonly string[];
  single: readonly string[];
}

const inline: Spelling = { protocol: "protocol", lists: ["cidrBlocks", "ipv6CidrBlocks"], single: [] };
const separate: Spelling = { protocol: "ipProtocol", lists: [], single: ["cidrIpv4", "cidrIpv6"] };

export const noAdminPortsOpen = resourceRule({
  id: "no-admin-ports-open",
  area: "network",
  title: "No port for administration or a database is open to the internet",
  severity: "critical",
  why: "Open administration and database ports are found within minutes and tried without end; one weak password or one unpatched daemon is then enough.",
  mend: "Name the security group of the clients instead of an address range, and reach machines through Systems Manager Session Manager.",
  example: `
new aws.vpc.SecurityGroupIngressRule("from-pods", {
  securityGroupId: database.id,
  referencedSecurityGroupId: pods.id,
  ipProtocol: "tcp", fromPort: 5432, toPort: 5432,
});`,
  wellArchitected: ["SEC05-BP02"],
  pci: ["1.3.1", "2.2.7"],
  settings: { ports: ports("Ports that must not be open to the internet.", defaultPorts) },
  types: [...types.securityGroup, ...types.securityGroupRule, ...types.ingressRule],
  check({ type, props }, { violation }, settings) {
    const inspect = (rule: Props, spelling: Spelling) => {
      const open = openPorts(rule, spelling, settings.ports);
      // Only then does the address matter: an unknown one must not hide that the ports are harmless.
      if (open.length > 0 && fromAnywhere(rule, spelling)) {
        violation(`An ingress rule opens ${open.length > 5 ? "all ports" : listed(open)} to the internet.`);
      }
    };
    if (isOneOf(types.securityGroup, type)) eachBlock(props, "ingress", (rule) => inspect(rule, inline));
    else if (isOneOf(types.ingressRule, type)) inspect(props, separate);
    else if (text(props, "type") === "ingress") inspect(props, inline);
  },
});

function openPorts(rule: Props, spelling: Spelling, forbidden: readonly number[]): readonly number[] {
  const protocol = (text(rule, spelling.protocol) ?? "").toLowerCase();
  if (protocol === "-1" || protocol === "all") return forbidden;
  if (!["tcp", "udp", "6", "17"].includes(protocol)) return [];
  const from = number(rule, "fromPort") ?? 0;
  const to = number(rule, "toPort") ?? 65535;
  return forbidden.filter((port) => from <= port && port <= to);
}

function fromAnywhere(rule: Props, { lists, single }: Spelling): boolean {
  let anywhere = false;
  const look = (cidr: string | undefined) => {
    anywhere ||= isAnywhere(cidr);
  };
  const parts = [
    ...lists.map((name) => () => eachText(rule, name, look)),
    ...single.map((name) => () => look(text(rule, name))),
  ];
  try {
    everyPart(...parts);
  } catch (error) {
    // One known range that is open decides, whatever the unknown ones are.
    if (!anywhere || !isUnknown(error)) throw error;
  }
  return anywhere;
}

function listed(open: readonly number[]): string {
  return open.length === 1 ? `port ${open[0]}` : `ports ${open.join(", ")}`;
}

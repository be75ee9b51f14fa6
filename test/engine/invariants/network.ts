import type { Deployed } from "../../support/state";
import { mapIn, mapsIn, type Values } from "../../support/values";
import { type Check, regionOf, typed } from "./check";

const rulesOf = (resources: readonly Deployed[]): Deployed[] =>
  resources.filter(({ type }) => /^aws:vpc\/securityGroup(In|E)gressRule:/.test(type));

/** Each rule is for one port on which somebody listens; to or from everybody for HTTPS alone, and by name. */
function wideRules(resources: readonly Deployed[]): string[] {
  return rulesOf(resources).flatMap(({ name, inputs }) => {
    const { fromPort, toPort, cidrIpv4 } = inputs;
    const isWorld = cidrIpv4 === "0.0.0.0/0";
    const isMeant = fromPort === 443 && /-(to-https|from-internet)$/.test(name);
    return fromPort === toPort && (!isWorld || isMeant)
      ? []
      : [`${name} ${fromPort} to ${toPort} ${cidrIpv4}`];
  });
}

/** Ranges of networks and subnets of the system. */
function ownRanges(resources: readonly Deployed[]): Set<unknown> {
  const networks = resources.filter(({ type }) => /^aws:ec2\/(vpc|subnet|managedPrefixList):/.test(type));
  return new Set(networks.map(({ inputs, outputs }) => inputs.cidrBlock ?? outputs.cidrBlock));
}

/** `-192-168-64-0-20` at the end of a name, or `-10.50.0.0-17`. */
function rangeIn(name: string): string | undefined {
  const [, a, b, c, d, bits] = /-(\d+)[-.](\d+)[-.](\d+)[-.](\d+)-(\d+)$/.exec(name) ?? [];
  return bits === undefined ? undefined : `${a}.${b}.${c}.${d}/${bits}`;
}

/** A rule lets in a network of the system or one that is linked to it, a group, or the range that it is named after. */
function strangeRanges(resources: readonly Deployed[]): string[] {
  const linked = typed(resources, "ec2/route:Route").filter(
    ({ inputs }) => inputs.vpcPeeringConnectionId !== undefined,
  );
  const own = new Set([...ownRanges(resources), ...linked.map(({ inputs }) => inputs.destinationCidrBlock)]);
  return rulesOf(resources).flatMap(({ name, inputs }) => {
    const { cidrIpv4 } = inputs;
    if (cidrIpv4 === undefined || cidrIpv4 === "0.0.0.0/0") return [];
    const named = rangeIn(name);
    return (named === undefined ? own.has(cidrIpv4) : cidrIpv4 === named) ? [] : [`${name} ${cidrIpv4}`];
  });
}

/** A route that is named after a range leads there. */
function strayRoutes(resources: readonly Deployed[]): string[] {
  return resources.flatMap(({ name, inputs }) => {
    const [range, named] = [inputs.destinationCidrBlock, rangeIn(name)];
    return range === undefined || named === undefined || range === named ? [] : [`${name} ${range}`];
  });
}

/** A port for a database is one of a database's group. */
function databasePorts(resources: readonly Deployed[]): string[] {
  const groups = new Set(
    resources
      .filter(({ type }) => /^aws:rds\/(cluster|instance):/.test(type))
      .flatMap(({ inputs }) => inputs.vpcSecurityGroupIds as unknown[]),
  );
  return typed(resources, "vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    .filter(({ name, inputs }) => inputs.fromPort === 5432 && /database/.test(name))
    .flatMap(({ name, inputs }) => (groups.has(inputs.securityGroupId) ? [] : [name]));
}

/** From all tables of a component the same ranges are reached through the same way. */
function unevenRoutes(resources: readonly Deployed[]): string[] {
  const own = ownRanges(resources);
  const ways = new Map<string, Map<string, string[]>>();
  for (const { name, parent, inputs } of typed(resources, "ec2/route:Route")) {
    const range = String(inputs.destinationCidrBlock);
    const way = `${parent} ${inputs.vpcPeeringConnectionId ?? inputs.transitGatewayId ?? inputs.gatewayId ?? ""}`;
    if (inputs.destinationCidrBlock === undefined) continue;
    const ranges = ways.get(way) ?? new Map<string, string[]>();
    ways.set(way, ranges.set(range, [...(ranges.get(range) ?? []), name]));
  }
  return [...ways.values()].flatMap((ranges) => {
    const most = Math.max(...[...ranges.values()].map(({ length }) => length));
    return [...ranges].flatMap(([range, names]) =>
      names.length < most && !own.has(range) ? [`${range} by ${names}`] : [],
    );
  });
}

/** The other side of a link accepts where its network is. */
function linksToNowhere(resources: readonly Deployed[]): string[] {
  const links = typed(resources, "ec2/vpcPeeringConnection:VpcPeeringConnection");
  const networks = new Map(resources.map((one) => [one.id, one]));
  const accepters = typed(resources, "ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
  return [
    ...links.flatMap(({ name, inputs }) => {
      const [own, peer] = [networks.get(String(inputs.vpcId)), networks.get(String(inputs.peerVpcId))];
      const isRight =
        own !== undefined &&
        regionOf(own) === inputs.region &&
        (peer === undefined || regionOf(peer) === inputs.peerRegion);
      return isRight ? [] : [name];
    }),
    ...accepters.flatMap(({ name, inputs }) => {
      const link = links.find(({ id }) => id === inputs.vpcPeeringConnectionId);
      return link === undefined || link.inputs.peerRegion === inputs.region ? [] : [name];
    }),
  ];
}

/** Exactly one key with something in it, or an empty block that is the choice itself. */
const oneOf = (value: unknown): boolean =>
  Object.keys(mapIn(value)).filter((key) => !key.startsWith("__")).length === 1;

/** AWS takes a rule with one action, one statement and a place of its own. https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html */
function brokenFirewalls(resources: readonly Deployed[]): string[] {
  return typed(resources, "wafv2/webAcl:WebAcl").flatMap(({ name, inputs }) =>
    mapsIn(inputs.rules).flatMap((rule, index) => {
      const { action, overrideAction, statement } = rule;
      const isGroup = /managedRuleGroup|ruleGroupReference/.test(Object.keys(mapIn(statement)).join(" "));
      const acts = isGroup
        ? oneOf(overrideAction) && action === undefined
        : oneOf(action) && overrideAction === undefined;
      const isRight = acts && oneOf(statement) && rule.priority === index;
      return isRight ? [] : [`${name} ${rule.name}`];
    }),
  );
}

/** Samples that AWS shows have no more of who somebody is than logs do. */
function tellingSamples(resources: readonly Deployed[]): string[] {
  return typed(resources, "wafv2/webAcl:WebAcl").flatMap(({ name, inputs }) => {
    const hidden = JSON.stringify(mapIn(inputs.dataProtectionConfig).dataProtections ?? []);
    const isHidden = ["authorization", "cookie", "QUERY_STRING", "BODY"].every((part) =>
      hidden.includes(`"${part}"`),
    );
    return isHidden ? [] : [name];
  });
}

/** Who attacks is seen in the log alone. */
function silentFirewalls(resources: readonly Deployed[]): string[] {
  const logged = typed(resources, "wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").map(
    ({ inputs }) => inputs.resourceArn,
  );
  return typed(resources, "wafv2/webAcl:WebAcl")
    .filter(({ outputs }) => !logged.includes(outputs.arn))
    .map(({ name }) => name);
}

/** A listener of an accelerator takes the ports one by one. */
function wideListeners(resources: readonly Deployed[]): string[] {
  return typed(resources, "globalaccelerator/listener:Listener").flatMap(({ name, inputs }) =>
    mapsIn(inputs.portRanges).every(({ fromPort, toPort }) => fromPort === toPort) ? [] : [name],
  );
}

const zonesOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** What runs in a network runs in as many of its zones as anything else there. */
function fewerZones(resources: readonly Deployed[]): string[] {
  const lists: [Deployed, number][] = resources.flatMap((one) => {
    const { vpcConfig, networkConfiguration, subnets, subnetIds } = one.inputs;
    const own: Values[] = [mapIn([vpcConfig].flat()[0]), mapIn(networkConfiguration)];
    const counts = [...own.flatMap((map) => [map.subnetIds, map.subnets]), subnets, subnetIds].map(zonesOf);
    const most = Math.max(0, ...counts);
    return most > 1 && inZones.test(one.type) ? [[one, most] as [Deployed, number]] : [];
  });
  const most = new Map<unknown, number>();
  for (const [one, count] of lists) most.set(regionOf(one), Math.max(count, most.get(regionOf(one)) ?? 0));
  return lists
    .filter(([one, count]) => count < (most.get(regionOf(one)) ?? 0))
    .map(([{ name }, count]) => `${name} in ${count}`);
}

const inZones =
  /^aws:(lambda\/function|ecs\/service|lb\/loadBalancer|rds\/subnetGroup|elasticache\/subnetGroup|ec2\/vpcEndpoint|apigatewayv2\/vpcLink):/;

/** CloudFront refuses what is no name of a distribution, and an origin needs to say how it is reached. */
function strangeNames(resources: readonly Deployed[]): string[] {
  const distributions = typed(resources, "cloudfront/distribution:Distribution");
  const names = new Map(
    distributions.map(({ inputs, outputs }) => [outputs.domainName, inputs.aliases as unknown[]]),
  );
  return [
    ...typed(resources, "route53/record:Record").flatMap(({ name, inputs }) =>
      mapsIn(inputs.aliases).flatMap((alias) => {
        const own = names.get(alias.name);
        return own === undefined || own.includes(inputs.name) ? [] : [`${name}: ${inputs.name}`];
      }),
    ),
    ...distributions.flatMap(({ name, inputs }) =>
      mapsIn(inputs.origins).flatMap((origin) => {
        const ways = [origin.customOriginConfig, origin.originAccessControlId, origin.vpcOriginConfig];
        return ways.filter((way) => way !== undefined).length === 1 ? [] : [`${name} ${origin.originId}`];
      }),
    ),
  ];
}

/** What is asked alike is kept at the edge. */
function uncached(resources: readonly Deployed[]): string[] {
  return typed(resources, "cloudfront/distribution:Distribution").flatMap(({ name, inputs }) =>
    [mapIn(inputs.defaultCacheBehavior), ...mapsIn(inputs.orderedCacheBehaviors)].flatMap((behavior) => {
      const [allowed, cached] = [behavior.allowedMethods as string[], behavior.cachedMethods as string[]];
      const reads = allowed.length > 3 ? ["GET", "HEAD"] : allowed;
      return [...cached].sort().join() === [...reads].sort().join()
        ? []
        : [`${name} ${behavior.pathPattern ?? ""}`];
    }),
  );
}

/** Headers that tell what answers; those of S3 where it is an origin. */
const tells = (removed: readonly unknown[]): string[] => [
  ...["Server", "X-Powered-By"],
  ...(removed.some((header) => String(header).startsWith("x-amz-"))
    ? ["", "-aws-kms-key-id", "-bucket-key-enabled"].map((end) => `x-amz-server-side-encryption${end}`)
    : []),
  ...(removed.some((header) => String(header).startsWith("x-amz-"))
    ? ["x-amz-version-id", "x-amz-replication-status"]
    : []),
];

/** Headers that protect count whatever the origin says, and those that tell of it are taken away. */
function weakHeaders(resources: readonly Deployed[]): string[] {
  return typed(resources, "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy").flatMap(
    ({ name, inputs }) => {
      const security = Object.values(mapIn(inputs.securityHeadersConfig)).map(mapIn);
      const { includeSubdomains, accessControlMaxAgeSec } = mapIn(
        mapIn(inputs.securityHeadersConfig).strictTransportSecurity,
      );
      const removed = mapsIn(mapIn(inputs.removeHeadersConfig).items).map(({ header }) => header);
      const isRight =
        security.every(({ override }) => override !== false) &&
        includeSubdomains === true &&
        Number(accessControlMaxAgeSec) >= 31536000 &&
        tells(removed).every((header) => removed.includes(header));
      return isRight ? [] : [name];
    },
  );
}

/** What CloudFront runs is published, for one side of a request, and what it keeps under a name that may change it asks for again in a minute. */
function staleEdges(resources: readonly Deployed[]): string[] {
  const drafts = typed(resources, "cloudfront/function:Function").filter(
    ({ inputs }) => inputs.publish !== true,
  );
  const twice = typed(resources, "cloudfront/distribution:Distribution").filter(({ inputs }) =>
    [mapIn(inputs.defaultCacheBehavior), ...mapsIn(inputs.orderedCacheBehaviors)].some(
      ({ functionAssociations }) => {
        const arns = mapsIn(functionAssociations).map(({ functionArn }) => functionArn);
        return new Set(arns).size < arns.length;
      },
    ),
  );
  const caches = typed(resources, "cloudfront/cachePolicy:CachePolicy").filter(({ name, inputs }) => {
    const year = 365 * 24 * 3600;
    return Number(inputs.defaultTtl) > (/hashed/.test(name) ? year : 60) || Number(inputs.maxTtl) > year;
  });
  return [...drafts, ...twice, ...caches].map(({ name }) => name);
}

export const checks: readonly Check[] = [
  ["a rule of a security group is for one port, and for everybody for HTTPS alone", wideRules],
  ["a rule of a security group lets in a network of the system, or the range of its name", strangeRanges],
  ["who reaches a database is let into the database's group", databasePorts],
  ["a route leads to the range of its name", strayRoutes],
  ["a component leads to the same ranges from all its tables", unevenRoutes],
  ["a link between networks is accepted where the other network is", linksToNowhere],
  ["a firewall's rules have one action, one statement and their place", brokenFirewalls],
  ["a firewall's samples have nothing of who somebody is", tellingSamples],
  ["every firewall has a log", silentFirewalls],
  ["a listener takes no range of ports", wideListeners],
  ["what runs in a network is in all its zones", fewerZones],
  ["a name leads to a distribution that answers to it, and each origin says how it is reached", strangeNames],
  ["a distribution keeps what only reads", uncached],
  ["what runs at the edge is published, and what changes is asked for again", staleEdges],
  ["headers that protect override the origin's, and none tells what runs there", weakHeaders],
];

import type { Deployed } from "../../support/state";
import { textsBelow } from "../../support/values";
import { byUrn, type Check, madeBefore, regionOf, stackOf } from "./check";

const typesOf = ({ urn }: Deployed): string[] => (urn.split("::")[2] ?? "").split("$");

/** Roles that a resource acts by, and what waits for their rights: else AWS tries a role that may do nothing yet. */
function rightsAfter(resources: readonly Deployed[]): string[] {
  const rights = resources.filter(({ type }) => /iam\/rolePolic(y|yAttachment):/.test(type));
  const known = byUrn(resources);
  const byRole = new Map<string, Deployed[]>();
  for (const one of rights) {
    for (const role of one.propertyDependencies?.role ?? [])
      byRole.set(role, [...(byRole.get(role) ?? []), one]);
  }
  return resources.flatMap((resource) => {
    if (!actsAtOnce.test(resource.type)) return [];
    const roles = Object.entries(resource.propertyDependencies ?? {}).flatMap(([property, urns]) =>
      property === "environment" ? [] : urns,
    );
    const before = madeBefore(resource.urn, known);
    const late = roles.flatMap((role) => byRole.get(role) ?? []).filter(({ urn }) => !before.has(urn));
    return late.map(({ name }) => `${resource.name} does not wait for ${name}`);
  });
}

/** What AWS tries, starts or checks when it is made. */
const actsAtOnce =
  /^aws:(lambda\/function|synthetics\/canary|codepipeline\/pipeline|codebuild\/project|sfn\/stateMachine|scheduler\/schedule|s3\/bucketReplicationConfig|ecs\/service|cloudwatch\/eventTarget|arcregionswitch\/plan|dms\/)/;

/**
 * Names that nobody gave: Pulumi makes them of the logical name and seven digits, others in every account. Roles
 * and groups of rules, parameters and subnets have such names: nobody calls them by name, and a replacement stands
 * beside the old one for a while.
 */
function madeUpNames(resources: readonly Deployed[]): string[] {
  const named = resources.filter(
    ({ type }) => !/^aws:(iam\/|\w+\/(security|parameter|clusterParameter|subnet)Group:)/.test(type),
  );
  return named.flatMap(({ type, name, inputs }) =>
    Object.entries(inputs)
      .filter(([key, value]) => /^(name|bucket|identifier|.*Name)$/.test(key) && typeof value === "string")
      .filter(([, value]) => String(value).startsWith(`${name}-`))
      .filter(([, value]) => /^-[0-9a-f]{7}(\.fifo)?$/.test(String(value).slice(name.length)))
      .map(([key, value]) => `${type} ${name}: ${key} is ${value}`),
  );
}

/** Where a component holds one of a type, what else it holds refers to that one, and to no other of the type. */
function siblingsOfOthers(resources: readonly Deployed[]): string[] {
  const known = byUrn(resources);
  const named = new Map<unknown, Deployed[]>();
  const held = new Map<string, Deployed[]>();
  for (const one of resources) {
    for (const text of [one.id, one.outputs.arn]) {
      if (text !== undefined) named.set(text, [...(named.get(text) ?? []), one]);
    }
    const key = `${one.parent} ${one.type}`;
    held.set(key, [...(held.get(key) ?? []), one]);
  }
  return resources.flatMap((resource) => {
    if (!resource.custom || linksComponents.test(resource.type)) return [];
    return Object.entries(resource.inputs).flatMap(([property, value]) => {
      if (/^(environment|eventSourceArn)$/.test(property)) return [];
      // Different things may have the same name: what is meant is of the type that the program refers to.
      const types = new Set(
        (resource.propertyDependencies?.[property] ?? []).map((urn) => known.get(urn)?.type),
      );
      const targets = textsBelow(value).map((text) =>
        (named.get(text) ?? []).filter(({ type }) => types.has(type)),
      );
      return targets.flatMap(([first]) => {
        const own = ownOf(resource, held.get(`${resource.parent} ${first?.type}`) ?? []);
        if (first === undefined || own === undefined || own === resource) return [];
        if (held.get(`${resource.parent} ${first.type}`)?.length !== 1 && isNear(first, own)) return [];
        return targets.flat().includes(own)
          ? []
          : [`${resource.type} ${resource.name} ${property}: ${first.name}`];
      });
    });
  });
}

/** The only one of a type in a component, or of several the one whose name but for the last word begins the resource's. */
function ownOf({ name }: Deployed, siblings: readonly Deployed[]): Deployed | undefined {
  if (siblings.length === 1) return siblings[0];
  const [nearest, ...others] = siblings
    .filter((one) => name.startsWith(`${base(one)}-`))
    .sort((one, other) => base(other).length - base(one).length);
  const isOnly = nearest !== undefined && others.every((other) => base(other) !== base(nearest));
  return isOnly ? nearest : undefined;
}

/** Such as the dead-letter queue of a queue: it has the queue's name, and more. */
const isNear = (one: Deployed, own: Deployed): boolean => one.name.startsWith(`${base(own)}-`);

const base = ({ name }: Deployed): string => name.slice(0, name.lastIndexOf("-"));

/** Rules that let one component reach another. */
const linksComponents = /securityGroup(In|E)gressRule:/;

/** What waits for what, in one stack, before it can work: types of both, and whether one is meant for the other. */
const orders: readonly (readonly [
  later: RegExp,
  earlier: RegExp,
  belong: (later: Deployed, earlier: Deployed) => boolean,
])[] = [
  [
    /^aws:secretsmanager\/secretRotation:/,
    /^aws:lambda\/permission:/,
    (rotation, { inputs }) =>
      inputs.principal === "secretsmanager.amazonaws.com" &&
      String(rotation.inputs.rotationLambdaArn).endsWith(`:${inputs.function}`),
  ],
  [/^aws:shield\/(protection|drtAccess)/, /^aws:shield\/subscription:/, () => true],
  [
    /^aws:s3\/bucketObjectv2:/,
    /^aws:s3\/bucketVersioning:/,
    (object, { inputs }) => inputs.bucket === object.inputs.bucket,
  ],
  [
    /^aws:rds\/clusterEndpoint:/,
    /^aws:rds\/clusterInstance:/,
    (endpoint, { inputs }) => inputs.clusterIdentifier === endpoint.inputs.clusterIdentifier,
  ],
];

function early(resources: readonly Deployed[]): string[] {
  const known = byUrn(resources);
  return orders.flatMap(([later, earlier, belong]) =>
    resources.flatMap((one) => {
      if (!later.test(one.type)) return [];
      const before = madeBefore(one.urn, known);
      const wanted = resources.filter(
        (other) => earlier.test(other.type) && stackOf(other) === stackOf(one) && belong(one, other),
      );
      return wanted
        .filter(({ urn }) => !before.has(urn))
        .map(({ name }) => `${one.name} does not wait for ${name}`);
    }),
  );
}

/** With fewer of a kind nobody can tell what goes along with each. */
const FEWEST = 3;

/** What all of a kind have beside them, such as a bucket its versioning, but for one. */
function withoutCompanion(resources: readonly Deployed[]): string[] {
  const known = byUrn(resources);
  const companions = new Map<string, Set<string>>();
  for (const { type, parent, propertyDependencies = {} } of resources) {
    for (const urn of Object.values(propertyDependencies).flat()) {
      if (known.get(urn)?.parent !== parent) continue;
      companions.set(urn, (companions.get(urn) ?? new Set()).add(type));
    }
  }
  return [...kindsOf(resources).values()].flatMap((kind) => {
    const types = new Set(kind.flatMap(({ urn }) => [...(companions.get(urn) ?? [])]));
    return [...types].flatMap((type) => {
      const [only, ...others] = kind.filter(({ urn }) => !companions.get(urn)?.has(type));
      if (only === undefined || others.length > 0 || alone.test(only.name)) return [];
      return [`${only.name} has no ${type}`];
    });
  });
}

/**
 * The state machine of the extract is started, not its function; auditors have AWS's own policy alone; and the proofs of
 * all regions' certificates are records of one.
 */
const alone = /^(extract-steps|people-auditors)-|certificate$/;

/** Logs of one component in one region are under one key. */
function mixedKeys(resources: readonly Deployed[]): string[] {
  const keys = new Map<string, Set<unknown>>();
  for (const one of resources) {
    if (one.type !== "aws:cloudwatch/logGroup:LogGroup") continue;
    const place = `${one.parent} in ${regionOf(one)}`;
    keys.set(place, (keys.get(place) ?? new Set()).add(one.inputs.kmsKeyId));
  }
  return [...keys].filter(([, used]) => used.size > 1).map(([place]) => place);
}

/** What Secrets Manager may call is to change a secret. */
function idleRotations(resources: readonly Deployed[]): string[] {
  const rotating = resources.flatMap(({ inputs }) => inputs.rotationLambdaArn ?? []).map(String);
  return resources
    .filter(
      ({ type, inputs }) =>
        /^aws:lambda\/permission:/.test(type) && /^secretsmanager\./.test(String(inputs.principal)),
    )
    .filter(({ inputs }) => !rotating.some((arn) => arn.endsWith(`:${inputs.function}`)))
    .map(({ name }) => name);
}

/** Resources of one type in components of one class. */
function kindsOf(resources: readonly Deployed[]): Map<string, Deployed[]> {
  const kinds = new Map<string, Deployed[]>();
  for (const one of resources) {
    if (!one.type.startsWith("aws:")) continue;
    const key = typesOf(one).slice(-2).join("$");
    kinds.set(key, [...(kinds.get(key) ?? []), one]);
  }
  return new Map([...kinds].filter(([, kind]) => kind.length >= FEWEST));
}

/** What is made for others, and read by none of them. */
function unused(resources: readonly Deployed[]): string[] {
  const read = new Map<string, Set<string>>();
  for (const { type, urn, dependencies } of resources) {
    for (const other of dependencies)
      if (other !== urn) read.set(other, (read.get(other) ?? new Set()).add(type));
  }
  return resources.flatMap(({ type, name, urn, id, outputs }) => {
    if (!forOthers.test(type)) return [];
    const readers = [...(read.get(urn) ?? [])].filter((reader) => !besides.test(reader));
    if (readers.length > 0) return [];
    // A stack that knows the name, and not the resource.
    const texts = [id, outputs.arn].filter((text) => typeof text === "string" && text.length > 12);
    const isNamed = resources.some(
      (other) =>
        other.urn !== urn &&
        other.parent !== urn &&
        texts.some((text) => JSON.stringify(other.inputs).includes(String(text))),
    );
    return isNamed ? [] : [`${type} ${name}`];
  });
}

const forOthers =
  /^aws:(kms\/(key|replicaKey)|iam\/role|ec2\/securityGroup|sns\/topic|rds\/(subnetGroup|parameterGroup|clusterParameterGroup)|elasticache\/(subnetGroup|parameterGroup|user|userGroup)|cloudfront\/(function|cachePolicy|originRequestPolicy|responseHeadersPolicy|originAccessControl)|wafv2\/(ipSet|webAcl)|acm\/certificate|iam\/instanceProfile|ec2\/launchTemplate|lb\/targetGroup|route53\/healthCheck|secretsmanager\/secret):/;

/** What comes along with a resource and is no use of it. */
const besides =
  /^aws:(kms\/alias|iam\/rolePolicy|iam\/rolePolicyAttachment|sns\/topicPolicy|vpc\/securityGroup|wafv2\/webAclLogging|secretsmanager\/secretPolicy|cloudwatch\/metricAlarm)/;

/** A component of which nothing is there. */
function hollow(resources: readonly Deployed[]): string[] {
  const parents = new Set(resources.map(({ parent }) => parent));
  return resources
    .filter(({ type, urn }) => type.startsWith("tandem:components:") && !parents.has(urn))
    .map(({ name }) => name);
}

/** Lists in inputs and documents; what they name twice was to be two things. */
function repeated(resources: readonly Deployed[]): string[] {
  return resources.flatMap(({ type, name, inputs }) =>
    Object.entries(inputs).flatMap(([property, value]) => {
      if (!type.startsWith("aws:")) return [];
      const found = listsBelow(/[pP]olicy|Document$/.test(property) ? parsed(value) : value).filter(
        (list) => new Set(list).size < list.length,
      );
      return found.map((list) => `${type} ${name} ${property}: ${list}`);
    }),
  );
}

function listsBelow(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(listsBelow);
  const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
  return isList ? [value as string[], ...below] : below;
}

function parsed(value: unknown): unknown {
  return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

export const checks: readonly Check[] = [
  ["what acts by a role at once waits for the role's rights", rightsAfter],
  ["what a component holds refers to its own, where it has one of the kind or of the name", siblingsOfOthers],
  ["what is tried when it is made waits for what it needs", early],
  ["what all of a kind have beside them, each has", withoutCompanion],
  ["logs of a component are under one key", mixedKeys],
  ["every function that may rotate a secret does", idleRotations],
  ["no list names anything twice", repeated],
  ["nothing is made for others that none of them uses", unused],
  ["every component holds something", hollow],
  ["every name is one that somebody gave", madeUpNames],
];

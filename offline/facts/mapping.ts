import type { PropertyNode, PropertyNodes, TypeNode } from "./node";
import { facts, type Store } from "./store";

/** CloudFormation's names of one Pulumi type. */
export interface TypeMapping {
  /** `AWS::RDS::DBCluster` */
  readonly cfn: string;
  /** Property of the CloudFormation type that the Pulumi inputs live in, such as `DistributionConfig`. */
  readonly root?: string;
  /**
   * CloudFormation's path of a Pulumi one, from the resource's Properties; undefined when it has none.
   * Steps are parted by dots, `*` stands for the items of a list: `origins.*.domainName` ->
   * `DistributionConfig.Origins.*.DomainName`. Where only CloudFormation has a list, the star stands in the answer alone.
   */
  path(pulumiPath: string): string | undefined;
  /**
   * Pulumi's path of a CloudFormation one. List items may be given as `*`, `.0.` or `[0]` and come back in that form,
   * an index as `[0]`. What the mapping does not know is spelled in Pulumi's way.
   */
  toPulumi(cfnPath: string): string;
}

/** Names of resource types and inputs in CloudFormation. */
export const Mapping = {
  /** @param type a Pulumi type token, `aws:rds/cluster:Cluster`; undefined when it has no mapping */
  of(type: string, store: Store = facts()): TypeMapping | undefined {
    const token = tokenOf(type);
    const node = token === undefined ? undefined : store.type(token);
    return node === undefined ? undefined : new Names(node);
  },
};

/** Token without the package; the load balancer's older module has the same types. */
export function tokenOf(type: string): string | undefined {
  return /^aws:(.+)$/
    .exec(type)?.[1]
    ?.replace(/^(alb|applicationloadbalancing|elasticloadbalancingv2)\//, "lb/");
}

class Names implements TypeMapping {
  readonly cfn: string;
  readonly root?: string;

  constructor(private readonly type: TypeNode) {
    this.cfn = type.cfn;
    if (type.root !== undefined) this.root = type.root;
  }

  path(pulumiPath: string): string | undefined {
    const place = this.type.root === undefined ? "" : `${this.type.root}.${this.type.rootList ? "*." : ""}`;
    const found = follow(this.type, this.type.d[this.type.k] ?? {}, pulumiPath.split("."));
    return found === undefined ? undefined : place + found;
  }

  toPulumi(cfnPath: string): string {
    const steps = cfnPath.replace(/\[(\d+|\*)\]/g, ".$1").split(".");
    const root = this.type.root;
    const own = root !== undefined && steps[0] === root ? steps.slice(this.type.rootList ? 2 : 1) : steps;
    const path = back(this.type, this.type.d[this.type.k] ?? {}, own);
    return path === "" ? spelled(steps) : path;
  }
}

function follow(type: TypeNode, nodes: PropertyNodes, steps: string[]): string | undefined {
  const [name = "", ...more] = steps;
  const node = nodes[name];
  if (node === undefined) return undefined;
  if (more.length === 0 && node.c !== "") return node.s === 1 && node.l !== 1 ? `${node.c}.*` : node.c;
  const rest = node.l === 1 && more[0] === "*" ? more.slice(1) : more;
  const here = node.s === 1 ? `${node.c}.*` : node.c;
  // An object whose inner inputs lie beside it has no place of its own.
  if (rest.length === 0) return here === "" && node.k !== undefined ? undefined : here;
  if (node.m === 1) return [here, ...rest].join(".");
  const inner = node.k === undefined ? undefined : follow(type, type.d[node.k] ?? {}, rest);
  return inner === undefined || here === "" ? inner : inner === "" ? here : `${here}.${inner}`;
}

/** Pulumi's path of CloudFormation steps, as far as the mapping has them, the rest spelled. */
function back(type: TypeNode, nodes: PropertyNodes, steps: string[]): string {
  const best = nearest(type, nodes, steps);
  if (best === undefined) return spelled(steps);
  const { name, node, taken, indexes } = best;
  let rest = steps.slice(taken);
  let item: string | undefined = indexes.at(-1);
  if (node.s === 1 && isItem(rest[0])) {
    item = rest[0];
    rest = rest.slice(1);
  }
  const here = node.l === 1 && item !== undefined ? name + shown(item) : name;
  if (rest.length === 0) return here;
  const inner = node.k === undefined ? spelled(rest) : back(type, type.d[node.k] ?? {}, rest);
  return inner === "" ? here : `${here}.${inner}`;
}

/** The input whose place has most steps in common with the path; on a tie the one with fewer steps of its own. */
function nearest(type: TypeNode, nodes: PropertyNodes, steps: string[]) {
  let best: { name: string; node: PropertyNode; taken: number; indexes: string[]; own: number } | undefined;
  for (const [name, node] of beside(type, nodes)) {
    const own = node.c.split(".");
    const indexes: string[] = [];
    let taken = 0;
    while (taken < own.length && taken < steps.length) {
      const step = steps[taken] as string;
      if (own[taken] === "*" && isItem(step)) indexes.push(step);
      else if (own[taken] !== step) break;
      taken++;
    }
    // A path that leaves the input's own place on the way belongs to a neighbour that has no input.
    if (taken === 0 || (taken < own.length && taken < steps.length)) continue;
    if (best === undefined || taken > best.taken || (taken === best.taken && own.length < best.own))
      best = { name, node, taken, indexes, own: own.length };
  }
  return best;
}

/** Inputs with a place of their own, those of objects without one among them. */
function beside(type: TypeNode, nodes: PropertyNodes): [string, PropertyNode][] {
  return Object.entries(nodes).flatMap(([name, node]): [string, PropertyNode][] => {
    if (node.c !== "" || node.k === undefined) return [[name, node]];
    const owner = node.l === 1 ? `${name}[0]` : name;
    return beside(type, type.d[node.k] ?? {}).map(([inner, found]) => [`${owner}.${inner}`, found]);
  });
}

const isItem = (step: string | undefined): boolean => step !== undefined && /^(\d+|\*)$/.test(step);
const shown = (item: string): string => (item === "*" ? ".*" : `[${item}]`);

/** `DBClusterIdentifier` -> `dbClusterIdentifier` */
function spelled(steps: string[]): string {
  let path = "";
  for (const step of steps) {
    if (isItem(step)) path += shown(step);
    else {
      const word = step.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
      path += path === "" ? word : `.${word}`;
    }
  }
  return path;
}

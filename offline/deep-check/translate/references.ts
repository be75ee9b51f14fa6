import type { GraphResource } from "../graph/graph";
import { arnOf } from "./arns";
import { attributeOf } from "./attributes";
import type { Json, Unknowns } from "./template";

/** Resources that stand for another one: the value that they pass on is that one's. */
const PASS_THROUGH: Readonly<Record<string, string>> = {
  "aws:acm/certificateValidation:CertificateValidation": "certificateArn",
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": "vpcPeeringConnectionId",
};

/** Outputs by which a resource is named elsewhere. */
const NAMES = /^(id|arn|name|endpoint|url|.*(Id|Arn|Name|Endpoint|Url|ARN))$/;

/** Inputs that take the id or the ARN of a resource. */
const NAMES_A_RESOURCE = /(Ids?|Arns?|ARNs?|Identifiers?)$/;

/** Finds out which resource of the graph a value means, and says it in CloudFormation's words. */
export class References {
  private readonly byUrn: ReadonlyMap<string, GraphResource>;
  private readonly byName = new Map<string, GraphResource | undefined>();

  /**
   * @param logicalIds of the resources that are in the template being written, by URN
   */
  constructor(
    graph: readonly GraphResource[],
    private readonly logicalIds: ReadonlyMap<string, string>,
    private readonly unknowns: Unknowns,
  ) {
    this.byUrn = new Map(graph.map((resource) => [resource.urn, resource]));
    for (const resource of graph) {
      if (!logicalIds.has(resource.urn)) continue;
      for (const name of uniqueNames(resource))
        this.byName.set(name, this.byName.has(name) ? undefined : resource);
    }
  }

  /** The resources that an input refers to. */
  targets({ edges }: GraphResource, input: string): GraphResource[] {
    return (edges[input] ?? []).flatMap((urn) => {
      const target = this.byUrn.get(urn);
      if (target === undefined) return [];
      const passedOn = PASS_THROUGH[target.type];
      if (passedOn === undefined) return [target];
      const beyond = this.targets(target, passedOn);
      return beyond.length > 0 ? beyond : [target];
    });
  }

  /**
   * A text of an input: a reference when it is the name of a resource of this template, a substitution when it contains
   * one, else itself.
   */
  text(resource: GraphResource, input: string, text: string): Json {
    const targets = this.targets(resource, input).filter(({ urn }) => this.logicalIds.has(urn));
    // The resource itself before those that name it too, such as a network before its subnets.
    const itself = targets.find(({ id }) => id === text);
    if (itself !== undefined) return this.reference(itself);
    for (const target of targets) {
      const output = Object.entries(target.outputs).find(
        ([name, value]) => value === text && NAMES.test(name),
      );
      if (output !== undefined) return this.attribute(target, output[0]);
    }
    const known = this.byName.get(text);
    if (known !== undefined && known.urn !== resource.urn)
      return text === known.id ? this.reference(known) : this.attribute(known, "arn");
    return this.substitution(targets, text);
  }

  /**
   * An unknown value of an input: a reference when the edges leave one resource that it can mean.
   *
   * @param property innermost name of the property that holds the value
   * @param index position in a list of such values
   */
  unknown(resource: GraphResource, input: string, property: string, index: number | undefined): Json {
    const targets = this.targets(resource, input);
    const fitting = targets.filter((target) => fits(property, target.type));
    // A value may be any output of a resource; only a name like these says that it means the resource itself.
    const target = choose(fitting.length > 0 || !NAMES_A_RESOURCE.test(property) ? fitting : targets, index);
    if (target === undefined) return this.unknowns.next();
    if (!this.logicalIds.has(target.urn)) return arnOf(target) ?? this.unknowns.next();
    return /arns?$/i.test(property) ? this.attribute(target, "arn") : this.reference(target);
  }

  private reference(target: GraphResource): Json {
    return { Ref: this.logicalIds.get(target.urn) as string };
  }

  private attribute(target: GraphResource, output: string): Json {
    const attribute = attributeOf(target.type, output);
    if (attribute === undefined) return this.reference(target);
    return { "Fn::GetAtt": [this.logicalIds.get(target.urn) as string, attribute] };
  }

  private substitution(targets: readonly GraphResource[], text: string): Json {
    let result = text.replaceAll("${", "${!");
    let found = false;
    for (const target of targets) {
      const logicalId = this.logicalIds.get(target.urn) as string;
      const { arn } = target.outputs;
      const attribute = attributeOf(target.type, "arn");
      if (typeof arn === "string" && result.includes(arn)) {
        result = result.replaceAll(
          arn,
          attribute === undefined ? `\${${logicalId}}` : `\${${logicalId}.${attribute}}`,
        );
        found = true;
      }
    }
    return found ? { "Fn::Sub": result } : text;
  }
}

/** What no other resource is called: an ARN, or an id with one of AWS's prefixes. */
function uniqueNames({ id, outputs }: GraphResource): string[] {
  const names = [id, outputs.arn].filter((name): name is string => typeof name === "string");
  return [...new Set(names.filter((name) => /^arn:|^[a-z]+-[0-9a-f]{8,17}$/.test(name)))];
}

/** With several resources of one type in a list of unknown values, each stands at some position: take them in order. */
function choose(targets: readonly GraphResource[], index: number | undefined): GraphResource | undefined {
  if (targets.length <= 1) return targets[0];
  const sameType = targets.every(({ type }) => type === targets[0]?.type);
  return sameType && index !== undefined ? [...targets].sort(byUrn)[index] : undefined;
}

function byUrn(one: GraphResource, other: GraphResource): number {
  return one.urn < other.urn ? -1 : 1;
}

/** Whether a property's name speaks of a type: `vpcSecurityGroupIds` of `ec2/securityGroup`. */
function fits(property: string, type: string): boolean {
  const [, module = ""] = type.split(":");
  const name = (module.split("/")[1] ?? "").toLowerCase();
  const words = property.toLowerCase().replace(/(ids?|arns?|names?)$/, "");
  return (
    name !== "" &&
    (words.endsWith(name) || words.endsWith(`${name}s`) || (words !== "" && name.endsWith(words)))
  );
}

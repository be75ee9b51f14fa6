import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { everyPart, given, known, text } from "../../frame/values";
import { type CardholderSettings, cardholderSettings } from "../cardholder";
import { eachStatement, narrows } from "../policy-documents";
import { meant } from "../related";
import { marked, placedIn, placedTypes } from "./placements";

const services = ["s3", "dynamodb", "kms", "secretsmanager", "ecr.api", "ecr.dkr", "sts", "logs"];
// What belongs to whom is said by these keys; the keys that `narrows` knows say who asks.
const ownerKeys = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"];

export const privateEndpointsForCde = stackRule({
  id: "private-endpoints-for-cde",
  area: "network",
  title:
    "A network with cardholder data reaches AWS services through endpoints of its own that know whom they serve",
  severity: "medium",
  why: "Without an endpoint the way to a key or a bucket leads over the internet, so the network needs a way there. An endpoint without a policy carries stolen data to anybody's bucket as well.",
  mend: "Add the missing VPC endpoints, in every region, each with a policy that names your accounts, your organisation or your resources.",
  example: `
new aws.ec2.VpcEndpoint("s3", {
  vpcId, serviceName: "com.amazonaws.us-east-2.s3", routeTableIds,
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*",
    Resource: "*", Condition: { StringEquals: { "aws:ResourceOrgID": "o-1234567890" } } }] }),
});`,
  wellArchitected: ["SEC05-BP01"],
  pci: ["1.3.1"],
  settings: {
    ...cardholderSettings,
    services: texts("Services that need an endpoint, as the last part of its service name.", services),
  },
  types: [...types.vpc, ...types.subnet, ...types.vpcEndpoint, ...types.vpcEndpointPolicy, ...placedTypes],
  check(stack, settings) {
    for (const vpc of cardholderVpcs(stack, settings)) {
      const endpoints = stack.graph
        .own(types.vpcEndpoint)
        .filter((endpoint) => meant(endpoint, "vpcId", [vpc]).length > 0);
      const found = endpoints.map((endpoint) => known(() => serviceOf(endpoint)));
      stack.judge(vpc, ({ violation, notEvaluated }) => {
        const missing = settings.services.filter((service) => !found.includes(service));
        if (missing.length === 0) return;
        if (found.includes(undefined)) notEvaluated("the service of one of its endpoints is not known");
        else violation(`It holds cardholders' data and has no endpoint for ${missing.join(", ")}.`);
      });
      for (const endpoint of endpoints) {
        stack.judge(endpoint, (judgement) => {
          if (settings.services.includes(serviceOf(endpoint) ?? "")) judgePolicy(stack, endpoint, judgement);
        });
      }
    }
  },
});

function cardholderVpcs(stack: Stack, settings: CardholderSettings): StackResource[] {
  const vpcs = stack.graph.own(types.vpc);
  const placed = placedIn(stack, settings);
  const subnets = [
    // Whichever of several subnets it is: all of them are in one network.
    ...[...placed.sure, ...placed.maybe].filter(([, inside]) => inside.cardholder).map(([subnet]) => subnet),
    ...marked(stack, stack.graph.own(types.subnet), settings),
  ];
  const holding = new Set(subnets.flatMap((subnet) => meant(subnet, "vpcId", vpcs)));
  for (const vpc of marked(stack, vpcs, settings)) holding.add(vpc);
  return vpcs.filter((vpc) => holding.has(vpc));
}

/** `s3` of `com.amazonaws.us-east-2.s3`, `ecr.api` of `com.amazonaws.us-east-2.ecr.api`. */
function serviceOf({ props }: StackResource): string | undefined {
  return /^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(text(props, "serviceName") ?? "")?.[1];
}

function judgePolicy({ graph }: Stack, endpoint: StackResource, judgement: Judgement): void {
  const separate = graph
    .own(types.vpcEndpointPolicy)
    .filter((policy) => meant(policy, "vpcEndpointId", [endpoint]).length > 0);
  const stated = [endpoint, ...separate].filter(({ props }) => given(props, "policy"));
  if (stated.length === 0) judgement.violation("It has no policy, so it serves every account's resources.");
  everyPart(
    ...stated.map(({ props }) => () => {
      eachStatement(props, "policy", judgement, (statement) => {
        if (!statement.allows || !statement.everybody || !statement.everyResource) return;
        if (statement.conditions.some((one) => narrows(one) || ownerKeys.includes(one.key))) return;
        judgement.violation(
          `Statement ${statement.position} of its policy serves everybody's resources to everybody.`,
        );
      });
    }),
  );
}

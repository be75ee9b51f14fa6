import { isUnknown, type ValueMap } from "../providers/core/values/value";
import type { Verdict } from "./judge/engine";
import type { Draft } from "./translate/template";

/** A finding that is not told, and why. */
export interface Exception {
  /** Id of the rule, or the beginning of ids when it ends with `*`. */
  readonly rule: string;
  /** CloudFormation types that it is limited to. */
  readonly types?: readonly string[];
  /** Properties that it is limited to. */
  readonly path?: RegExp;
  readonly message?: RegExp;
  /** Inputs of the resource with which it does not hold. */
  readonly when?: (inputs: ValueMap) => boolean;
  readonly why: string;
  /** Where the reason can be read. */
  readonly source: string;
}

/** Warnings that are told as errors. */
const PROMOTED: Readonly<Record<string, string>> = {
  W3030: "a value that is not in the list of allowed values: AWS refuses it",
  "pf-cloudfront-acm-cert-region":
    "a certificate outside us-east-1: CloudFront answers InvalidViewerCertificate",
  W3687: "ports of a rule whose protocol has none: AWS refuses or overlooks them",
};

const LINT = "aws-cloudformation/cfn-lint docs/rules.md";

/** Findings that say something about the translation, or hold in CloudFormation only. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: "E1*",
    why: "about functions and references of the template, which the translation writes itself",
    source: LINT,
  },
  {
    rule: "F1*",
    why: "about the structure of the template, which the translation writes itself",
    source: LINT,
  },
  {
    rule: "F3002",
    why: "an unknown property: property names come from the mapping, not from the program",
    source: LINT,
  },
  {
    rule: "F3003",
    why: "a missing required property: the stand-in's own check knows what Pulumi's provider requires",
    source: LINT,
  },
  {
    rule: "E3003",
    why: "a missing required property, as F3003 says it",
    source: LINT,
  },
  {
    rule: "F3012",
    why: "the type of a value: the stand-in's own check compares it with Pulumi's; lists of one differ between the two",
    source: LINT,
  },
  {
    rule: "E9004",
    why: "an attribute of another resource, which the translation chose",
    source: LINT,
  },
  {
    rule: "F3004",
    why: "a circle of references: parts that Pulumi creates one after the other stand in one resource here",
    source: LINT,
  },
  {
    rule: "F3006",
    why: "a type that the engine's schemas do not know yet",
    source: LINT,
  },
  {
    rule: "E9006",
    why: "closed lists and formats that are narrower than the API",
    source: LINT,
  },
  {
    rule: "E3704",
    why: "closed lists that are narrower than the API",
    source: LINT,
  },
  {
    rule: "F3021",
    types: ["AWS::EC2::SecurityGroup"],
    why: "CloudFormation wants a VPC for rules of a group; the API takes the account's default VPC",
    source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  {
    rule: "pf-s3-bucket-namespace-account-regional-name",
    why: "holds in CloudFormation, which derives the name; the API takes the whole name",
    source: "docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html",
  },
  {
    rule: "pf-ec2-natgw-allocation",
    when: ({ availabilityMode }) => availabilityMode === "regional",
    why: "a regional NAT gateway gets its addresses from AWS; the rule is older than these gateways",
    source: "docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
  },
  {
    rule: "pf-elbv2-lb-one-subnet-per-az",
    when: ({ subnets }) => isUnknown(subnets),
    why: "a list of subnets that is not known yet has edges to all subnets of its network, and is fewer of them",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  {
    rule: "pf-ecs-svc-lb-container-name-missing",
    when: ({ taskDefinition }) => isUnknown(taskDefinition),
    why: "containers of a task definition that is still to be made may not be known yet; the rule takes them for none",
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html",
  },
  {
    rule: "pf-ecs-svc-connect-port-name-missing",
    when: ({ taskDefinition }) => isUnknown(taskDefinition),
    why: "ports of a task definition that is still to be made may not be known yet; the rule takes them for none",
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html",
  },
  {
    rule: "pf-sfn-logging-destination",
    when: ({ loggingConfiguration }) => isUnknown((loggingConfiguration as ValueMap)?.logDestination),
    why: "the log group of a state machine may still have to be made; the rule takes a destination that is not known for none",
    source: "docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html",
  },
  {
    rule: "E3023",
    when: ({ type }) => type === "TXT",
    why: "CloudFormation wants the quotes of a TXT value written; the provider puts them around it",
    source: "github.com/hashicorp/terraform-provider-aws internal/service/route53/record.go",
  },
  {
    rule: "pf-lambda-layer-compatible-runtimes-enum",
    why: "its list of runtimes is older than the API",
    source: "docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  },
  {
    rule: "pf-lambda-memory-max",
    when: ({ capacityProviderConfig }) => capacityProviderConfig !== undefined,
    why: "functions on managed instances take up to 32,768 MB; the rule knows the others",
    source: "docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html",
  },
  {
    rule: "pf-apigwv2-request-parameter-action",
    message: /'overwrite:path'/,
    why: "HTTP APIs take `overwrite:path`; the rule wants a name after it",
    source: "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html",
  },
  {
    rule: "pf-apigwv2-stage-name-charset",
    when: ({ name }) => typeof name === "string" && /^[\w-]+$/.test(name),
    why: "stages of HTTP and WebSocket APIs may have hyphens; the rule's characters are those of REST APIs",
    source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html",
  },
  {
    rule: "E3700",
    why: "fires on first stages that have a source action, such as the example of aws.codepipeline.Pipeline",
    source: LINT,
  },
  {
    rule: "pf-cognito-domain-prefix-format",
    when: ({ certificateArn }) => certificateArn !== undefined,
    why: "a domain with a certificate is a whole name, not a prefix; the rule overlooks one that is not known yet",
    source:
      "docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html",
  },
  {
    rule: "W3030",
    types: ["AWS::ElastiCache::User", "AWS::ElastiCache::UserGroup"],
    path: /Engine$/,
    why: "the API takes the engine in capitals too",
    source: "docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html",
  },
  {
    rule: "W3030",
    types: ["AWS::Glue::Connection"],
    path: /ConnectionType$/,
    why: "its list of connection types is older than the API",
    source: "docs.aws.amazon.com/glue/latest/webapi/API_ConnectionInput.html",
  },
  {
    rule: "pf-secretsmanager-rotation-lambda",
    why: "secrets that another service manages rotate without a function",
    source: "docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_managed.html",
  },
  {
    rule: "pf-ssm-maintenance-window-target",
    message: /resource-groups:Name/,
    why: "the API takes resource-groups:ResourceTypeFilters as well",
    source:
      "docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterTargetWithMaintenanceWindow.html",
  },
  {
    rule: "F3020",
    types: ["AWS::RDS::DBInstance"],
    why: "inputs that CloudFormation refuses beside the source of a copy; the provider leaves them out of the call",
    source: "hashicorp/terraform-provider-aws internal/service/rds/instance.go",
  },
  {
    rule: "pf-elasticache-replication-group-clusters",
    why: "speaks of a default that CloudFormation has and Pulumi's provider has not",
    source: "hashicorp/terraform-provider-aws internal/service/elasticache/replication_group.go",
  },
];

/** "Exactly one of", "any of": what is said to be missing may be what the template lacks. */
const ONE_OF_MANY = /^F30(14|17|18|58)$/;

/**
 * Whether a verdict is worth telling a user of Pulumi.
 *
 * @param draft the resource that it is about
 * @param drafts all of the template, by logical id
 */
export function isTold(verdict: Verdict, draft: Draft, drafts: ReadonlyMap<string, Draft>): boolean {
  const isError = verdict.severity === "ERROR" || verdict.severity === "FATAL";
  if (!isError && PROMOTED[verdict.rule] === undefined) return false;
  if (EXCEPTIONS.some((exception) => covers(exception, verdict, draft))) return false;
  // Words of the translation's own would mean nothing to anyone.
  if (verdict.message.includes("NotKnownYet")) return false;
  // What is missing may be missing from another resource that the verdict speaks of.
  const others = verdict.message.match(/\bR[A-Z0-9]\w*/g) ?? [];
  if (others.some((word) => drafts.get(word)?.incomplete)) return false;
  if (draft.incomplete && ONE_OF_MANY.test(verdict.rule)) return false;
  // What stands for an unknown value has a type of its own, which says nothing about that of the value.
  if (verdict.rule.startsWith("F") && draft.unknown.has(placeOf(verdict))) return false;
  return !(draft.incomplete && isAboutAbsence(verdict, draft));
}

function covers({ rule, types, path, message, when }: Exception, verdict: Verdict, draft: Draft): boolean {
  const sameRule = rule.endsWith("*") ? verdict.rule.startsWith(rule.slice(0, -1)) : verdict.rule === rule;
  return (
    sameRule &&
    (types === undefined || types.includes(draft.type)) &&
    (path === undefined || path.test(verdict.path)) &&
    (message === undefined || message.test(verdict.message)) &&
    (when === undefined || when(draft.owner.inputs))
  );
}

/**
 * A verdict about a place where nothing was written. On a resource of which a part is missing in the template, what is
 * said to be absent may be that part.
 */
function isAboutAbsence(verdict: Verdict, { places }: Draft): boolean {
  const place = placeOf(verdict);
  return (
    place === "" ||
    ![...places.keys()].some(
      (known) => known === place || known.startsWith(`${place}.`) || known.startsWith(`${place}[`),
    )
  );
}

/** `Properties.A.B[0]` -> `A.B[0]` */
export function placeOf({ path }: Verdict): string {
  return path.replace(/^Properties\.?/, "").replace(/\.(\d+)(?=\.|\[|$)/g, "[$1]");
}

import { policyDocument } from "../arguments/policy-statements";
import { repositoryArn } from "./images";

/** What a task needs before its code runs. */
export interface ExecutionScope {
  partition: string;
  region: string;
  /** `amazonaws.com`, or that of the partition. */
  dnsSuffix: string;
  logGroupArn: string;
  images: string[];
  /** ARNs as the container definitions name them. */
  secretArns: string[];
  secretKeyArns: string[];
}

/**
 * What ECS does in the name of a task before its code runs: fetch its images, read its secrets, write its log. The code
 * itself gets none of it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function executionPolicy(scope: ExecutionScope): string {
  const { partition, region, dnsSuffix, logGroupArn, images, secretArns, secretKeyArns } = scope;
  const repositories = [...new Set(images.flatMap((image) => repositoryArn(image, partition) ?? []))];
  const whole = [...new Set(secretArns.map(withoutKey))];
  const secrets = whole.filter((arn) => service(arn) === "secretsmanager");
  const parameters = whole.filter((arn) => service(arn) === "ssm");
  return policyDocument([
    ...some("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroupArn}:*`]),
    // The token is for the whole registry.
    ...(repositories.length > 0 ? some("LogInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]) : []),
    ...some(
      "FetchImages",
      ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      repositories,
    ),
    ...some("ReadSecrets", ["secretsmanager:GetSecretValue"], secrets),
    ...some("ReadParameters", ["ssm:GetParameters"], parameters),
    ...some("DecryptSecrets", ["kms:Decrypt"], secretKeyArns).map((statement) => ({
      ...statement,
      Condition: {
        StringEquals: {
          "kms:ViaService": ["secretsmanager", "ssm"].map((one) => `${one}.${region}.${dnsSuffix}`),
        },
      },
    })),
  ]);
}

/** What the code of a task may do, and the collector beside it, which takes the same role. */
export function taskPolicy(statements: readonly object[], tracing: boolean): string {
  return policyDocument([
    ...statements,
    // X-Ray's traces have no ARN. https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html
    ...(tracing
      ? some(
          "SendTraces",
          [
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
          ],
          ["*"],
        )
      : []),
  ]);
}

/**
 * What ECS does at the load balancer when it moves requests from one target group to the other, and nowhere else.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 */
export function shiftPolicy(targetGroupArns: readonly string[], ruleArns: readonly string[]): string {
  return policyDocument([
    ...some(
      "Look",
      [
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      // None of them takes a resource.
      ["*"],
    ),
    ...some(
      "RegisterTasks",
      ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      targetGroupArns,
    ),
    ...some("ShiftRequests", ["elasticloadbalancing:ModifyRule"], ruleArns),
  ]);
}

/** What the certificates of Service Connect take of the key under which they are stored. */
export function certificateKeyPolicy(kmsKeyArn: string): string {
  const actions = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"];
  return policyDocument(some("StoreCertificates", actions, [kmsKeyArn]));
}

function some(Sid: string, Action: readonly string[], Resource: readonly string[]) {
  return Resource.length === 0 ? [] : [{ Sid, Effect: "Allow", Action, Resource }];
}

/** `arn:…:secret:name-abcdef:key:stage:version` names one key of a secret; its ARN ends before it. */
function withoutKey(arn: string): string {
  return service(arn) === "secretsmanager" ? arn.split(":").slice(0, 7).join(":") : arn;
}

function service(arn: string): string | undefined {
  return arn.split(":")[2];
}

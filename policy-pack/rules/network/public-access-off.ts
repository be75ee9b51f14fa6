import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { given, type Props, text } from "../../frame/values";
import {
  type Expectation,
  type Expectations,
  each,
  expect,
  judgeBy,
  noneOf,
  notOff,
  off,
  on,
  oneOf,
  within,
  without,
} from "../expectations";
import { eachStatement } from "../policy-documents";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
const publicAcls = ["public-read", "public-read-write", "authenticated-read"];
const publicGroups = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;
const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const acl = noneOf("acl", publicAcls);
const taskAddress = off("networkConfiguration.assignPublicIp");
const group = expect(
  (grantee) => !publicGroups.test(text(grantee, "uri") ?? ""),
  "A grant is to everybody, or to everybody with an AWS account.",
);
const instanceAddress = off("associatePublicIpAddress");

const expectations: Expectations = {
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": switches.map(on),
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": switches.map(on),
  "aws:s3/accessPoint:AccessPoint": [
    ...switches.map((name) => notOff(`publicAccessBlockConfiguration.${name}`)),
    policy("policy"),
  ],
  "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": switches.map((name) =>
    notOff(`details.publicAccessBlock.${name}`),
  ),
  "aws:s3/bucketObject:BucketObject": [acl],
  "aws:s3/bucketObjectv2:BucketObjectv2": [acl],
  "aws:s3/bucketPolicy:BucketPolicy": [policy("policy")],
  "aws:sns/topic:Topic": [policy("policy")],
  "aws:sns/topicPolicy:TopicPolicy": [policy("policy")],
  "aws:sqs/queue:Queue": [policy("policy")],
  "aws:sqs/queuePolicy:QueuePolicy": [policy("policy")],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": [policy("policy")],
  "aws:ecr/registryPolicy:RegistryPolicy": [policy("policy")],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": [policy("policy")],
  "aws:secretsmanager/secret:Secret": [policy("policy")],
  "aws:secretsmanager/secretPolicy:SecretPolicy": [policy("policy")],
  "aws:backup/vaultPolicy:VaultPolicy": [policy("policy")],
  "aws:glue/resourcePolicy:ResourcePolicy": [policy("policy")],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": [policy("policy")],
  "aws:cloudwatch/eventPermission:EventPermission": [
    expect(
      (props) => text(props, "principal") !== "*" || given(props, "condition"),
      "Every AWS account may send events: principal is everybody.",
    ),
  ],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [policy("policyDocument")],
  "aws:kinesis/resourcePolicy:ResourcePolicy": [policy("policy")],
  "aws:dynamodb/resourcePolicy:ResourcePolicy": [policy("policy")],
  "aws:msk/clusterPolicy:ClusterPolicy": [policy("policy")],
  "aws:vpclattice/authPolicy:AuthPolicy": [policy("policy")],
  "aws:lambda/functionUrl:FunctionUrl": [oneOf("authorizationType", ["AWS_IAM"])],
  "aws:lambda/permission:Permission": [
    expect(
      (props) => text(props, "principal") !== "*" || given(props, "principalOrgId") || hasSource(props),
      "Everybody may call the function: principal is everybody.",
    ),
    expect(
      (props) => !text(props, "principal")?.includes(".amazonaws.com") || hasSource(props),
      "The service may call the function for any account: neither sourceArn nor sourceAccount is set.",
    ),
  ],
  "aws:lambda/layerVersionPermission:LayerVersionPermission": [
    expect(
      (props) => text(props, "principal") !== "*" || given(props, "organizationId"),
      "Every AWS account may use the layer: principal is everybody.",
    ),
  ],
  "aws:ec2/instance:Instance": [instanceAddress],
  "aws:ec2/launchConfiguration:LaunchConfiguration": [instanceAddress],
  "aws:ec2/launchTemplate:LaunchTemplate": [each("networkInterfaces", instanceAddress)],
  "aws:ecs/service:Service": [taskAddress],
  "aws:ecs/taskSet:TaskSet": [taskAddress],
  "aws:cloudwatch/eventTarget:EventTarget": [within("ecsTarget", taskAddress)],
  "aws:scheduler/schedule:Schedule": [within("target.ecsParameters", taskAddress)],
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": [noneOf("group", ["all"])],
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": [noneOf("state", ["unblocked"])],
  "aws:ec2/vpcEndpointService:VpcEndpointService": [
    on("acceptanceRequired"),
    without(
      "allowedPrincipals",
      ["*"],
      "Every AWS account may ask for a connection: allowedPrincipals holds everybody.",
    ),
  ],
  "aws:ec2transitgateway/transitGateway:TransitGateway": [noneOf("autoAcceptSharedAttachments", ["enable"])],
  "aws:codebuild/project:Project": [noneOf("projectVisibility", ["PUBLIC_READ"])],
  "aws:ssm/document:Document": [
    within(
      "permissions",
      expect(
        (shared) => (text(shared, "accountIds") ?? text(shared, "account_ids"))?.toLowerCase() !== "all",
        "Every AWS account may read the document.",
      ),
    ),
  ],
  ...Object.fromEntries(types.bucket.map((type) => [type, [acl, each("grants", group), policy("policy")]])),
  ...Object.fromEntries(
    types.bucketAcl.map((type) => [
      type,
      [acl, each("accessControlPolicy.grants", within("grantee", group))],
    ]),
  ),
};

export const publicAccessOff = resourceRule({
  id: "public-access-off",
  area: "network",
  title: "Nothing is open to everybody: buckets, queues, topics, functions, tasks and machines",
  severity: "critical",
  why: "A policy for everybody, a public address or a block that is switched off is found by scanners within hours. Most leaks from clouds were not broken into; they stood open.",
  mend: "Name accounts, an organization or a source in policies, leave public access blocks on, and give public addresses to load balancers only. What has to be open, such as a webhook, is waived with its reason.",
  example: `
new aws.s3.BucketPublicAccessBlock("logs", { bucket: bucket.id,
  blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true });
new aws.lambda.Permission("events", { function: fn.name, action: "lambda:InvokeFunction",
  principal: "events.amazonaws.com", sourceArn: rule.arn });`,
  wellArchitected: ["SEC03-BP07"],
  pci: ["1.4.2", "7.2.1"],
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});

/** No statement of a policy allows everybody without a condition that narrows it. */
function policy(name: string): Expectation {
  return (props, judgement) =>
    eachStatement(props, name, judgement, (statement) => {
      if (statement.allows && statement.everybody) {
        judgement.violation(`Statement ${statement.position} of ${name} allows everybody.`);
      }
    });
}

function hasSource(props: Props): boolean {
  return ["sourceArn", "sourceAccount", "eventSourceToken"].some((name) => given(props, name));
}

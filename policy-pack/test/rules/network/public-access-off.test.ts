import assert from "node:assert/strict";
import { publicAccessOff as rule } from "../../../rules/network/public-access-off";
import { resource, unknown } from "../../../testing";
import { judgesFamily, type Row } from "../../support/family";
import { said } from "../../support/outcome";

const statement = (Principal: unknown, Condition?: unknown) => ({
  Effect: "Allow",
  Principal,
  Action: "*",
  Resource: "*",
  ...(Condition === undefined ? {} : { Condition }),
});
const document = (...statements: unknown[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const account = { AWS: "arn:aws:iam::111122223333:root" };
const closed = document(
  statement(account),
  { ...statement("*"), Effect: "Deny" },
  statement("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
);

function policy(name: string): Row {
  const message = (position: number) => `Statement ${position} of ${name} allows everybody.`;
  return {
    good: { [name]: closed },
    bad: [
      [{ [name]: document(statement(account), statement("*")) }, message(2)],
      [{ [name]: document(statement({ AWS: ["*"] })) }, message(1)],
    ],
    fine: [{ [name]: undefined }],
  };
}

const off = (name: string, property: Record<string, unknown>, good: Record<string, unknown> = {}): Row => ({
  good,
  bad: [[property, `${name} is on.`]],
});
const names = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const all = Object.fromEntries(names.map((name) => [name, true]));
const block: Row = {
  good: all,
  bad: names.flatMap((name) => [
    [{ [name]: false }, `${name} is not on.`] as const,
    [{ [name]: undefined }, `${name} is not on.`] as const,
  ]),
};
/** A block inside another resource, where AWS's default is on. */
const inner = (path: string, wrap: (switches: Record<string, unknown>) => Record<string, unknown>): Row => ({
  good: {},
  bad: names.map((name) => [wrap({ ...all, [name]: false }), `${path}.${name} is off.`] as const),
  fine: [wrap(all), wrap({})],
});
const acl: Row = {
  good: { acl: "private" },
  bad: ["public-read", "public-read-write", "authenticated-read"].map(
    (value) => [{ acl: value }, `acl is ${value}.`] as const,
  ),
  fine: [{ acl: "log-delivery-write" }, { acl: undefined }],
};
const everybody = "http://acs.amazonaws.com/groups/global/AllUsers";
const accounts = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const granted = "A grant is to everybody, or to everybody with an AWS account.";
const bucket: Row = {
  good: acl.good,
  bad: [
    ...acl.bad,
    ...[everybody, accounts].map(
      (uri) => [{ grants: [{ type: "Group", permissions: ["READ"], uri }] }, granted] as const,
    ),
    ...policy("policy").bad,
  ],
  fine: [{ grants: [{ type: "CanonicalUser", permissions: ["FULL_CONTROL"], id: "1" }] }],
};
const bucketAcl: Row = {
  good: acl.good,
  bad: [
    ...acl.bad,
    [
      {
        accessControlPolicy: {
          owner: { id: "1" },
          grants: [{ permission: "READ", grantee: { type: "Group", uri: everybody } }],
        },
      },
      granted,
    ],
  ],
};
const task = off("networkConfiguration.assignPublicIp", {
  networkConfiguration: { subnets: [], assignPublicIp: true },
});
const organization = { principal: "*", principalOrgId: "o-1" };
const anyAccount =
  "The service may call the function for any account: neither sourceArn nor sourceAccount is set.";

describe("public-access-off", () => {
  judgesFamily(rule, {
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": block,
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": block,
    "aws:s3/accessPoint:AccessPoint": (() => {
      const path = "publicAccessBlockConfiguration";
      const { bad, ...row } = inner(path, (switches) => ({ [path]: switches }));
      return { ...row, bad: [...bad, ...policy("policy").bad] };
    })(),
    "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": inner(
      "details.publicAccessBlock",
      (publicAccessBlock) => ({ details: { name: "shared", regions: [], publicAccessBlock } }),
    ),
    "aws:s3/bucketObject:BucketObject": acl,
    "aws:s3/bucketObjectv2:BucketObjectv2": acl,
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:s3/bucketAcl:BucketAcl": bucketAcl,
    "aws:s3/bucketAclV2:BucketAclV2": bucketAcl,
    "aws:s3/bucketPolicy:BucketPolicy": policy("policy"),
    "aws:sns/topic:Topic": policy("policy"),
    "aws:sns/topicPolicy:TopicPolicy": policy("policy"),
    "aws:sqs/queue:Queue": policy("policy"),
    "aws:sqs/queuePolicy:QueuePolicy": policy("policy"),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": policy("policy"),
    "aws:ecr/registryPolicy:RegistryPolicy": policy("policy"),
    "aws:efs/fileSystemPolicy:FileSystemPolicy": {
      ...policy("policy"),
      // EFS can be mounted only from its VPC; that is how AWS's own default policy says it.
      fine: [
        {
          policy: document(
            statement({ AWS: "*" }, { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } }),
          ),
        },
      ],
    },
    "aws:secretsmanager/secret:Secret": policy("policy"),
    "aws:secretsmanager/secretPolicy:SecretPolicy": policy("policy"),
    "aws:backup/vaultPolicy:VaultPolicy": policy("policy"),
    "aws:glue/resourcePolicy:ResourcePolicy": policy("policy"),
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": policy("policy"),
    "aws:cloudwatch/eventPermission:EventPermission": {
      good: { principal: "111122223333" },
      bad: [[{ principal: "*" }, "Every AWS account may send events: principal is everybody."]],
      fine: [
        { principal: "*", condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-1" } },
      ],
    },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": policy("policyDocument"),
    "aws:kinesis/resourcePolicy:ResourcePolicy": policy("policy"),
    "aws:dynamodb/resourcePolicy:ResourcePolicy": policy("policy"),
    "aws:msk/clusterPolicy:ClusterPolicy": policy("policy"),
    "aws:vpclattice/authPolicy:AuthPolicy": policy("policy"),
    "aws:lambda/functionUrl:FunctionUrl": {
      good: { authorizationType: "AWS_IAM" },
      bad: [[{ authorizationType: "NONE" }, "authorizationType is not AWS_IAM."]],
    },
    "aws:lambda/permission:Permission": {
      good: { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-2:111122223333:rule/r" },
      bad: [
        [
          { principal: "*", sourceArn: undefined },
          "Everybody may call the function: principal is everybody.",
        ],
        [{ sourceArn: undefined }, anyAccount],
        [{ principal: "s3.amazonaws.com", sourceArn: "" }, anyAccount],
      ],
      fine: [
        { sourceArn: undefined, sourceAccount: "111122223333" },
        { principal: "111122223333", sourceArn: undefined },
        { sourceArn: undefined, ...organization },
        { principal: "alexa-appkit.amazon.com", sourceArn: undefined, eventSourceToken: "skill" },
      ],
      open: ["principal"],
    },
    "aws:lambda/layerVersionPermission:LayerVersionPermission": {
      good: { principal: "111122223333" },
      bad: [[{ principal: "*" }, "Every AWS account may use the layer: principal is everybody."]],
      fine: [{ principal: "*", organizationId: "o-1" }],
    },
    "aws:ec2/instance:Instance": off("associatePublicIpAddress", { associatePublicIpAddress: true }),
    "aws:ec2/launchConfiguration:LaunchConfiguration": off("associatePublicIpAddress", {
      associatePublicIpAddress: true,
    }),
    "aws:ec2/launchTemplate:LaunchTemplate": off("networkInterfaces[0].associatePublicIpAddress", {
      networkInterfaces: [{ associatePublicIpAddress: "true" }],
    }),
    "aws:ecs/service:Service": task,
    "aws:ecs/taskSet:TaskSet": task,
    "aws:cloudwatch/eventTarget:EventTarget": off("ecsTarget.networkConfiguration.assignPublicIp", {
      ecsTarget: {
        taskDefinitionArn: "arn:task",
        networkConfiguration: { subnets: [], assignPublicIp: true },
      },
    }),
    "aws:scheduler/schedule:Schedule": off("target.ecsParameters.networkConfiguration.assignPublicIp", {
      target: {
        arn: "arn:cluster",
        roleArn: "arn:role",
        ecsParameters: {
          taskDefinitionArn: "arn:task",
          networkConfiguration: { subnets: [], assignPublicIp: true },
        },
      },
    }),
    "aws:ec2/amiLaunchPermission:AmiLaunchPermission": {
      good: { accountId: "111122223333" },
      bad: [[{ group: "all" }, "group is all."]],
    },
    "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": {
      good: { state: "block-new-sharing" },
      bad: [[{ state: "unblocked" }, "state is unblocked."]],
    },
    "aws:ec2/vpcEndpointService:VpcEndpointService": {
      good: { acceptanceRequired: true, allowedPrincipals: [account.AWS] },
      bad: [
        [{ acceptanceRequired: false }, "acceptanceRequired is not on."],
        [
          { allowedPrincipals: [account.AWS, "*"] },
          "Every AWS account may ask for a connection: allowedPrincipals holds everybody.",
        ],
      ],
    },
    "aws:ec2transitgateway/transitGateway:TransitGateway": {
      good: { autoAcceptSharedAttachments: "disable" },
      bad: [[{ autoAcceptSharedAttachments: "enable" }, "autoAcceptSharedAttachments is enable."]],
      fine: [{ autoAcceptSharedAttachments: undefined }],
    },
    "aws:codebuild/project:Project": {
      good: { projectVisibility: "PRIVATE" },
      bad: [[{ projectVisibility: "PUBLIC_READ" }, "projectVisibility is PUBLIC_READ."]],
      fine: [{ projectVisibility: undefined }],
    },
    "aws:ssm/document:Document": {
      good: { permissions: { type: "Share", accountIds: "111122223333" } },
      bad: [
        [{ permissions: { type: "Share", accountIds: "All" } }, "Every AWS account may read the document."],
        [{ permissions: { type: "Share", account_ids: "all" } }, "Every AWS account may read the document."],
      ],
      fine: [{ permissions: undefined }],
    },
  });

  it("finds a statement for everybody behind one that is not known", async () => {
    const open = { Version: "2012-10-17", Statement: [unknown, statement("*")] };
    const found = await said(rule, [resource("aws:sqs/queuePolicy:QueuePolicy", "it", { policy: open })]);
    assert.deepEqual(found, [
      "it: Statement 2 of policy allows everybody.",
      "it? policy.Statement.0 is not known yet",
    ]);
  });

  it("takes a source that is not known yet for one that is named", async () => {
    const permission = { principal: "events.amazonaws.com", sourceArn: unknown };
    assert.deepEqual(await said(rule, [resource("aws:lambda/permission:Permission", "it", permission)]), []);
  });
});

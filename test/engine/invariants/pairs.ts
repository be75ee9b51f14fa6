import type { Deployed } from "../../support/state";
import type { Check } from "./check";

/** What a resource of a type is no use without, or may not be without: others that refer to it. */
const companions: Readonly<Record<string, readonly string[]>> = {
  "acm/certificate": ["acm/certificateValidation"],
  "apigateway/apiKey": ["apigateway/usagePlanKey"],
  "apigateway/deployment": ["apigateway/stage"],
  "apigateway/domainName": ["apigateway/basePathMapping", "route53/record"],
  "apigateway/stage": ["apigateway/methodSettings", "wafv2/webAclAssociation"],
  "appautoscaling/target": ["appautoscaling/policy"],
  "backup/plan": ["backup/selection"],
  "backup/restoreTestingPlan": ["backup/restoreTestingSelection"],
  "backup/vault": ["backup/plan", "backup/vaultPolicy"],
  "cloudfront/distribution": ["cloudwatch/logDeliverySource", "cloudwatch/metricAlarm", "route53/record"],
  "cloudwatch/eventRule": ["cloudwatch/eventTarget"],
  "cloudwatch/logDeliveryDestination": ["cloudwatch/logDelivery"],
  "cloudwatch/logDeliverySource": ["cloudwatch/logDelivery"],
  "codedeploy/application": ["codedeploy/deploymentGroup"],
  "cognito/userPool": [
    "cognito/logDeliveryConfiguration",
    "cognito/userPoolClient",
    "wafv2/webAclAssociation",
  ],
  "costexplorer/anomalyMonitor": ["costexplorer/anomalySubscription"],
  "dynamodb/table": ["backup/selection", "dynamodb/tableReplica"],
  "ec2/customerGateway": ["ec2/vpnConnection"],
  "ec2/internetGateway": ["ec2/route"],
  "ec2/natGateway": ["ec2/route"],
  "ec2/routeTable": ["ec2/routeTableAssociation"],
  "ec2/subnet": ["ec2/routeTableAssociation"],
  "ec2/vpc": ["ec2/defaultSecurityGroup", "ec2/flowLog"],
  "ec2/vpcPeeringConnection": ["ec2/route"],
  "ec2/vpnConnection": ["cloudwatch/metricAlarm"],
  "ec2transitgateway/transitGateway": ["cloudwatch/metricAlarm"],
  "ec2transitgateway/vpcAttachment": ["ec2transitgateway/routeTableAssociation"],
  "ecr/repository": ["ecr/lifecyclePolicy"],
  "ecs/cluster": ["ecs/clusterCapacityProviders"],
  "eks/cluster": [
    "eks/accessEntry",
    "eks/accessPolicyAssociation",
    "eks/addon",
    "eks/podIdentityAssociation",
  ],
  "iam/group": ["iam/groupPolicy"],
  "kms/key": ["kms/alias"],
  "lambda/alias": ["lambda/functionEventInvokeConfig"],
  "lb/loadBalancer": ["cloudwatch/metricAlarm", "lb/listener"],
  "lb/targetGroup": ["cloudwatch/metricAlarm"],
  "rds/cluster": ["backup/selection", "backup/restoreTestingSelection", "rds/clusterInstance"],
  "rds/instance": [
    "backup/selection",
    "backup/restoreTestingSelection",
    "rds/instanceAutomatedBackupsReplication",
  ],
  "route53/zone": ["route53/queryLog"],
  "s3/bucket": [
    "s3/bucketLifecycleConfiguration",
    "s3/bucketOwnershipControls",
    "s3/bucketPolicy",
    "s3/bucketPublicAccessBlock",
    "s3/bucketServerSideEncryptionConfiguration",
    "s3/bucketVersioning",
  ],
  "secretsmanager/secret": ["secretsmanager/secretRotation"],
  "sns/topic": ["sns/topicPolicy", "sns/topicSubscription"],
  "sqs/queue": ["sqs/queuePolicy"],
  "synthetics/canary": ["cloudwatch/logGroup"],
  "wafv2/webAcl": ["wafv2/webAclLoggingConfiguration"],
};

/** `aws:s3/bucket:Bucket` is an `s3/bucket`. */
const kindOf = ({ type }: Deployed): string => type.replace(/^aws:/, "").split(":")[0] ?? type;

function unpaired(resources: readonly Deployed[]): string[] {
  const readers = new Map<string, Set<string>>();
  for (const one of resources) {
    for (const urn of Object.values(one.propertyDependencies ?? {}).flat())
      readers.set(urn, (readers.get(urn) ?? new Set()).add(kindOf(one)));
  }
  return resources.flatMap((one) =>
    (companions[kindOf(one)] ?? [])
      .filter((kind) => one.type.startsWith("aws:") && !readers.get(one.urn)?.has(kind))
      .map((kind) => `${one.name} has no ${kind}`),
  );
}

export const checks: readonly Check[] = [["what belongs together is there together", unpaired]];

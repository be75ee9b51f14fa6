import type { Lack } from "./inventory";
import type { Exception } from "./outliers";
import type { Outside } from "./references";
import type { Difference } from "./twins";

const member = "a joining member takes these from the global database of the home region";
const proof = "the proofs of a name that all regions' certificates have are records of the home stack";
const code = "a version counts how often the code of its region was published";
const capacity = "the standby runs with fewer until it is needed";
const number = "numbers of autonomous systems are told apart, so that BGP takes the other's routes";
const pipeline = "the home region's pipeline releases; the others follow it";

/** In which settings two regions of a system differ, and why. Everything else is the same in both. */
export const differences: readonly Difference[] = [
  [
    /iam\/rolePolicy:/,
    /^(experiments|delivery)-permissions$/,
    /^policy( rights)?$/,
    "the home region pauses the site's copy and owns the source",
  ],
  [
    /kms\/key:/,
    /^delivery-artifacts-/,
    /^policy rights$/,
    "the home region's pipeline writes, the other reads",
  ],
  [
    /rds\/cluster:/,
    /database/,
    /^(databaseName|masterPasswordWo|masterPasswordWoVersion|masterUsername|sourceRegion)$/,
    member,
  ],
  [/certificateValidation:/, /./, /^validationRecordFqdns$/, proof],
  [
    /route53\/record:/,
    /(proof|validation)/,
    /^(name|records)$/,
    "AWS makes up what proves a name, for each region",
  ],
  [
    /route53\/record:/,
    /^(api-origin|name|shop-name)-record$/,
    /^(aliases|failoverRoutingPolicies|healthCheckId)$/,
    "the first and the second half of a failover pair",
  ],
  [/route53\/record:/, /^(names|api-name)-/, /^aliases$/, "each region's own entrance, whose zone AWS tells"],
  [/backup\/selection:/, /./, /^resources$/, "data that is in one region alone is backed up there"],
  [
    /ec2\/launchTemplate:/,
    /^proxy-/,
    /^userData$/,
    "its configuration, which names hosts of the region, is packed",
  ],
  [
    /lambda\/function:/,
    /^api-authorizer-function$/,
    /^environment$/,
    "tokens of the home region's users are taken in the others, too",
  ],
  [/lambda\/alias:/, /./, /^functionVersion$/, code],
  [
    /apigateway\/(deployment|stage|usagePlanKey|restApi):/,
    /./,
    /^(triggers|deployment|usagePlanId|body)$/,
    "ids of the region's own API",
  ],
  [/codepipeline\/pipeline:/, /./, /^(stages|triggers)$/, pipeline],
  [/ec2transitgateway\/transitGateway:/, /./, /^amazonSideAsn$/, number],
  [/ec2\/customerGateway:/, /./, /^bgpAsn$/, number],
  [/appautoscaling\/target:/, /^(catalogue|cart|orders)-scaling$/, /^minCapacity$/, capacity],
  [/ecs\/service:/, /^(catalogue|cart|orders)-service$/, /^desiredCount$/, capacity],
  [/autoscaling\/group:/, /^ui-group$/, /^(desiredCapacity|minSize)$/, capacity],
  [/metricAlarm:/, /^alarms-ui-fleet-instances-missing$/, /^(alarmDescription|threshold)$/, capacity],
  [/shield\/protection:/, /./, /^dependsOn$/, "the subscription is the home region's"],
  [
    /cloudwatch\/(logGroup|queryDefinition):/,
    /^edge-requests-/,
    /^(name|logGroupNames)$/,
    "Lambda@Edge logs everywhere under the name of the region where a function was made",
  ],
  [
    /iam\/rolePolicy:/,
    /^(switch-verify-permissions|payment-api-policy)$/,
    /^policy$/,
    "what the home region owns is read from the other, too",
  ],
  [/route53\/healthCheck:/, /./, /^regions$/, "every region is checked from the same three continents"],
  [
    /cloudwatch\/metricAlarm:/,
    /-unhealthy$/,
    /^(alarmActions|okActions|region)$/,
    "Route 53 tells the health of every region in one",
  ],
  [
    /(iam\/role(Policy)?|cloudwatch\/logGroup|codebuild\/project):/,
    /^delivery-orders-/,
    /^(assumeRolePolicy|description|kmsKeyId|region|policy|cache|encryptionKey)$/,
    "the home region's pipeline deploys functions in both",
  ],
  [/kms\/key:/, /^delivery-artifacts-/, /^policy$/, pipeline],
];

/** What one region has and the other has not, or one component of its class alone has not. */
export const lacks: readonly Lack[] = [
  [/certificate$/, /Record/, proof],
  [
    /^(api-origin|name)$/,
    /HealthCheck/,
    "the first half of a failover pair is checked; the second answers when that fails",
  ],
  [
    /^cluster-eks$/,
    /AccessEntry cluster-eks-switch/,
    "the home region's switch enters the clusters of both regions under two names",
  ],
  [
    /^database$/,
    /GlobalCluster|ReplicatedSecret|RandomPassword|Target |Policy |Endpoint |reporting|analytics/,
    member,
  ],
  [/^experiments$/, /site-copy-paused/, "the site's copy starts in the home region"],
  [/^delivery$/, /./, pipeline],
  [
    /^(names|shop-name|name)$/,
    /Record/,
    "each region answers for its own continents, and one for all that are left",
  ],
  [
    /^(catalog|reports)$/,
    /-to-writer/,
    "the region that may not be the writer's reaches the writer in the other",
  ],
  [
    /^(images|media)(-|$)/,
    /OriginAccessControl|eplication/,
    "the later stack sets up the copies in both directions",
  ],
  [/-transit$/, /Route/, "each region leads to the ranges of the other, and to its own sites"],
  [/^shield$/, /./, "what is global is protected by the home stack"],
  [
    /^(checkout|catalog|payments)$/,
    /-from-developers-/,
    "each region's developers come from their own range",
  ],
  [/^payment-gateway$/, /-from-account-/, "the other account's network is linked to one region"],
  [/^alarms$/, /-(stale-image-cleanup|extract)-/, "what runs in one region alone has its alarms there"],
  [/^extract-steps$/, /Schedule/, "its state machine is what the schedule starts"],
];

/** What one resource alone among its type says or does not say. */
export const exceptions: readonly Exception[] = [
  [
    /route53\/record:/,
    /-default$/,
    /^dependsOn/,
    "the rest of the world comes after those that have an answer of their own",
  ],
  [/shield\/protection:/, /./, /^dependsOn/, "the subscription is the home region's"],
  [/cloudwatch\/eventTarget:/, /^delivery-/, /^dependsOn/, "only this one starts something by a role"],
  [
    /lambda\/function:/,
    /./,
    /^(environment\.variables|code|vpcConfig)/,
    "what a function is told, and where it runs, is its own",
  ],
  [
    /lambda\/function:/,
    /^edge-requests-function$/,
    /./,
    "Lambda@Edge takes no log settings, and only published versions",
  ],
  [
    /lambda\/(function|permission):/,
    /^database-rotation/,
    /./,
    "Secrets Manager calls it a few times a year, not callers",
  ],
  [
    /cloudwatch\/eventTarget:/,
    /^delivery-/,
    /^(inputTransformer|roleArn)/,
    "each event is told in its own words",
  ],
  [
    /codebuild\/project:/,
    /^delivery-image-project$/,
    /^(cache|environment\.privilegedMode)/,
    "only this one builds images",
  ],
  [/certificateValidation:|metricAlarm:/, /./, /^(validationRecordFqdns|dimensions)/, proof],
  [/route53\/record:/, /./, /^healthCheckId$/, "the first half of a failover pair"],
  [
    /s3\/bucketLifecycleConfiguration:/,
    /^canaries-bucket/,
    /^rules\[\]\.filter\.prefix$/,
    "what it holds is named by the start of the key",
  ],
  [
    /s3\/bucketLifecycleConfiguration:/,
    /^edge-logs-bucket/,
    /^rules\[\]\.expiration\.expiredObjectDeleteMarker$/,
    "nobody writes over a log",
  ],
  [
    /route53\/record:/,
    /-default$/,
    /^geolocationRoutingPolicies/,
    "one answers for every country that is left",
  ],
  [/scheduler\/schedule:/, /^extract-schedule$/, /./, "a state machine is started, which retries by itself"],
];

/** What names something outside the system, or in another region, on purpose. */
export const outside: readonly Outside[] = [
  [/lambda\/permission:/, /^sourceArn$/, /:execute-api:/, "a pattern of the calls of an API"],
  [/vpcEndpointService:/, /^allowedPrincipals$/, /:root$/, "accounts that may connect"],
];

/** Properties by which AWS copies to another region, or looks at one. */
export const abroad: readonly Outside[] = [
  [/secretsmanager\/secret:/, /^replicas$/, /:kms:/, "keys of the replicas' regions"],
  [/arcregionswitch\/plan:/, /^(workflows|associatedAlarms)$/, /./, "what is to be done in each region"],
  [/s3\/bucketReplicationConfig:/, /^rules$/, /:(s3|kms):/, "where the copies go"],
  [/backup\/plan:/, /^rules$/, /:backup-vault:/, "where the copies go"],
  [
    /vpcPeeringConnection|ec2\/route:|peeringAttachment|routeTableAssociation|ec2transitgateway\/route:/,
    /^(peerVpcId|vpcPeeringConnectionId|peerTransitGatewayId|transitGatewayAttachmentId)$/,
    /^(vpc|pcx|tgw|tgw-attach)-/,
    "the link between two regions has one id for both",
  ],
  [
    /tableReplica:|instanceAutomatedBackupsReplication:/,
    /^(globalTableArn|sourceDbInstanceArn)$/,
    /./,
    "what is copied here",
  ],
  [/codepipeline\/pipeline:/, /^artifactStores$/, /./, "a store in each region where it deploys"],
];

/** Alarms that are read by a service and not by people. */
export const silentAlarms = /^[a-z]+-(errors|step-(up|down)-alarm)$/;

/** Types of what holds data, addresses that others know, or copies: each of them is protected. */
export const stateful: readonly string[] = [
  "backup/vault:Vault",
  "backup/vaultLockConfiguration:VaultLockConfiguration",
  "cloudfront/keyValueStore:KeyValueStore",
  "codecommit/repository:Repository",
  "cognito/userPool:UserPool",
  "dynamodb/table:Table",
  "dynamodb/tableReplica:TableReplica",
  "ecr/repository:Repository",
  "eks/cluster:Cluster",
  "elasticache/replicationGroup:ReplicationGroup",
  "globalaccelerator/accelerator:Accelerator",
  "lb/loadBalancer:LoadBalancer",
  "rds/cluster:Cluster",
  "rds/globalCluster:GlobalCluster",
  "rds/instance:Instance",
  "route53/zone:Zone",
  "s3/bucket:Bucket",
  "secretsmanager/secret:Secret",
  "sqs/queue:Queue",
];

/** Alarms about what happens less often than every five minutes. */
export const slowAlarms = /^alarms-extract-failed$/;

/** Metrics that are bad when they are low; every other one when it is high, and the load of processors both ways. */
export const badWhenLow =
  /^(SuccessPercent|FreeableMemory|FreeStorageSpace|HealthyHostCount|HealthCheckStatus|RunningTaskCount|GroupInServiceInstances|TunnelState)$/;

/** Builds and exports read and write what is encrypted under keys that serve them alone. */
export const keyHolders = /^(delivery-|extract-export-permissions$)/;

/** What somebody else changes while a system runs, and who; the next update must not set it back. */
export const changedOutside: readonly (readonly [
  type: string,
  properties: readonly string[],
  who: string,
])[] = [
  [
    "eks/cluster:Cluster",
    ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
    "EKS tells them only once, and another value would replace the cluster",
  ],
  ["secretsmanager/secretVersion:SecretVersion", ["secretString"], "the rotation writes new ones"],
  ["dynamodb/table:Table", ["replicas"], "replicas are resources of their own"],
  ["autoscaling/group:Group", ["desiredCapacity"], "the group follows its load"],
  [
    "globalaccelerator/endpointGroup:EndpointGroup",
    ["trafficDialPercentage"],
    "people turn a region off by it",
  ],
  [
    "rds/instance:Instance",
    ["dbName", "username", "passwordWo"],
    "a restored instance has them from its snapshot",
  ],
  [
    "rds/cluster:Cluster",
    ["databaseName", "masterUsername"],
    "a restored cluster has them from its snapshot",
  ],
];

/** What a member of a global database has besides: a switchover changes it. */
export const changedBySwitchover: readonly string[] = [
  "replicationSourceIdentifier",
  "globalClusterIdentifier",
  "engineVersion",
  "masterPasswordWo",
  "sourceRegion",
  "availabilityZones",
];

import { actingFor, databaseUser, inRegion, role, rowsOf, service, stranger, text, thing } from "./row";

const HOME = "prod-primary";
const OTHER = "prod-secondary";
const { rows, must, mustNot } = rowsOf("payment-hub");

const api = role(HOME, "payment-api-role");
const otherApi = role(OTHER, "payment-api-role");
const canary = role(HOME, "canaries-api-role");
const copier = role(HOME, "site-replication-role");
const experiments = role(HOME, "experiments-role");
const failover = role(HOME, "failover-role");
const plan = role(HOME, "switch-us-west-2-role");
const fence = role(HOME, "switch-fence-role");
const cloudfront = service("cloudfront");

const header = thing(HOME, "origin-header-values-secret");
const headerKey = thing(HOME, "origin-header-values-us-east-2-key");
const credentials = thing(HOME, "database-credentials-secret");
const database = thing(HOME, "database-cluster");
const otherDatabase = thing(OTHER, "database-cluster");
const globalCluster = thing(HOME, "database-global-cluster");
const siteObject = thing(HOME, "site-bucket-us-east-2-bucket", "/index.html");
const siteCopy = thing(HOME, "site-bucket-us-west-2-bucket", "/index.html");
const siteBucket = thing(HOME, "site-bucket-us-east-2-bucket");
const throughSecrets = "secretsmanager.us-east-2.amazonaws.com";

must(
  "the payment API logs in to the database of its region",
  api,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "payment_api"),
);
must(
  "the payment API logs in to the writer in the other region",
  api,
  "rds-db:connect",
  databaseUser(OTHER, "database-cluster", "payment_api"),
);
mustNot(
  "the payment API is no administrator of the database",
  api,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "administrator"),
);
must("the payment API reads the origin header", api, "secretsmanager:GetSecretValue", header);
must(
  "the other region's payment API reads its own copy of it",
  otherApi,
  "secretsmanager:GetSecretValue",
  inRegion("us-west-2", header),
);
mustNot(
  "the other region's payment API reads no secret of the home region",
  otherApi,
  "secretsmanager:GetSecretValue",
  header,
);
mustNot(
  "the payment API does not read the administrator's password",
  api,
  "secretsmanager:GetSecretValue",
  credentials,
);
mustNot("the payment API does not change the origin header", api, "secretsmanager:PutSecretValue", header);
must("the payment API decrypts the origin header", api, "kms:Decrypt", headerKey, {
  context: {
    "kms:ViaService": throughSecrets,
    "kms:ResourceAliases": ["alias/payment-hub-prod/edge-origin-header"],
  },
});
mustNot("the payment API decrypts nothing by itself", api, "kms:Decrypt", headerKey, {
  context: { "kms:ResourceAliases": ["alias/payment-hub-prod/edge-origin-header"] },
});
mustNot(
  "the payment API decrypts no other secret",
  api,
  "kms:Decrypt",
  thing(HOME, "database-credentials-us-east-2-key"),
  {
    context: {
      "kms:ViaService": throughSecrets,
      "kms:ResourceAliases": ["alias/payment-hub-prod/database-credentials"],
    },
  },
);
mustNot("the payment API does not touch the site", api, "s3:GetObject", siteObject);

must(
  "EKS gives the payment API its role",
  service("pods.eks"),
  "sts:AssumeRole",
  thing(HOME, "payment-api-role"),
  {
    context: {
      ...actingFor(thing(HOME, "cluster-eks-eksCluster")).context,
      "aws:RequestTag/kubernetes-namespace": "payments",
      "aws:RequestTag/kubernetes-service-account": "payment-api",
    },
  },
);
mustNot(
  "EKS gives it to no other service account",
  service("pods.eks"),
  "sts:AssumeRole",
  thing(HOME, "payment-api-role"),
  {
    context: {
      ...actingFor(thing(HOME, "cluster-eks-eksCluster")).context,
      "aws:RequestTag/kubernetes-namespace": "payments",
      "aws:RequestTag/kubernetes-service-account": "default",
    },
  },
);
mustNot(
  "EKS gives it to no pod of another cluster",
  service("pods.eks"),
  "sts:AssumeRole",
  thing(HOME, "payment-api-role"),
  {
    context: {
      ...actingFor(thing(OTHER, "cluster-eks-eksCluster")).context,
      "aws:RequestTag/kubernetes-namespace": "payments",
      "aws:RequestTag/kubernetes-service-account": "payment-api",
    },
  },
);

must(
  "the rotation function changes the administrator's password",
  role(HOME, "database-rotation-role"),
  "secretsmanager:PutSecretValue",
  credentials,
);
mustNot(
  "the rotation function does not touch the origin header",
  role(HOME, "database-rotation-role"),
  "secretsmanager:GetSecretValue",
  header,
);
must(
  "the header's function changes the header",
  role(HOME, "origin-header-role"),
  "secretsmanager:PutSecretValue",
  header,
);
mustNot(
  "the header's function does not touch the password",
  role(HOME, "origin-header-role"),
  "secretsmanager:PutSecretValue",
  credentials,
);
mustNot(
  "nobody else changes the password: the failover documents do not",
  failover,
  "secretsmanager:PutSecretValue",
  credentials,
);
mustNot("a canary reads no secret", canary, "secretsmanager:GetSecretValue", credentials);
must(
  "a canary keeps its runs",
  canary,
  "s3:PutObject",
  thing(HOME, "canaries-bucket-bucket", "/runs/api/1.json"),
);
mustNot(
  "a canary does not write over another's runs",
  canary,
  "s3:PutObject",
  thing(HOME, "canaries-bucket-bucket", "/runs/site/1.json"),
);
mustNot(
  "a canary does not change its own code",
  canary,
  "s3:PutObject",
  thing(HOME, "canaries-bucket-bucket", "/code/canary.zip"),
);

must("S3 copies the site to its replica", copier, "s3:ReplicateObject", siteCopy);
mustNot("S3 copies nothing into the source", copier, "s3:ReplicateObject", siteObject);
mustNot(
  "S3 copies the site to no other bucket",
  copier,
  "s3:ReplicateObject",
  thing(HOME, "edge-logs-bucket-bucket", "/index.html"),
);
mustNot("nothing is copied without TLS", copier, "s3:ReplicateObject", siteCopy, {
  context: { "aws:SecureTransport": "false" },
});
must(
  "the site's distribution reads the site",
  cloudfront,
  "s3:GetObject",
  siteObject,
  actingFor(thing(HOME, "site-edge-distribution")),
);
mustNot(
  "the API's distribution does not",
  cloudfront,
  "s3:GetObject",
  siteObject,
  actingFor(thing(HOME, "api-edge-distribution")),
);
mustNot(
  "somebody else's distribution does not",
  cloudfront,
  "s3:GetObject",
  siteObject,
  actingFor(text("arn:aws:cloudfront::999999999999:distribution/E1"), text("999999999999")),
);
mustNot(
  "no distribution writes",
  cloudfront,
  "s3:PutObject",
  siteObject,
  actingFor(thing(HOME, "site-edge-distribution")),
);
mustNot(
  "another account's role reads no site",
  stranger("arn:aws:iam::999999999999:role/x"),
  "s3:GetObject",
  siteObject,
  { context: { "aws:ResourceAccount": text("ACCOUNT") } },
);

must("the plan moves the writer", plan, "rds:SwitchoverGlobalCluster", globalCluster);
must(
  "the plan calls the fence of the other region",
  plan,
  "lambda:InvokeFunction",
  thing(OTHER, "switch-fence"),
);
mustNot("the plan deletes no database", plan, "rds:DeleteDBCluster", database);
mustNot(
  "the plan writes no record: health decides where names lead",
  plan,
  "route53:ChangeResourceRecordSets",
  thing(HOME, "zone-zone"),
);
must(
  "the fence closes a network of either region",
  fence,
  "ec2:CreateNetworkAclEntry",
  text("arn:aws:ec2:us-west-2:ACCOUNT:network-acl/acl-1"),
);
mustNot(
  "the fence closes none elsewhere",
  fence,
  "ec2:CreateNetworkAclEntry",
  text("arn:aws:ec2:eu-west-1:ACCOUNT:network-acl/acl-1"),
);
mustNot("the fence does not move the writer", fence, "rds:FailoverGlobalCluster", globalCluster);
mustNot(
  "the check before a switch only looks",
  role(HOME, "switch-verify-role"),
  "rds:FailoverGlobalCluster",
  globalCluster,
);
must("the failover documents call the fence", failover, "lambda:InvokeFunction", thing(HOME, "switch-fence"));
must(
  "the failover documents remove the rescue cluster",
  failover,
  "rds:DeleteDBCluster",
  text("arn:aws:rds:us-east-2:ACCOUNT:cluster:payment-hub-prod-rescue"),
);
mustNot("the failover documents cannot remove the database", failover, "rds:DeleteDBCluster", database);

must("an experiment fails over the database of its region", experiments, "rds:FailoverDBCluster", database);
mustNot(
  "an experiment does not touch the other region's",
  experiments,
  "rds:FailoverDBCluster",
  otherDatabase,
);
must("an experiment pauses copying to the other region", experiments, "s3:PauseReplication", siteBucket, {
  context: { "s3:DestinationRegion": "us-west-2" },
});
must("an experiment writes the pause", experiments, "s3:PutReplicationConfiguration", siteBucket, {
  context: { "s3:IsReplicationPauseRequest": "true" },
});
mustNot(
  "an experiment does not write any other configuration",
  experiments,
  "s3:PutReplicationConfiguration",
  siteBucket,
  { context: { "s3:IsReplicationPauseRequest": "false" } },
);
mustNot(
  "FIS takes the role for no other account's experiment",
  service("fis"),
  "sts:AssumeRole",
  thing(HOME, "experiments-role"),
  actingFor(text("arn:aws:fis:us-east-2:999999999999:experiment/1"), text("999999999999")),
);

must(
  "RDS writes the monitoring of the database",
  service("monitoring.rds"),
  "sts:AssumeRole",
  thing(HOME, "database-monitoring-role"),
  actingFor(thing(HOME, "database-instance-1")),
);
mustNot(
  "RDS takes that role for no other account's database",
  service("monitoring.rds"),
  "sts:AssumeRole",
  thing(HOME, "database-monitoring-role"),
  actingFor(text("arn:aws:rds:us-east-2:999999999999:db:1"), text("999999999999")),
);
mustNot(
  "no administrator deletes a backup",
  stranger("arn:aws:iam::ACCOUNT:role/administrator"),
  "backup:DeleteRecoveryPoint",
  text("arn:aws:backup:us-east-2:ACCOUNT:recovery-point:1"),
  { keptBy: thing(HOME, "backup-vault") },
);
mustNot(
  "AWS Backup itself deletes none ahead of time",
  role(HOME, "backup-role"),
  "backup:DeleteRecoveryPoint",
  text("arn:aws:backup:us-west-2:ACCOUNT:recovery-point:1"),
  { keptBy: thing(HOME, "backup-copies") },
);

const logs = service("logs.us-east-2");
const logKey = thing(HOME, "network-flow-log-key");
const context = "kms:EncryptionContext:aws:logs:arn";
must("CloudWatch Logs encrypts the flow log", logs, "kms:GenerateDataKey", logKey, {
  context: { [context]: text("arn:aws:logs:us-east-2:ACCOUNT:log-group:/aws/vpc/payment-hub-prod") },
});
mustNot("not for another account's log group", logs, "kms:GenerateDataKey", logKey, {
  context: { [context]: "arn:aws:logs:us-east-2:999999999999:log-group:x" },
});
mustNot("not from another region", service("logs.us-west-2"), "kms:GenerateDataKey", logKey, {
  context: { [context]: text("arn:aws:logs:us-west-2:ACCOUNT:log-group:x") },
});
must(
  "an alarm tells people",
  service("cloudwatch"),
  "sns:Publish",
  thing(HOME, "notifications-topic"),
  actingFor(text("arn:aws:cloudwatch:us-east-2:ACCOUNT:alarm:x")),
);
mustNot(
  "another account's alarm does not",
  service("cloudwatch"),
  "sns:Publish",
  thing(HOME, "notifications-topic"),
  actingFor(text("arn:aws:cloudwatch:us-east-2:999999999999:alarm:x"), text("999999999999")),
);
must(
  "Secrets Manager calls the rotation of the password",
  service("secretsmanager"),
  "lambda:InvokeFunction",
  thing(HOME, "database-rotation-function"),
  actingFor(credentials),
);
mustNot(
  "it does not for another account's secret",
  service("secretsmanager"),
  "lambda:InvokeFunction",
  thing(HOME, "database-rotation-function"),
  actingFor(text("arn:aws:secretsmanager:us-east-2:999999999999:secret:x"), text("999999999999")),
);

export default rows;

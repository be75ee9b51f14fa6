import { actingFor, administratorSecret, databaseUser, role, rowsOf, service, text, thing } from "./row";

const HOME = "storefront-prod";
const DEV = "storefront-dev";
const { rows, must, mustNot } = rowsOf("storefront");

const cart = role(HOME, "cart-task-role");
const orders = role(HOME, "orders-task-role");
const processor = role(HOME, "order-processor-task-role");
const extract = role(HOME, "extract-steps-role");
const exporter = role(HOME, "extract-export-role");
const cleanup = role(HOME, "stale-image-cleanup-role");
const sleeper = role(DEV, "scale-to-schedule-role");
const proxy = role(HOME, "proxy-first-fleet-role");
const accepted = thing(HOME, "orders-accepted-queue");
const secret = administratorSecret(HOME, "database-cluster");
const exportRole = thing(HOME, "extract-export-role");
const media = thing(HOME, "media-bucket-bucket", "/1.jpg");
const reader = databaseUser(HOME, "database-cluster", "storefront_reader");
const writer = databaseUser(HOME, "database-cluster", "storefront_worker");

must("the cart uses the cache as itself", cart, "elasticache:Connect", thing(HOME, "cache-user-cart"));
mustNot("the cart does not use it as orders", cart, "elasticache:Connect", thing(HOME, "cache-user-orders"));
mustNot("the cart does not log in to the database", cart, "rds-db:connect", reader);
must("orders read the database", orders, "rds-db:connect", reader);
mustNot("orders do not write it: the processor does", orders, "rds-db:connect", writer);
must("the processor writes the database", processor, "rds-db:connect", writer);
must("orders hand over what is accepted", orders, "sqs:SendMessage", accepted);
mustNot("orders take nothing back", orders, "sqs:ReceiveMessage", accepted);
must("the processor takes it", processor, "sqs:ReceiveMessage", accepted);
mustNot("the processor accepts nothing itself", processor, "sqs:SendMessage", accepted);
mustNot("nothing is sent without TLS", orders, "sqs:SendMessage", accepted, {
  context: { "aws:SecureTransport": "false" },
});
mustNot(
  "services of dev do not log in to production",
  role(DEV, "orders-task-role"),
  "rds-db:connect",
  reader,
);
mustNot(
  "services of dev do not reach production's queue",
  role(DEV, "order-processor-task-role"),
  "sqs:ReceiveMessage",
  accepted,
);
must(
  "the migration starts with the administrator's secret",
  role(HOME, "migrate-execution-role"),
  "secretsmanager:GetSecretValue",
  secret,
);
mustNot(
  "what runs in it cannot read it again",
  role(HOME, "migrate-task-role"),
  "secretsmanager:GetSecretValue",
  secret,
);
mustNot(
  "no other service starts with it",
  role(HOME, "catalogue-execution-role"),
  "secretsmanager:GetSecretValue",
  secret,
);

const toExport = { context: { "iam:PassedToService": "export.rds.amazonaws.com" } };
must("the extract hands RDS its role", extract, "iam:PassRole", exportRole, toExport);
mustNot("the extract hands it to no function", extract, "iam:PassRole", exportRole, {
  context: { "iam:PassedToService": "lambda.amazonaws.com" },
});
mustNot("the extract hands on no other role", extract, "iam:PassRole", thing(HOME, "backup-role"), toExport);
mustNot(
  "the extract reads no export",
  extract,
  "s3:GetObject",
  thing(HOME, "extract-bucket-bucket", "/exports/1"),
);
must(
  "an export lands in its bucket",
  exporter,
  "s3:PutObject",
  thing(HOME, "extract-bucket-bucket", "/exports/1"),
);
mustNot("an export lands nowhere else", exporter, "s3:PutObject", media);
must(
  "its schedule starts it",
  role(HOME, "extract-schedule-role"),
  "states:StartExecution",
  thing(HOME, "extract-machine"),
);
mustNot(
  "the schedule calls no function",
  role(HOME, "extract-schedule-role"),
  "lambda:InvokeFunction",
  thing(HOME, "extract-steps-alias"),
);
must(
  "its machine calls its steps",
  role(HOME, "extract-machine-role"),
  "lambda:InvokeFunction",
  thing(HOME, "extract-steps-alias"),
);

must(
  "the cleaner deletes stale images",
  cleanup,
  "ecr:BatchDeleteImage",
  thing(HOME, "images-cart-repository"),
);
mustNot("the cleaner pushes none", cleanup, "ecr:PutImage", thing(HOME, "images-cart-repository"));
mustNot("the cleaner stops no service", cleanup, "ecs:UpdateService", thing(HOME, "cart-service"));
must(
  "the check of copies looks into the vault",
  role(HOME, "snapshot-copy-check-role"),
  "backup:ListRecoveryPointsByBackupVault",
  thing(HOME, "backup-copies"),
);
mustNot(
  "the check of copies deletes none",
  role(HOME, "snapshot-copy-check-role"),
  "backup:DeleteRecoveryPoint",
  text("arn:aws:backup:us-west-2:ACCOUNT:recovery-point:1"),
  { keptBy: thing(HOME, "backup-copies") },
);
must("dev is put to sleep", sleeper, "ecs:UpdateService", thing(DEV, "cart-service"));
mustNot("production is not", sleeper, "ecs:UpdateService", thing(HOME, "cart-service"));
must("dev's database is stopped", sleeper, "rds:StopDBCluster", thing(DEV, "database-cluster"));
mustNot("production's database is not", sleeper, "rds:StopDBCluster", thing(HOME, "database-cluster"));

must("a proxy takes its address", proxy, "ec2:AssociateAddress", thing(HOME, "proxy-first-address"));
mustNot(
  "a proxy does not take the other's",
  proxy,
  "ec2:AssociateAddress",
  thing(HOME, "proxy-second-address"),
);
must("a proxy shows media", proxy, "s3:GetObject", media);
mustNot("a proxy changes none", proxy, "s3:PutObject", media);
must(
  "a proxy takes its certificate",
  proxy,
  "acm:ExportCertificate",
  thing(HOME, "shop-certificate-certificate"),
);
mustNot("a proxy reads no secret", proxy, "secretsmanager:GetSecretValue", secret);
mustNot("the shop's machines log in to no database", role(HOME, "ui-role"), "rds-db:connect", reader);
must(
  "the cart's build pushes the cart",
  role(HOME, "delivery-image-cart-role"),
  "ecr:PutImage",
  thing(HOME, "images-cart-repository"),
);
mustNot(
  "the cart's build pushes no orders",
  role(HOME, "delivery-image-cart-role"),
  "ecr:PutImage",
  thing(HOME, "images-orders-repository"),
);
must(
  "a push to the branch starts the pipeline",
  role(HOME, "delivery-start-role"),
  "codepipeline:StartPipelineExecution",
  thing(HOME, "delivery-pipeline"),
);
must(
  "its rule has the role for that",
  service("events"),
  "sts:AssumeRole",
  thing(HOME, "delivery-start-role"),
  actingFor(thing(HOME, "delivery-start-rule")),
);
mustNot(
  "no other rule has it",
  service("events"),
  "sts:AssumeRole",
  thing(HOME, "delivery-start-role"),
  actingFor(text("arn:aws:events:us-east-1:ACCOUNT:rule/other")),
);
must(
  "the pipeline reads the repository",
  role(HOME, "delivery-role"),
  "codecommit:GetCommit",
  text("arn:aws:codecommit:us-east-1:ACCOUNT:storefront"),
);
mustNot(
  "the pipeline tags no service",
  role(HOME, "delivery-role"),
  "ecs:TagResource",
  thing(HOME, "cart-service"),
  {
    context: { "ecs:CreateAction": "RegisterTaskDefinition" },
  },
);
mustNot(
  "the pipeline does not push to it",
  role(HOME, "delivery-role"),
  "codecommit:GitPush",
  text("arn:aws:codecommit:us-east-1:ACCOUNT:storefront"),
);

export default rows;

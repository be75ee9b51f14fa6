import { actingFor, databaseUser, role, rowsOf, service, text, thing } from "./row";

const HOME = "request-response-primary";
const OTHER = "request-response-secondary";
const { rows, must, mustNot } = rowsOf("request-response");

const orders = role(HOME, "order-api-role");
const worker = role(HOME, "order-worker-role");
const catalog = role(HOME, "catalog-task-role");
const uploads = role(HOME, "upload-grant-role");
const authorizer = role(HOME, "api-authorizer-role");
const reports = role(HOME, "reports-role");
const pipeline = role(HOME, "delivery-role");
const deployment = role(HOME, "orders-deployment-role");

const table = thing(HOME, "order-table-table");
const tableKey = thing(HOME, "order-table-us-east-1-key");
const confirmation = thing(HOME, "orders-confirmation-queue");
const fulfilment = thing(HOME, "orders-fulfilment-queue");
const topic = thing(HOME, "orders-topic");
const upload = thing(HOME, "uploads-bucket-bucket", "/uploads/1");
const password = thing(HOME, "database-credentials-secret");
const taskRole = thing(HOME, "catalog-task-role");
const toTasks = { context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };

must("the order API writes orders", orders, "dynamodb:PutItem", table);
must("the order API reads one order", orders, "dynamodb:GetItem", table);
mustNot("the order API cannot delete the table", orders, "dynamodb:DeleteTable", table);
mustNot(
  "the order API reads no table of another region",
  orders,
  "dynamodb:GetItem",
  thing(HOME, "order-table-replica-eu-west-1"),
);
must("the order API decrypts orders through DynamoDB", orders, "kms:Decrypt", tableKey, {
  context: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" },
});
mustNot("the order API decrypts nothing by itself", orders, "kms:Decrypt", tableKey);
must("the order API announces orders", orders, "sns:Publish", topic);
mustNot("the order API raises no alarm", orders, "sns:Publish", thing(HOME, "notifications-topic"));
mustNot("the order API takes nothing from the queue", orders, "sqs:ReceiveMessage", confirmation);
mustNot(
  "the order API does not read the database's password",
  orders,
  "secretsmanager:GetSecretValue",
  password,
);
must("the worker takes confirmations", worker, "sqs:ReceiveMessage", confirmation);
mustNot("the worker does not take what the catalog fulfils", worker, "sqs:ReceiveMessage", fulfilment);
mustNot("the worker announces nothing", worker, "sns:Publish", topic);
must("the catalog takes what it fulfils", catalog, "sqs:ReceiveMessage", fulfilment);
mustNot("the catalog takes no confirmations", catalog, "sqs:ReceiveMessage", confirmation);
must(
  "the catalog logs in to the database",
  catalog,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "catalog"),
);
must(
  "the catalog logs in to the writer of the other region",
  catalog,
  "rds-db:connect",
  databaseUser(OTHER, "database-cluster", "catalog"),
);
mustNot(
  "the catalog is no administrator",
  catalog,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "administrator"),
);
must("the catalog uses the cache", catalog, "elasticache:Connect", thing(HOME, "cache-user-application"));
mustNot(
  "the catalog does not use the cache's default user",
  catalog,
  "elasticache:Connect",
  thing(HOME, "cache-user-default"),
);
must(
  "the rotation function changes the password",
  role(HOME, "database-rotation-role"),
  "secretsmanager:PutSecretValue",
  password,
);
mustNot("the catalog does not change it", catalog, "secretsmanager:PutSecretValue", password);

const kms = "s3:x-amz-server-side-encryption";
must("an upload lands in its place", uploads, "s3:PutObject", upload);
must("an upload may name the bucket's own key", uploads, "s3:PutObject", upload, {
  context: { [kms]: "aws:kms", [`${kms}-aws-kms-key-id`]: thing(HOME, "uploads-key-key") },
});
mustNot("an upload cannot name another key", uploads, "s3:PutObject", upload, {
  context: { [kms]: "aws:kms", [`${kms}-aws-kms-key-id`]: text("arn:aws:kms:us-east-1:999999999999:key/1") },
});
mustNot("an upload cannot ask for weaker encryption", uploads, "s3:PutObject", upload, {
  context: { [kms]: "AES256" },
});
mustNot(
  "an upload lands nowhere else",
  uploads,
  "s3:PutObject",
  thing(HOME, "uploads-bucket-bucket", "/other/1"),
);
mustNot("who grants uploads reads none", uploads, "s3:GetObject", upload);
mustNot("an old address is worth nothing", uploads, "s3:PutObject", upload, {
  context: { "s3:authType": "REST-QUERY-STRING", "s3:signatureAge": "400000" },
});
must("a fresh address works", uploads, "s3:PutObject", upload, {
  context: { "s3:authType": "REST-QUERY-STRING", "s3:signatureAge": "60000" },
});
mustNot("the authorizer reads no orders", authorizer, "dynamodb:GetItem", table);
mustNot(
  "the authorizer writes no other log",
  authorizer,
  "logs:PutLogEvents",
  thing(HOME, "order-api-log", ":log-stream:1"),
);
must(
  "the authorizer writes its own log",
  authorizer,
  "logs:PutLogEvents",
  thing(HOME, "api-authorizer-log", ":log-stream:1"),
);

must("the topic fills its queue", service("sns"), "sqs:SendMessage", confirmation, {
  context: { "aws:SourceArn": topic },
});
mustNot("another topic does not", service("sns"), "sqs:SendMessage", confirmation, {
  context: { "aws:SourceArn": thing(HOME, "notifications-topic") },
});
mustNot("nothing is sent without TLS", service("sns"), "sqs:SendMessage", confirmation, {
  context: { "aws:SourceArn": topic, "aws:SecureTransport": "false" },
});
must("reports pull their image", reports, "ecr:BatchGetImage", thing(HOME, "images-reports-repository"));
mustNot("reports push none", reports, "ecr:PutImage", thing(HOME, "images-reports-repository"));
mustNot("reports pull no other", reports, "ecr:BatchGetImage", thing(HOME, "images-catalog-repository"));

must(
  "the build of the image pushes it",
  role(HOME, "delivery-image-role"),
  "ecr:PutImage",
  thing(HOME, "images-catalog-repository"),
);
mustNot(
  "the review of code pushes nothing",
  role(HOME, "delivery-review-role"),
  "ecr:PutImage",
  thing(HOME, "images-catalog-repository"),
);
mustNot(
  "no build moves requests",
  role(HOME, "delivery-unit-role"),
  "lambda:UpdateAlias",
  thing(HOME, "order-api-function"),
);
must("the pipeline runs its builds", pipeline, "codebuild:StartBuild", thing(HOME, "delivery-unit-project"));
must("the pipeline hands tasks their role", pipeline, "iam:PassRole", taskRole, toTasks);
mustNot("the pipeline hands it to no machine", pipeline, "iam:PassRole", taskRole, {
  context: { "iam:PassedToService": "ec2.amazonaws.com" },
});
mustNot("the pipeline hands on no other role", pipeline, "iam:PassRole", thing(HOME, "backup-role"), toTasks);
mustNot("the pipeline tags no service", pipeline, "ecs:TagResource", thing(HOME, "catalog-service"), {
  context: { "ecs:CreateAction": "RegisterTaskDefinition" },
});
mustNot("the pipeline reads no secret", pipeline, "secretsmanager:GetSecretValue", password);
must(
  "a deployment moves the alias of the order API",
  deployment,
  "lambda:UpdateAlias",
  thing(HOME, "order-api-function"),
);
mustNot(
  "a deployment does not change the code",
  deployment,
  "lambda:UpdateFunctionCode",
  thing(HOME, "order-api-function"),
);
must(
  "CodeDeploy takes the role for its group",
  service("codedeploy"),
  "sts:AssumeRole",
  thing(HOME, "orders-deployment-role"),
  actingFor(thing(HOME, "orders-deployment-group")),
);
mustNot(
  "CodeDeploy takes it for no other group",
  service("codedeploy"),
  "sts:AssumeRole",
  thing(HOME, "orders-deployment-role"),
  actingFor(thing(HOME, "catalog-deployment-group")),
);
must(
  "a build has its own role",
  service("codebuild"),
  "sts:AssumeRole",
  thing(HOME, "delivery-unit-role"),
  actingFor(thing(HOME, "delivery-unit-project")),
);
mustNot(
  "a build of tests cannot have that of images",
  service("codebuild"),
  "sts:AssumeRole",
  thing(HOME, "delivery-image-role"),
  actingFor(thing(HOME, "delivery-unit-project")),
);
must(
  "the API calls the function behind it",
  service("apigateway"),
  "lambda:InvokeFunction",
  thing(HOME, "order-api-alias"),
  {
    context: {
      "aws:SourceArn": (find) => `${find.resource(HOME, "api-api").outputs.executionArn}/live/GET/api/health`,
    },
  },
);
mustNot(
  "another API does not",
  service("apigateway"),
  "lambda:InvokeFunction",
  thing(HOME, "order-api-alias"),
  {
    context: { "aws:SourceArn": text("arn:aws:execute-api:us-east-1:999999999999:abc/live/GET/api/health") },
  },
);

export default rows;

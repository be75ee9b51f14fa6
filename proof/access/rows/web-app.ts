import {
  administratorSecret,
  databaseUser,
  inRegion,
  output,
  person,
  role,
  rowsOf,
  text,
  thing,
} from "./row";

const HOME = "web-app-prod-primary";
const DEV = "web-app-dev";
const { rows, must, mustNot } = rowsOf("web-app");

const web = role(HOME, "web-task-role");
const operators = role(HOME, "people-operators-role");
const administrators = role(HOME, "people-database-administrators-role");
const developers = role(HOME, "people-developers-role");
const auditors = role(HOME, "people-auditors-role");
const pipeline = role(HOME, "delivery-role");
const operator = person([HOME, "people-operators-group"]);

const secret = administratorSecret(HOME, "database-cluster");
const webService = thing(HOME, "web-service");
const pipelineArn = thing(HOME, "delivery-pipeline");
const stage = thing(HOME, "delivery-pipeline", "/Production");
const duty = thing(HOME, "people-operators-role");
const mfa = { context: { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" } };
const without = { context: { "aws:MultiFactorAuthPresent": "false" } };
const toTasks = { context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };

must(
  "the application logs in to the database",
  web,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "application"),
);
mustNot(
  "the application is no administrator",
  web,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "administrator"),
);
mustNot(
  "the application does not read the administrator's secret",
  web,
  "secretsmanager:GetSecretValue",
  secret,
);
mustNot(
  "the application of dev does not log in to production",
  role(DEV, "web-task-role"),
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "application"),
);
must(
  "tasks fetch their image",
  role(HOME, "web-execution-role"),
  "ecr:BatchGetImage",
  thing(HOME, "images-web-repository"),
);
mustNot(
  "tasks push none",
  role(HOME, "web-execution-role"),
  "ecr:PutImage",
  thing(HOME, "images-web-repository"),
);
must(
  "the cluster's machines join it",
  role(HOME, "cluster-instances-role"),
  "ecs:RegisterContainerInstance",
  thing(HOME, "cluster-cluster"),
);
mustNot(
  "they do not join another",
  role(HOME, "cluster-instances-role"),
  "ecs:RegisterContainerInstance",
  thing(DEV, "cluster-cluster"),
);
mustNot(
  "they do not log in to the database",
  role(HOME, "cluster-instances-role"),
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "application"),
);

must("an operator takes the duty with a second factor", operator, "sts:AssumeRole", duty, mfa);
mustNot("nobody takes it without one", operator, "sts:AssumeRole", duty, without);
mustNot("nor with one from yesterday", operator, "sts:AssumeRole", duty, {
  context: { ...mfa.context, "aws:MultiFactorAuthAge": "86400" },
});
mustNot(
  "an operator does not take the database's duty",
  operator,
  "sts:AssumeRole",
  thing(HOME, "people-database-administrators-role"),
  mfa,
);
mustNot(
  "an operator of dev takes no duty of production",
  person([DEV, "people-operators-group"]),
  "sts:AssumeRole",
  duty,
  mfa,
);
must(
  "people enrol their own second factor",
  operator,
  "iam:EnableMFADevice",
  text("arn:aws:iam::ACCOUNT:user/ada"),
  without,
);
mustNot(
  "nobody enrols somebody else's",
  operator,
  "iam:EnableMFADevice",
  text("arn:aws:iam::ACCOUNT:user/bob"),
  without,
);
mustNot(
  "nobody makes keys that last",
  operator,
  "iam:CreateAccessKey",
  text("arn:aws:iam::ACCOUNT:user/ada"),
  mfa,
);

must("operators restart a service", operators, "ecs:UpdateService", webService);
mustNot("operators delete none", operators, "ecs:DeleteService", webService);
must("operators start a release", operators, "codepipeline:StartPipelineExecution", pipelineArn);
must("operators try a stage again", operators, "codepipeline:RetryStageExecution", stage);
must("operators roll a stage back", operators, "codepipeline:RollbackStage", stage);
must(
  "operators approve",
  operators,
  "codepipeline:PutApprovalResult",
  thing(HOME, "delivery-pipeline", "/Approval/Approve"),
);
mustNot(
  "operators of dev release nothing in production",
  role(DEV, "people-operators-role"),
  "codepipeline:StartPipelineExecution",
  pipelineArn,
);
mustNot(
  "operators of dev restart nothing in production",
  role(DEV, "people-operators-role"),
  "ecs:UpdateService",
  webService,
);
mustNot("operators read no secret", operators, "secretsmanager:GetSecretValue", secret);
mustNot(
  "operators read no uploaded file",
  operators,
  "s3:GetObject",
  thing(HOME, "media-files-bucket-ap-southeast-1-bucket", "/1"),
);
mustNot(
  "operators restore from no snapshot of the database's own",
  operators,
  "backup:StartRestoreJob",
  text("arn:aws:rds:ap-southeast-1:ACCOUNT:snapshot:one"),
);
must(
  "database administrators read the administrator's secret",
  administrators,
  "secretsmanager:GetSecretValue",
  secret,
);
must(
  "database administrators fail the database over",
  administrators,
  "rds:FailoverDBCluster",
  thing(HOME, "database-cluster"),
);
mustNot(
  "database administrators do not delete it",
  administrators,
  "rds:DeleteDBCluster",
  thing(HOME, "database-cluster"),
);
must("developers read logs of the application", developers, "logs:FilterLogEvents", thing(HOME, "web-log"));
mustNot("developers read no secret", developers, "secretsmanager:GetSecretValue", secret);
mustNot(
  "developers log in to no database",
  developers,
  "rds-db:connect",
  databaseUser(HOME, "database-cluster", "application"),
);
for (const group of ["developers", "database-administrators", "auditors"]) {
  const member = person([HOME, `people-${group}-group`]);
  const own = text("arn:aws:iam::ACCOUNT:user/ada");
  must(
    `${group} take their duty with a second factor`,
    member,
    "sts:AssumeRole",
    thing(HOME, `people-${group}-role`),
    mfa,
  );
  mustNot(`${group} take no operators' duty`, member, "sts:AssumeRole", duty, mfa);
  must(`${group} enrol their own second factor`, member, "iam:EnableMFADevice", own, without);
  mustNot(`${group} make no keys that last`, member, "iam:CreateAccessKey", own, mfa);
}
mustNot("auditors read no secret", auditors, "secretsmanager:GetSecretValue", secret);
mustNot("auditors change nothing", auditors, "ecs:UpdateService", webService);

must("the pipeline rolls out the application", pipeline, "ecs:UpdateService", webService);
must(
  "the pipeline uses its connection to the source",
  pipeline,
  "codeconnections:UseConnection",
  thing(HOME, "delivery-connection"),
);
must("the pipeline hands tasks their role", pipeline, "iam:PassRole", thing(HOME, "web-task-role"), toTasks);
mustNot(
  "the pipeline hands on no person's",
  pipeline,
  "iam:PassRole",
  thing(HOME, "people-operators-role"),
  toTasks,
);
mustNot(
  "the pipeline of dev rolls out nothing in production",
  role(DEV, "delivery-role"),
  "ecs:UpdateService",
  webService,
);
mustNot("the pipeline tags no service", pipeline, "ecs:TagResource", webService, {
  context: { "ecs:CreateAction": "RegisterTaskDefinition" },
});
mustNot("the pipeline deletes no database", pipeline, "rds:DeleteDBCluster", thing(HOME, "database-cluster"));
must(
  "the build pushes the image",
  role(HOME, "delivery-image-role"),
  "ecr:PutImage",
  thing(HOME, "images-web-repository"),
);
mustNot(
  "the build pushes none to the other region: ECR copies",
  role(HOME, "delivery-image-role"),
  "ecr:PutImage",
  inRegion("us-east-1", thing(HOME, "images-web-repository")),
);
must(
  "S3 copies files to the other region",
  role(HOME, "media-files-replication-role"),
  "s3:ReplicateObject",
  thing(HOME, "media-files-bucket-us-east-1-bucket", "/1"),
);
mustNot(
  "S3 copies no file to the logs",
  role(HOME, "media-files-replication-role"),
  "s3:ReplicateObject",
  thing(HOME, "media-logs-bucket-bucket", "/1"),
);
mustNot(
  "a canary reads no file",
  role(HOME, "canaries-site-role"),
  "s3:GetObject",
  thing(HOME, "media-files-bucket-ap-southeast-1-bucket", "/1"),
);
must(
  "the pipeline's key serves its builds",
  role(HOME, "delivery-unit-role"),
  "kms:Decrypt",
  output(HOME, "delivery-artifacts-ap-southeast-1-key", "arn"),
);

export default rows;

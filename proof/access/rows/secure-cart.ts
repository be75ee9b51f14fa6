import { Statement } from "../../../policy-pack/rules/policy-documents";
import type { AccessDocument } from "../documents";
import {
  administratorSecret,
  databaseUser,
  type Finder,
  idOf,
  role,
  rowsOf,
  service,
  stranger,
  text,
  thing,
} from "./row";

const HOME = "secure-cart-primary";
const { rows, must, mustNot } = rowsOf("secure-cart");

const checkout = role(HOME, "checkout-task-role");
const catalog = role(HOME, "catalog-task-role");
const payments = role(HOME, "payments-task-role");
const gateway = role(HOME, "partner-gateway-role");
const sessions = thing(HOME, "sessions-table");
const received = thing(HOME, "partner-reports-checkout-queue");
const product = thing(HOME, "images-bucket-bucket", "/product.jpg");
const partners = text("arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:cart/partners/parcels-AbC123");
const endpoint = (name: string) => idOf(HOME, `com.amazonaws.us-east-1.${name}`);

/** The other account's repository, which lets this account's roles pull, as its owner would write it. */
const REPOSITORY = "arn:aws:ecr:us-east-1:111122223333:repository/secure-cart/checkout";
const letsPull = ({ account }: Finder): AccessDocument[] => [
  {
    ...{ kind: "resource", stack: "another account", about: REPOSITORY },
    resource: {
      urn: "",
      type: "",
      name: "repository",
      custom: true,
      inputs: {},
      outputs: {},
      dependencies: [],
    },
    statements: [
      new Statement(
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
        },
        1,
      ),
    ],
  },
];

must("checkout keeps sessions", checkout, "dynamodb:PutItem", sessions, { through: endpoint("dynamodb") });
must("the catalog reads sessions", catalog, "dynamodb:GetItem", sessions, { through: endpoint("dynamodb") });
mustNot("checkout reads no partners' reports", checkout, "dynamodb:GetItem", thing(HOME, "reports-table"));
mustNot(
  "no other table is reached through the endpoint",
  gateway,
  "dynamodb:GetItem",
  thing(HOME, "reports-table"),
  { through: endpoint("dynamodb") },
);
must("the partners' gateway keeps reports", gateway, "dynamodb:PutItem", thing(HOME, "reports-table"));
mustNot("the partners' gateway reads no sessions", gateway, "dynamodb:GetItem", sessions);
must("the partners' gateway announces reports", gateway, "sns:Publish", thing(HOME, "partner-reports-topic"));
must("the partners' gateway reads partners' secrets", gateway, "secretsmanager:GetSecretValue", partners);
mustNot(
  "the partners' gateway reads no other secret",
  gateway,
  "secretsmanager:GetSecretValue",
  text("arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:cart/other-AbC123"),
);
mustNot(
  "the partners' gateway does not read the database's password",
  gateway,
  "secretsmanager:GetSecretValue",
  administratorSecret(HOME, "database-instance"),
);
mustNot("checkout does not read partners' secrets", checkout, "secretsmanager:GetSecretValue", partners);
must("checkout takes reports from its queue", checkout, "sqs:ReceiveMessage", received, {
  through: endpoint("sqs"),
});
must("checkout decrypts them", checkout, "kms:Decrypt", thing(HOME, "message-key-key"), {
  through: endpoint("kms"),
  context: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" },
});
mustNot("checkout sends none", checkout, "sqs:SendMessage", received);
mustNot("the catalog takes none", catalog, "sqs:ReceiveMessage", received);
must("the catalog shows product images", catalog, "s3:GetObject", product, { through: endpoint("s3") });
mustNot("the catalog changes none", catalog, "s3:PutObject", product);
mustNot("checkout sees none", checkout, "s3:GetObject", product);
must(
  "checkout logs in to the database",
  checkout,
  "rds-db:connect",
  databaseUser(HOME, "database-instance", "cart"),
);
mustNot(
  "checkout is no administrator",
  checkout,
  "rds-db:connect",
  databaseUser(HOME, "database-instance", "administrator"),
);
mustNot(
  "payments do not log in to the cart's database",
  payments,
  "rds-db:connect",
  databaseUser(HOME, "database-instance", "cart"),
);
mustNot("payments read no sessions", payments, "dynamodb:GetItem", sessions);
mustNot("payments read no partners' secrets", payments, "secretsmanager:GetSecretValue", partners);
must("payments send traces", payments, "xray:PutTraceSegments", text("*"), { through: endpoint("xray") });
must(
  "checkout's image comes from another account, through the endpoint",
  role(HOME, "checkout-execution-role"),
  "ecr:BatchGetImage",
  text(REPOSITORY),
  { through: endpoint("ecr.dkr"), given: letsPull },
);
mustNot(
  "no other image of that account does",
  role(HOME, "checkout-execution-role"),
  "ecr:BatchGetImage",
  text(REPOSITORY.replace("checkout", "other")),
  { through: endpoint("ecr.dkr"), given: letsPull },
);
mustNot(
  "stolen credentials carry nothing out",
  catalog,
  "s3:PutObject",
  text("arn:aws:s3:::somebody-elses/product.jpg"),
  { through: endpoint("s3") },
);
mustNot(
  "a stranger gets nothing through the endpoint",
  stranger("arn:aws:iam::999999999999:role/x"),
  "sqs:ReceiveMessage",
  received,
  { through: endpoint("sqs") },
);
mustNot(
  "an inspecting machine reads no image",
  role(HOME, "inspection-appliances-role"),
  "s3:GetObject",
  product,
);
mustNot(
  "an inspecting machine reads no secret",
  role(HOME, "inspection-appliances-role"),
  "secretsmanager:GetSecretValue",
  partners,
);
mustNot("a canary reads no sessions", role(HOME, "canaries-checkout-role"), "dynamodb:GetItem", sessions);
mustNot(
  "another service cannot be checkout",
  service("lambda"),
  "sts:AssumeRole",
  thing(HOME, "checkout-task-role"),
);
mustNot(
  "no task of another account can",
  service("ecs-tasks"),
  "sts:AssumeRole",
  thing(HOME, "checkout-task-role"),
  {
    context: {
      "aws:SourceArn": "arn:aws:ecs:us-east-1:999999999999:task/x",
      "aws:SourceAccount": "999999999999",
    },
  },
);
must("tasks of this account can", service("ecs-tasks"), "sts:AssumeRole", thing(HOME, "checkout-task-role"), {
  context: {
    "aws:SourceArn": text("arn:aws:ecs:us-east-1:ACCOUNT:task/x"),
    "aws:SourceAccount": text("ACCOUNT"),
  },
});

export default rows;

const apigatewayv2 = require("@pulumi/aws/apigatewayv2");
const cloudwatch = require("@pulumi/aws/cloudwatch");
const dynamodb = require("@pulumi/aws/dynamodb");
const iam = require("@pulumi/aws/iam");
const lambda = require("@pulumi/aws/lambda");
const pulumi = require("@pulumi/pulumi");

const table = new dynamodb.Table("notes", {
  attributes: [
    { name: "id", type: "S" },
    { name: "owner", type: "S" },
  ],
  hashKey: "id",
  billingMode: "PAY_PER_REQUEST",
  globalSecondaryIndexes: [{ name: "by-owner", hashKey: "owner", projectionType: "ALL" }],
});

const role = new iam.Role("api", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" }, Effect: "Allow" },
    ],
  }),
});
new iam.RolePolicyAttachment("logs", {
  role: role.name,
  policyArn: iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
});
new iam.RolePolicy("table", {
  role: role.id,
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
        Resource: [table.arn, pulumi.interpolate`${table.arn}/index/*`],
      },
    ],
  },
});

const handler = new lambda.Function("api", {
  role: role.arn,
  runtime: "nodejs22.x",
  handler: "index.main",
  code: new pulumi.asset.AssetArchive({ ".": new pulumi.asset.FileArchive("./handler") }),
  memorySize: 256,
  timeout: 10,
  environment: { variables: { TABLE: table.name } },
});
new cloudwatch.LogGroup("api", {
  name: pulumi.interpolate`/aws/lambda/${handler.name}`,
  retentionInDays: 14,
});

const api = new apigatewayv2.Api("notes", {
  protocolType: "HTTP",
  corsConfiguration: { allowOrigins: ["*"], allowMethods: ["GET", "PUT"] },
});
const integration = new apigatewayv2.Integration("handler", {
  apiId: api.id,
  integrationType: "AWS_PROXY",
  integrationUri: handler.invokeArn,
  payloadFormatVersion: "2.0",
});
for (const method of ["GET", "PUT"]) {
  new apigatewayv2.Route(method.toLowerCase(), {
    apiId: api.id,
    routeKey: `${method} /notes/{id}`,
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
}
const stage = new apigatewayv2.Stage("live", { apiId: api.id, name: "$default", autoDeploy: true });
new lambda.Permission("api", {
  function: handler.name,
  action: "lambda:InvokeFunction",
  principal: "apigateway.amazonaws.com",
  sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
});

exports.url = stage.invokeUrl;

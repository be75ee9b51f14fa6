import { mapIn } from "../../../../test/support/values";
import { textOf } from "../../graph";
import { type Known, type Need, type NeedsOf, sendsTo, textIn, throughService, writesLog } from "./need";

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
export const ofFunction: NeedsOf = (resource, system) => {
  const {
    name,
    region,
    role: given,
    vpcConfig,
    tracingConfig,
    deadLetterConfig,
    environment,
  } = resource.inputs;
  const role = textIn(given);
  if (role === undefined) return [];
  const group = textIn(mapIn(resource.inputs.loggingConfig).logGroup) ?? `/aws/lambda/${name}`;
  const logs = isAtEdge(resource.outputs.arn, system)
    ? [writesLog(role, region, `/aws/lambda/us-east-1.${name}`, system.account)]
    : [writesLog(role, region, group, system.account)];
  const inNetwork = [vpcConfig].flat().some((one) => mapIn(one).subnetIds !== undefined);
  const isTraced = mapIn(tracingConfig).mode === "Active";
  const hasEnvironment = mapIn(environment).variables !== undefined;
  return [
    ...logs,
    ...(inNetwork ? [inTheNetwork(role)] : []),
    ...(isTraced ? [tracing(role)] : []),
    ...sendsTo(role, mapIn(deadLetterConfig).targetArn, system),
    ...(hasEnvironment ? throughService(role, textOf(resource, "kmsKeyArn"), "lambda", ["kms:Decrypt"]) : []),
  ];
};

/** The log of a Lambda@Edge function is in the region where it runs, under the name of the region where it was made. */
function isAtEdge(arn: unknown, system: Known): boolean {
  return system
    .all("aws:cloudfront/distribution:Distribution")
    .some(({ inputs }) => JSON.stringify(inputs).includes(`${String(arn)}:`));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const inTheNetwork = (role: string): Need => ({
  role,
  actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
  on: "*",
  byManagedPolicy: true,
});

const tracing = (role: string): Need => ({
  role,
  actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  on: "*",
});

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html */
export const ofRotation: NeedsOf = ({ inputs }, system) => {
  const [role, secret] = [system.roleOfFunction(inputs.rotationLambdaArn), textIn(inputs.secretId)];
  if (role === undefined || secret === undefined) return [];
  const found = system.find("aws:secretsmanager/secret:Secret", "arn", secret);
  const key = found && textOf(found, "kmsKeyId");
  return [
    {
      ...{ role: "secretsmanager.amazonaws.com", actions: ["lambda:InvokeFunction"] },
      on: String(inputs.rotationLambdaArn),
      context: { "aws:SourceArn": secret, "aws:SourceAccount": system.account },
    },
    {
      role,
      actions: ["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"].map(
        (action) => `secretsmanager:${action}`,
      ),
      on: secret,
    },
    ...throughService(role, key, "secretsmanager", ["kms:Decrypt", "kms:GenerateDataKey"], {
      "kms:EncryptionContext:SecretARN": secret,
    }),
  ];
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#events-sqs-permissions */
export const ofQueueReader: NeedsOf = ({ inputs }, system) => {
  const [queue, name] = [textIn(inputs.eventSourceArn), textIn(inputs.functionName)];
  if (queue === undefined || !queue.startsWith("arn:aws:sqs:") || name === undefined) return [];
  const role = system.roleOfFunction(name);
  const found = system.find("aws:sqs/queue:Queue", "arn", queue);
  if (role === undefined) return [];
  const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  const key = found && textOf(found, "kmsMasterKeyId");
  return [{ role, actions, on: queue }, ...throughService(role, key, "sqs", ["kms:Decrypt"])];
};

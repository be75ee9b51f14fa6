import { policyDocument } from "../arguments/policy-statements";

/** The trust of an instance's role: EC2 alone may take it. EC2 sends no source account with it. */
export const INSTANCE_TRUST = policyDocument([
  { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
]);

/**
 * What an instance may do: be reached by Session Manager, which needs neither an open port nor a key, and what the
 * caller adds. AWS's managed policy for it would also let every instance read every parameter of the account.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export function instancePolicy(statements: readonly object[]): string {
  return policyDocument([
    {
      Sid: "SessionManager",
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      // None of the channels has an ARN.
      Resource: "*",
    },
    ...statements,
  ]);
}

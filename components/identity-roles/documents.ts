/** Where groups and roles are. */
export interface IdentityScope {
  partition: string;
  accountId: string;
}

const WITH_SECOND_FACTOR = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

/** What somebody without a second factor may do: get one, and change the password with which they came. */
const ENROL = [
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ResyncMFADevice",
];

/** Credentials that last until somebody deletes them. */
const LASTING = ["iam:CreateAccessKey", "iam:CreateServiceSpecificCredential", "iam:UploadSSHPublicKey"];

/** Who may take a duty's role: users of the account whom a group lets, with a second factor that they showed lately. */
export function dutyTrust({ partition, accountId }: IdentityScope, sessionHours: number): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Condition: {
          ...WITH_SECOND_FACTOR,
          NumericLessThan: { "aws:MultiFactorAuthAge": String(sessionHours * 3600) },
        },
      },
    ],
  });
}

/**
 * What a group's members may do by themselves: take their duty's role and get a second factor. Nothing else without that
 * factor, and never a key that lasts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
export function groupPolicy({ partition, accountId }: IdentityScope, roleArn: string): string {
  const own = (kind: string) => `arn:${partition}:iam::${accountId}:${kind}/\${aws:username}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TakeDuty",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: roleArn,
        Condition: WITH_SECOND_FACTOR,
      },
      { Sid: "EnrolSecondFactor", Effect: "Allow", Action: ENROL, Resource: [own("user"), own("mfa")] },
      {
        Sid: "NothingWithoutSecondFactor",
        Effect: "Deny",
        NotAction: [...ENROL, "sts:GetSessionToken"],
        Resource: "*",
        // IfExists: keys that last carry no word of a second factor at all.
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
      { Sid: "NoLastingKeys", Effect: "Deny", Action: LASTING, Resource: "*" },
    ],
  });
}

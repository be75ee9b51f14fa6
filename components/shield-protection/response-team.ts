import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as shield from "@pulumi/aws/shield";
import * as pulumi from "@pulumi/pulumi";

/** Access of AWS's Shield Response Team, and whom it calls. */
export interface ResponseTeam {
  /** Name of the role that the team takes, unique in the account, up to 64 characters. */
  roleName: string;
  /** E-mail addresses of the people, 1 to 10. */
  emails: string[];
  /** Their telephone number in E.164's spelling, `+12065550100`. */
  phone: string;
}

/**
 * Lets the Shield Response Team read what it needs and change web ACLs in an attack, and has it call people when a
 * health check fails during one. It needs a subscription, and Business or Enterprise Support.
 * https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-access.html
 */
export function admitResponseTeam(
  name: string,
  { roleName, emails, phone }: ResponseTeam,
  parent: pulumi.Resource,
  dependsOn: pulumi.Resource[],
): void {
  const { partition } = getPartitionOutput({}, { parent });
  const role = new iam.Role(
    `${name}-response-team`,
    {
      name: roleName,
      description: "The Shield Response Team, in an attack",
      assumeRolePolicy: RESPONSE_TEAM_TRUST,
    },
    { parent },
  );
  const policy = new iam.RolePolicyAttachment(
    `${name}-response-team`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AWSShieldDRTAccessPolicy`,
    },
    { parent },
  );
  const access = new shield.DrtAccessRoleArnAssociation(
    `${name}-response-team`,
    { roleArn: role.arn },
    { parent, dependsOn: [policy, ...dependsOn] },
  );
  new shield.ProactiveEngagement(
    `${name}-proactive-engagement`,
    {
      enabled: true,
      // One of them has to have a telephone number.
      emergencyContacts: emails.map((emailAddress) => ({ emailAddress, phoneNumber: phone })),
    },
    { parent, dependsOn: access },
  );
}

/** Only AWS's team takes the role; it names no account, since it comes from AWS's own. */
export const RESPONSE_TEAM_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "drt.shield.amazonaws.com" } },
  ],
});

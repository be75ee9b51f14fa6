import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";

/** What an instance needs to take its address. */
export interface AddressTaking {
  region: string;
  /** Id of the address. */
  allocationId: string;
}

/**
 * Start of an instance's script: it takes the address, from whoever has it, and waits until it reaches the internet by it.
 * Before that it has no way out, so the API of EC2 has to have an endpoint in the network.
 */
export function addressScript({ region, allocationId }: AddressTaking): string {
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    "metadata=http://169.254.169.254/latest",
    'token="$(curl -fsS -X PUT "$metadata/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 300")"',
    'instance="$(curl -fsS -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/instance-id")"',
    `aws ec2 associate-address --region ${region} --allocation-id ${allocationId} --instance-id "$instance" --allow-reassociation`,
    // An association takes seconds to work.
    "for attempt in $(seq 60); do",
    `  curl -fsS --max-time 2 --output /dev/null https://checkip.amazonaws.com && break`,
    '  if [ "$attempt" = 60 ]; then echo "the address does not reach the internet" >&2; exit 1; fi',
    "  sleep 2",
    "done",
    "",
  ].join("\n");
}

/** What policies name. */
export interface AddressScope {
  partition: string;
  region: string;
  accountId: string;
}

/**
 * What takes an address: itself, and an instance of this name with its interface.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function addressStatements(
  scope: pulumi.Output<AddressScope>,
  allocationId: pulumi.Output<string>,
  resourceName: string,
): PolicyStatement[] {
  const arn = (kind: string, id: pulumi.Input<string>) =>
    scope.apply(
      ({ partition, region, accountId }) => `arn:${partition}:ec2:${region}:${accountId}:${kind}/${id}`,
    );
  const address = allocationId.apply((id) => arn("elastic-ip", id));
  const actions = ["ec2:AssociateAddress"];
  return [
    { sid: "TakeAddress", actions, resources: [address] },
    {
      sid: "TakeAddressItself",
      actions,
      resources: [arn("instance", "*"), arn("network-interface", "*")],
      conditions: { StringEquals: { "aws:ResourceTag/Name": resourceName } },
    },
  ];
}

/** What writes a log. */
export function logStatements(logGroupArn: pulumi.Output<string>): PolicyStatement[] {
  return [
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [logGroupArn, logGroupArn.apply((arn) => `${arn}:*`)],
    },
  ];
}

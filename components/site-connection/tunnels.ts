import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { TUNNEL } from "./args";

/** The terms of both tunnels: equal but for the addresses inside. */
export function tunnels(
  logGroupArn: pulumi.Input<string>,
  insideCidrs?: readonly [string, string],
): Partial<ec2.VpnConnectionArgs> {
  const logOptions = {
    cloudwatchLogOptions: {
      logEnabled: true,
      logGroupArn,
      logOutputFormat: "json",
      bgpLogEnabled: true,
      bgpLogGroupArn: logGroupArn,
      bgpLogOutputFormat: "json",
    },
  };
  const integrity = [...TUNNEL.integrity];
  const encryption = [...TUNNEL.encryption];
  const groups = [...TUNNEL.groups];
  return {
    tunnel1InsideCidr: insideCidrs?.[0],
    tunnel1IkeVersions: [...TUNNEL.ikeVersions],
    tunnel1Phase1EncryptionAlgorithms: encryption,
    tunnel1Phase1IntegrityAlgorithms: integrity,
    tunnel1Phase1DhGroupNumbers: groups,
    tunnel1Phase2EncryptionAlgorithms: encryption,
    tunnel1Phase2IntegrityAlgorithms: integrity,
    tunnel1Phase2DhGroupNumbers: groups,
    tunnel1DpdTimeoutAction: TUNNEL.deadPeerAction,
    tunnel1LogOptions: logOptions,
    tunnel2InsideCidr: insideCidrs?.[1],
    tunnel2IkeVersions: [...TUNNEL.ikeVersions],
    tunnel2Phase1EncryptionAlgorithms: encryption,
    tunnel2Phase1IntegrityAlgorithms: integrity,
    tunnel2Phase1DhGroupNumbers: groups,
    tunnel2Phase2EncryptionAlgorithms: encryption,
    tunnel2Phase2IntegrityAlgorithms: integrity,
    tunnel2Phase2DhGroupNumbers: groups,
    tunnel2DpdTimeoutAction: TUNNEL.deadPeerAction,
    tunnel2LogOptions: logOptions,
  };
}

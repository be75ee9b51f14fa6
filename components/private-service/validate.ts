import { balancerNameMistakes } from "../arguments/balancer-names";
import type { Mistake } from "../arguments/mistakes";
import { peerMistakes, portMistakes } from "../arguments/traffic";
import { type PartnerEndpointArgs, type PrivateServiceArgs, ServiceProtocol } from "./args";

/** What AWS would refuse in a service, or would accept and leave open. */
export function serviceMistakes(args: PrivateServiceArgs): Mistake[] {
  const { protocol, certificateArn, healthCheckPath, allowedPrincipals, privateName } = args;
  const found = [
    ...balancerNameMistakes("resourceName", args.resourceName),
    ...portMistakes("port", args.port),
    ...portMistakes("targetPort", args.targetPort),
    ...peerMistakes("clients", args.clients ?? []),
    ...allowedPrincipals.flatMap((arn, index) => principalMistakes(`allowedPrincipals[${index}]`, arn)),
  ];
  const wrong = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (protocol === ServiceProtocol.Tls && certificateArn === undefined) {
    wrong("certificateArn", "is missing, a TLS listener shows a certificate");
  }
  if (protocol === ServiceProtocol.Tcp && certificateArn !== undefined) {
    wrong("certificateArn", "is not allowed, a TCP listener shows no certificate");
  }
  if (healthCheckPath !== undefined && !/^\/[\x21-\x7e]{0,1023}$/.test(healthCheckPath)) {
    wrong("healthCheckPath", `"${healthCheckPath}" is not allowed, a path such as /health is`);
  }
  for (const [index, arn] of allowedPrincipals.entries()) {
    if (allowedPrincipals.indexOf(arn) !== index) {
      wrong(`allowedPrincipals[${index}]`, `"${arn}" is not allowed twice`);
    }
  }
  for (const [index, region] of (args.consumerRegions ?? []).entries()) {
    if (region === args.region) wrong(`consumerRegions[${index}]`, `"${region}" is the service's own`);
  }
  if (privateName !== undefined && !isDomainName(privateName.domainName)) {
    const reason = `"${privateName.domainName}" is not allowed, a name such as payments.example.com is`;
    wrong("privateName.domainName", reason);
  }
  return found;
}

/** `*` would let every account in AWS ask. https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html */
function principalMistakes(propertyPath: string, arn: string): Mistake[] {
  if (/^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/.test(arn)) return [];
  const reason = `"${arn}" is not allowed, the ARN of an account, a role or a user such as arn:aws:iam::111122223333:root is`;
  return [{ propertyPath, reason }];
}

function isDomainName(name: string): boolean {
  return name.length <= 255 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name);
}

/** What EC2 would refuse in an endpoint, and an endpoint that nobody could call. */
export function endpointMistakes({ ports, clients }: PartnerEndpointArgs): Mistake[] {
  const found = [
    ...ports.flatMap((port, index) => portMistakes(`ports[${index}]`, port)),
    ...peerMistakes("clients", clients),
  ];
  if (ports.length === 0)
    found.push({ propertyPath: "ports", reason: "[] is not allowed, one port or more is" });
  if (new Set(ports).size !== ports.length) {
    found.push({ propertyPath: "ports", reason: `[${ports.join(", ")}] is not allowed, each port once is` });
  }
  if (clients.length === 0) {
    found.push({ propertyPath: "clients", reason: "[] is not allowed: nobody could connect" });
  }
  return found;
}

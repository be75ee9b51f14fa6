import type { Construction } from "../components/construction";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";

/** URL of the cluster's OpenID Connect issuer; empty when the cluster has none. */
export function issuer(cluster: Resource): Input {
  return combine([cluster.output("identities")], issuerUrl);
}

/** SHA-1 of the certificate authority behind the issuers of EKS; the component reads it from the issuer over the network. */
const issuerThumbprint = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280";

/** Lets IAM trust the service accounts of a cluster. */
export function oidcProvider(construction: Construction, cluster: Resource, parent: Resource): Resource {
  return construction.resource(
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    `${construction.name}-oidcProvider`,
    {
      clientIdLists: ["sts.amazonaws.com"],
      url: cluster.output("identities", 0, "oidcs", 0, "issuer"),
      thumbprintLists: [issuerThumbprint],
    },
    { parent },
  );
}

function issuerUrl(identities: unknown): string {
  const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
  const identity = first(identities);
  if (typeof identity !== "object" || identity === null || !("oidcs" in identity)) return "";
  const oidc = first(identity.oidcs);
  return typeof oidc === "object" && oidc !== null && "issuer" in oidc ? String(oidc.issuer) : "";
}

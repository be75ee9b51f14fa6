import { getSecretOutput } from "@pulumi/aws/secretsmanager";
import { FeaturePlan, SecondFactor, UserPool } from "../../components/user-pool";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";
import { SCOPES } from "./routes";

/** Name of the site among the clients of the user pool. */
export const SITE_CLIENT = "site";

/** Sign-up and sign-in of the users, in this region. */
export function userPool({ settings, names, opts }: Flow, { keyArn, firewall }: Foundation): UserPool {
  const { region, users, api, recovery } = settings;
  const addresses = [...names.siteAliases.map((host) => `https://${host}/`), ...users.callbackUrls];
  const { identifier, names: scopes } = SCOPES;
  return new UserPool(
    "users",
    {
      region,
      poolName: names.userPool,
      keyArn,
      domainPrefix: names.signInDomain,
      selfSignUp: true,
      secondFactor: users.mfa === "required" ? SecondFactor.Required : SecondFactor.Optional,
      plan: users.threatProtection ? FeaturePlan.Plus : FeaturePlan.Essentials,
      resourceServers: [
        {
          identifier,
          scopes: Object.entries(scopes).map(([name, description]) => ({ name, description })),
        },
      ],
      clients: [
        {
          name: SITE_CLIENT,
          callbackUrls: addresses,
          logoutUrls: addresses,
          scopes: ["openid", "email", ...Object.keys(scopes).map((name) => `${identifier}/${name}`)],
        },
      ],
      oidcProvider: providerOf({ settings, names, opts }),
      webAclArn: firewall.webAclArn,
      logRetentionInDays: api.logRetentionDays,
      protect: recovery.protect,
    },
    opts,
  );
}

/** By setting, where users sign in instead; the client's secret stays in Secrets Manager. */
function providerOf({ settings, opts }: Flow) {
  const { region, users } = settings;
  if (users.identityProvider === undefined) return undefined;
  const { name, issuer, clientId, clientSecretName } = users.identityProvider;
  const { arn } = getSecretOutput({ name: clientSecretName, region }, { provider: opts.providers.aws });
  return { name, issuer, clientId, clientSecretArn: arn };
}

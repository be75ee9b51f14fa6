import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import { ClientKind, defaults, FeaturePlan, type PoolClient, type UserPoolArgs } from "./args";

/** What clients are made in. */
interface Pool {
  userPoolId: pulumi.Output<string>;
  /** Providers at which users may sign in. */
  providers: string[];
  /** Scopes and providers, which have to be there first. */
  dependsOn: pulumi.Resource[];
}

/** The applications of a pool, and the look of the pages on which their users sign in. */
export function createClients(
  name: string,
  args: UserPoolArgs,
  pool: Pool,
  parent: pulumi.Resource,
): Record<string, pulumi.Output<string>> {
  const { region, plan = defaults.plan } = args;
  return Object.fromEntries(
    args.clients.map((client) => {
      const made = new cognito.UserPoolClient(
        `${name}-${client.name}`,
        {
          region,
          userPoolId: pool.userPoolId,
          name: client.name,
          ...flows(client, plan, pool.providers),
          accessTokenValidity: client.tokenMinutes ?? defaults.tokenMinutes,
          idTokenValidity: client.tokenMinutes ?? defaults.tokenMinutes,
          refreshTokenValidity: client.refreshTokenDays ?? defaults.refreshTokenDays,
          tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
          enableTokenRevocation: true,
          // A wrong name is answered as a wrong password is.
          preventUserExistenceErrors: "ENABLED",
        },
        { parent, dependsOn: pool.dependsOn },
      );
      if (client.kind !== ClientKind.Machine && plan !== FeaturePlan.Lite) {
        // The newer pages show an error to clients without a style.
        new cognito.ManagedLoginBranding(
          `${name}-${client.name}-style`,
          { region, userPoolId: pool.userPoolId, clientId: made.id, useCognitoProvidedValues: true },
          { parent },
        );
      }
      return [client.name, made.id];
    }),
  );
}

/** How a client gets its tokens: by code with users and by its credentials without; never by a password that it saw. */
function flows(client: PoolClient, plan: FeaturePlan, providers: string[]) {
  const { kind = ClientKind.Public, scopes = defaults.scopes } = client;
  const common = { allowedOauthFlowsUserPoolClient: true, allowedOauthScopes: scopes };
  if (kind === ClientKind.Machine) {
    return {
      ...common,
      allowedOauthFlows: ["client_credentials"],
      generateSecret: true,
      supportedIdentityProviders: ["COGNITO"],
      // Without a flow of users Cognito would still allow the default ones.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    };
  }
  // A refresh token that is exchanged for a new one each time shows by its second use that somebody else has it.
  const rotation = { feature: "ENABLED", retryGracePeriodSeconds: defaults.refreshGraceSeconds };
  const rotates = plan !== FeaturePlan.Lite;
  return {
    ...common,
    allowedOauthFlows: ["code"],
    generateSecret: kind === ClientKind.Server,
    callbackUrls: client.callbackUrls,
    logoutUrls: client.logoutUrls,
    supportedIdentityProviders: providers,
    explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", ...(rotates ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"])],
    ...(rotates ? { refreshTokenRotation: rotation } : {}),
  };
}

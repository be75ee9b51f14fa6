import * as cognito from "@pulumi/aws/cognito";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getSecretVersionOutput } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, FeaturePlan, type OidcProvider, type UserPoolArgs } from "./args";
import { createClients } from "./clients";
import { createProtection } from "./protection";
import { mistakes } from "./validate";

export * from "./args";

/** What Cognito finds in a provider's discovery document and tells as if it had been given. */
const DISCOVERED = ["attributes_url", "authorize_url", "token_url", "jwks_uri"];

/**
 * A Cognito user pool: people who sign in by e-mail, a long password and an authenticator app, and applications that get
 * tokens for them. An account is recovered by e-mail alone; nothing is sent by SMS, which can be taken over.
 *
 * A pool is in one region and has no copy: while that region is lost nobody signs in. Tokens that were issued are still
 * checked wherever the pool's public keys are kept.
 *
 * Cost: for each user who was active in a month, see {@link FeaturePlan}; the first 10,000 are free but with Plus.
 */
export class UserPool extends pulumi.ComponentResource {
  /** Id of the pool. */
  readonly userPoolId: pulumi.Output<string>;
  /** ARN of the pool, for an API's authorizer. */
  readonly userPoolArn: pulumi.Output<string>;
  /** Issuer of its tokens: `https://cognito-idp.<region>.amazonaws.com/<id>`; its keys are below it, at `/.well-known/jwks.json`. */
  readonly issuer: pulumi.Output<string>;
  /** Ids of the clients by their names. */
  readonly clientIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Domain of the sign-in pages. */
  readonly domainName: pulumi.Output<string>;
  /** CloudFront's name of that domain, for an alias record; only with a domain of one's own. */
  readonly targetDomainName: pulumi.Output<string> | undefined;
  /** Hosted zone of CloudFront's name, for the same record. */
  readonly targetZoneId: pulumi.Output<string> | undefined;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("UserPool", name, mistakes(args));
    super("tandem:components:UserPool", name, args, opts);

    const pool = this.pool(name, args);
    const servers = this.resourceServers(name, args, pool);
    const provider = args.oidcProvider && this.provider(name, args.region, args.oidcProvider, pool);
    const domain = this.domain(name, args, pool);
    this.clientIds = createClients(
      name,
      args,
      {
        userPoolId: pool.id,
        providers: ["COGNITO", ...(args.oidcProvider ? [args.oidcProvider.name] : [])],
        dependsOn: [...servers, ...(provider ? [provider] : [])],
      },
      this,
    );
    createProtection(name, args, pool, this);

    const { dnsSuffix } = getPartitionOutput({}, { parent: this });
    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.issuer = pulumi.interpolate`https://cognito-idp.${args.region}.${dnsSuffix}/${pool.id}`;
    this.domainName = args.domain
      ? domain.domain
      : pulumi.interpolate`${domain.domain}.auth.${args.region}.amazoncognito.com`;
    this.targetDomainName = args.domain && domain.cloudfrontDistribution;
    this.targetZoneId = args.domain && domain.cloudfrontDistributionZoneId;
    this.registerOutputs({ userPoolId: this.userPoolId, issuer: this.issuer, domainName: this.domainName });
  }

  private pool(name: string, args: UserPoolArgs): cognito.UserPool {
    const { plan = defaults.plan, protect = defaults.protect, mail } = args;
    const isPlus = plan === FeaturePlan.Plus;
    return new cognito.UserPool(
      `${name}-pool`,
      {
        region: args.region,
        name: args.poolName,
        userPoolTier: plan,
        deletionProtection: protect ? "ACTIVE" : "INACTIVE",
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        // Who has taken a session over must not move the account to a mailbox of their own.
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        mfaConfiguration: args.secondFactor ?? defaults.secondFactor,
        softwareTokenMfaConfiguration: { enabled: true },
        passwordPolicy: {
          minimumLength: args.passwordMinimumLength ?? defaults.passwordMinimumLength,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: defaults.temporaryPasswordDays,
          ...(isPlus ? { passwordHistorySize: defaults.passwordHistory } : {}),
        },
        adminCreateUserConfig: { allowAdminCreateUserOnly: !(args.selfSignUp ?? defaults.selfSignUp) },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        ...(isPlus ? { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } } : {}),
        ...(mail
          ? {
              emailConfiguration: {
                emailSendingAccount: "DEVELOPER",
                sourceArn: mail.identityArn,
                fromEmailAddress: mail.from,
              },
            }
          : {}),
      },
      { parent: this, protect },
    );
  }

  private resourceServers(
    name: string,
    { region, resourceServers = [] }: UserPoolArgs,
    pool: cognito.UserPool,
  ): cognito.ResourceServer[] {
    return resourceServers.map(
      ({ identifier, scopes }) =>
        new cognito.ResourceServer(
          `${name}-${identifier}`,
          {
            region,
            userPoolId: pool.id,
            identifier,
            name: identifier,
            scopes: scopes.map((scope) => ({
              scopeName: scope.name,
              scopeDescription: scope.description,
            })),
          },
          { parent: this },
        ),
    );
  }

  private provider(
    name: string,
    region: string,
    provider: OidcProvider,
    pool: cognito.UserPool,
  ): cognito.IdentityProvider {
    const { scopes = defaults.scopes, attributeMapping = defaults.attributeMapping } = provider;
    const secret = getSecretVersionOutput({ region, secretId: provider.clientSecretArn }, { parent: this });
    return new cognito.IdentityProvider(
      `${name}-${provider.name}`,
      {
        region,
        userPoolId: pool.id,
        providerName: provider.name,
        providerType: "OIDC",
        providerDetails: {
          oidc_issuer: provider.issuer,
          client_id: provider.clientId,
          client_secret: pulumi.secret(secret.secretString),
          authorize_scopes: scopes.join(" "),
          attributes_request_method: "GET",
          attributes_url_add_attributes: "false",
        },
        attributeMapping,
      },
      { parent: this, ignoreChanges: DISCOVERED.map((key) => `providerDetails.${key}`) },
    );
  }

  private domain(name: string, args: UserPoolArgs, pool: cognito.UserPool): cognito.UserPoolDomain {
    const { plan = defaults.plan } = args;
    return new cognito.UserPoolDomain(
      `${name}-domain`,
      {
        region: args.region,
        userPoolId: pool.id,
        domain: args.domain?.name ?? args.domainPrefix ?? "",
        certificateArn: args.domain?.certificateArn,
        // The newer pages are not part of the smallest plan.
        managedLoginVersion: plan === FeaturePlan.Lite ? 1 : 2,
      },
      { parent: this },
    );
  }
}

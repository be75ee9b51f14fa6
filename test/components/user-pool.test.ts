import assert from "node:assert/strict";
import {
  ClientKind,
  FeaturePlan,
  SecondFactor,
  UserPool,
  type UserPoolArgs,
} from "../../components/user-pool";
import { mistakes } from "../../components/user-pool/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const STYLE = "aws:cognito/managedLoginBranding:ManagedLoginBranding";
const DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";

const web = { name: "web", callbackUrls: ["https://www.example.com/signed-in"] };
const args: UserPoolArgs = {
  region: "us-west-2",
  poolName: "shop",
  keyArn: "arn:aws:kms:us-west-2:111122223333:key/logs",
  domainPrefix: "shop-test",
  clients: [web],
};
const servers = [{ identifier: "orders", scopes: [{ name: "write", description: "Place orders" }] }];
const provider = {
  name: "Partner",
  issuer: "https://login.example.org",
  clientId: "id-at-partner",
  clientSecretArn: "arn:secret",
};

async function build(change: Partial<UserPoolArgs> = {}) {
  const registered = startMocks(
    { [DOMAIN]: () => ({ cloudfrontDistribution: "d1.cloudfront.net", cloudfrontDistributionZoneId: "Z2" }) },
    { "aws:secretsmanager/getSecretVersion:getSecretVersion": () => ({ secretString: "from-the-secret" }) },
  );
  const made = new UserPool("users", { ...args, ...change });
  await settled();
  return { made, registered };
}

describe("UserPool", () => {
  it("REQ-11 asks for a long password and an authenticator app, and is protected", async () => {
    const { inputs } = only((await build()).registered, POOL);
    assert.equal(inputs.mfaConfiguration, "ON");
    assert.deepEqual(inputs.softwareTokenMfaConfiguration, { enabled: true });
    assert.equal(inputs.smsConfiguration, undefined);
    assert.deepEqual(inputs.passwordPolicy, {
      minimumLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 1,
      passwordHistorySize: 4,
    });
    assert.equal(inputs.deletionProtection, "ACTIVE");
    assert.deepEqual(inputs.adminCreateUserConfig, { allowAdminCreateUserOnly: true });
    assert.deepEqual(inputs.accountRecoverySetting, {
      recoveryMechanisms: [{ name: "verified_email", priority: 1 }],
    });
    assert.deepEqual(inputs.userAttributeUpdateSettings, {
      attributesRequireVerificationBeforeUpdates: ["email"],
    });
  });

  it("loosens what it is told to and no more", async () => {
    const { registered } = await build({
      secondFactor: SecondFactor.Optional,
      selfSignUp: true,
      protect: false,
      mail: { identityArn: "arn:identity", from: "no-reply@example.com" },
    });
    const { inputs } = only(registered, POOL);
    assert.deepEqual(
      [inputs.mfaConfiguration, inputs.adminCreateUserConfig, inputs.deletionProtection],
      ["OPTIONAL", { allowAdminCreateUserOnly: false }, "INACTIVE"],
    );
    assert.deepEqual(inputs.emailConfiguration, {
      emailSendingAccount: "DEVELOPER",
      sourceArn: "arn:identity",
      fromEmailAddress: "no-reply@example.com",
    });
  });

  it("blocks leaked passwords and risky sign-ins with the plan that can, and logs them", async () => {
    const { registered } = await build();
    const pool = only(registered, POOL).inputs;
    assert.deepEqual(
      [pool.userPoolTier, pool.userPoolAddOns],
      ["PLUS", { advancedSecurityMode: "ENFORCED" }],
    );
    const risk = only(registered, "aws:cognito/riskConfiguration:RiskConfiguration").inputs;
    assert.deepEqual(
      [risk.compromisedCredentialsRiskConfiguration, risk.accountTakeoverRiskConfiguration],
      [
        { actions: { eventAction: "BLOCK" }, eventFilters: ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"] },
        {
          actions: {
            highAction: { eventAction: "BLOCK", notify: false },
            mediumAction: { eventAction: "MFA_REQUIRED", notify: false },
            lowAction: { eventAction: "MFA_IF_CONFIGURED", notify: false },
          },
        },
      ],
    );
    const log = only(registered, "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.deepEqual(
      [log.name, log.retentionInDays, log.kmsKeyId],
      ["/aws/vendedlogs/cognito/shop", 365, args.keyArn],
    );
    const { logConfigurations } = only(
      registered,
      "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration",
    ).inputs;
    const to = { cloudWatchLogsConfiguration: { logGroupArn: "arn:mock:users-log" } };
    assert.deepEqual(logConfigurations, [
      { eventSource: "userNotification", logLevel: "ERROR", ...to },
      { eventSource: "userAuthEvents", logLevel: "INFO", ...to },
    ]);
  });

  it("asks of a smaller plan nothing that is not in it", async () => {
    for (const plan of [FeaturePlan.Essentials, FeaturePlan.Lite]) {
      const { registered } = await build({ plan });
      const pool = only(registered, POOL).inputs;
      assert.deepEqual([pool.userPoolTier, pool.userPoolAddOns], [plan, undefined]);
      assert.equal((pool.passwordPolicy as { passwordHistorySize?: number }).passwordHistorySize, undefined);
      assert.deepEqual(names(registered, "aws:cognito/riskConfiguration:RiskConfiguration"), []);
      const isLite = plan === FeaturePlan.Lite;
      assert.equal(only(registered, DOMAIN).inputs.managedLoginVersion, isLite ? 1 : 2);
      assert.equal(names(registered, STYLE).length, isLite ? 0 : 1);
      const client = only(registered, CLIENT).inputs;
      assert.equal(client.refreshTokenRotation === undefined, isLite);
      assert.equal((client.explicitAuthFlows as string[]).includes("ALLOW_REFRESH_TOKEN_AUTH"), isLite);
    }
  });

  it("gives an application tokens by code, short ones that can be revoked, and tells no names", async () => {
    const { made, registered } = await build();
    const { inputs } = only(registered, CLIENT, "users-web");
    assert.deepEqual(
      [inputs.allowedOauthFlows, inputs.allowedOauthFlowsUserPoolClient, inputs.allowedOauthScopes],
      [["code"], true, ["openid", "email"]],
    );
    assert.equal(inputs.generateSecret, false, "a browser keeps no secret");
    assert.deepEqual(
      [
        inputs.accessTokenValidity,
        inputs.idTokenValidity,
        inputs.refreshTokenValidity,
        inputs.tokenValidityUnits,
      ],
      [15, 15, 1, { accessToken: "minutes", idToken: "minutes", refreshToken: "days" }],
    );
    assert.deepEqual(
      [inputs.enableTokenRevocation, inputs.preventUserExistenceErrors, inputs.refreshTokenRotation],
      [true, "ENABLED", { feature: "ENABLED", retryGracePeriodSeconds: 10 }],
    );
    assert.deepEqual(Object.keys(made.clientIds), ["web"]);
  });

  it("gives a server a secret, and a machine its own scopes without users", async () => {
    const { registered } = await build({
      resourceServers: servers,
      clients: [
        { ...web, kind: ClientKind.Server },
        { name: "partner", kind: ClientKind.Machine, scopes: ["orders/write"] },
      ],
    });
    assert.equal(only(registered, CLIENT, "users-web").inputs.generateSecret, true);
    const machine = only(registered, CLIENT, "users-partner").inputs;
    assert.deepEqual(
      [machine.allowedOauthFlows, machine.generateSecret, machine.allowedOauthScopes, machine.callbackUrls],
      [["client_credentials"], true, ["orders/write"], undefined],
    );
    assert.deepEqual(names(registered, STYLE), ["users-web-style"]);
    const server = only(registered, "aws:cognito/resourceServer:ResourceServer").inputs;
    assert.deepEqual(
      [server.identifier, server.scopes],
      ["orders", [{ scopeName: "write", scopeDescription: "Place orders" }]],
    );
  });

  it("lets users of a provider in, with a secret that only the provider's resource has", async () => {
    const { registered } = await build({ oidcProvider: provider });
    const { inputs } = only(registered, "aws:cognito/identityProvider:IdentityProvider");
    // Marked as a secret as a whole.
    const { value: details, ...mark } = inputs.providerDetails as { value: Record<string, unknown> };
    assert.equal(Object.keys(mark).length, 1);
    assert.deepEqual(
      [inputs.providerType, details.oidc_issuer, details.client_id, details.authorize_scopes],
      ["OIDC", "https://login.example.org", "id-at-partner", "openid email"],
    );
    assert.equal(details.client_secret, "from-the-secret");
    // The subject is what the provider never gives to another user.
    assert.deepEqual(inputs.attributeMapping, { email: "email", username: "sub" });
    assert.deepEqual(only(registered, CLIENT).inputs.supportedIdentityProviders, ["COGNITO", "Partner"]);
    const own = only(registered, "tandem:components:UserPool").inputs;
    assert.doesNotMatch(JSON.stringify(own), /from-the-secret/);
  });

  it("has its pages at a prefix, or at a domain of one's own with what an alias record needs", async () => {
    const prefix = await build();
    assert.equal(only(prefix.registered, DOMAIN).inputs.domain, "shop-test");
    assert.equal(prefix.made.targetDomainName, undefined);
    const domain = { name: "login.example.com", certificateArn: "arn:certificate" };
    const own = await build({ domain, domainPrefix: undefined });
    const { inputs } = only(own.registered, DOMAIN);
    assert.deepEqual([inputs.domain, inputs.certificateArn], ["login.example.com", "arn:certificate"]);
    const outputs: unknown[] = [];
    own.made.targetDomainName?.apply((name) => outputs.push(name));
    own.made.issuer.apply((issuer) => outputs.push(issuer));
    prefix.made.domainName.apply((name) => outputs.push(name));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(outputs.sort(), [
      "d1.cloudfront.net",
      "https://cognito-idp.us-west-2.amazonaws.com/users-pool-id",
      "shop-test.auth.us-west-2.amazoncognito.com",
    ]);
  });

  it("is guarded by a web ACL when it is told to, and is whole in its own region", async () => {
    const { registered } = await build({
      webAclArn: "arn:acl",
      resourceServers: servers,
      oidcProvider: provider,
    });
    const { inputs } = only(registered, "aws:wafv2/webAclAssociation:WebAclAssociation");
    assert.deepEqual([inputs.resourceArn, inputs.webAclArn], ["arn:mock:users-pool", "arn:acl"]);
    for (const resource of registered) assert.equal(resource.inputs.region, "us-west-2", resource.name);
    assert.deepEqual(names((await build()).registered, "aws:wafv2/webAclAssociation:WebAclAssociation"), []);
  });

  const machine = { name: "m", kind: ClientKind.Machine };
  const own = { name: "login.example.com", certificateArn: "arn" };
  const wrong: [string, Partial<UserPoolArgs>, RegExp][] = [
    ["poolName", { poolName: "a/b" }, /up to 128/],
    ["passwordMinimumLength", { passwordMinimumLength: 8 }, /12 to 99 characters are: PCI/],
    ["clients", { clients: [] }, /at least one/],
    ["clients[1].name", { clients: [web, web] }, /clients\[0\] too/],
    ["clients[0].callbackUrls", { clients: [{ name: "web" }] }, /at least one/],
    [
      "clients[0].callbackUrls",
      { clients: [{ ...web, logoutUrls: ["http://example.com"] }] },
      /starts with https/,
    ],
    [
      "clients[0].scopes",
      { clients: [{ ...web, scopes: ["orders/write"] }] },
      /"orders\/write" is not allowed/,
    ],
    ["clients[0].scopes", { clients: [machine] }, /OpenID's are about users/],
    [
      "clients[0].callbackUrls",
      { resourceServers: servers, clients: [{ ...machine, ...web, scopes: ["orders/write"] }] },
      /nobody signs in/,
    ],
    ["clients[0].tokenMinutes", { clients: [{ ...web, tokenMinutes: 4 }] }, /5 to 1440/],
    ["clients[0].refreshTokenDays", { clients: [{ ...web, refreshTokenDays: 0 }] }, /1 to 3650/],
    ["domainPrefix", { domainPrefix: undefined }, /is missing/],
    ["domainPrefix", { domain: own }, /not allowed with domain/],
    ["domainPrefix", { domainPrefix: "my-aws-pool" }, /without aws, amazon and cognito/],
    ["domain.name", { domainPrefix: undefined, domain: { ...own, name: "Login" } }, /lower case/],
    ["oidcProvider.name", { oidcProvider: { ...provider, name: "P" } }, /3 to 32/],
    ["oidcProvider.issuer", { oidcProvider: { ...provider, issuer: "http://login" } }, /starts with https/],
    ["logRetentionInDays", { logRetentionInDays: 31 }, /30 or 60/],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path} ${JSON.stringify(change).slice(0, 80)}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("takes an application on a developer's own machine", () => {
    assert.deepEqual(
      mistakes({ ...args, clients: [{ ...web, callbackUrls: ["http://localhost:3000/in"] }] }),
      [],
    );
  });
});

import type * as pulumi from "@pulumi/pulumi";

/** Whether a password is enough. */
export enum SecondFactor {
  /** Never: everybody has an authenticator app. */
  Required = "ON",
  /** For who has set no authenticator app up. */
  Optional = "OPTIONAL",
}

/** What a pool can do, and what an active user costs a month in it; the prices of us-east-1. */
export enum FeaturePlan {
  /** 0.0055 USD: the classic sign-in pages, no threat protection. */
  Lite = "LITE",
  /** 0.015 USD: the newer sign-in pages, no threat protection. */
  Essentials = "ESSENTIALS",
  /** 0.02 USD: with threat protection, password history and logs of sign-ins. */
  Plus = "PLUS",
}

/** What an application is, for the way in which it gets its tokens. */
export enum ClientKind {
  /** A browser or an app, which can't keep a secret: authorization code with PKCE. */
  Public = "public",
  /** A server with users: authorization code with PKCE and a secret. */
  Server = "server",
  /** A server without users: client credentials, with scopes of its own. */
  Machine = "machine",
}

/** An application that gets tokens. */
export interface PoolClient {
  /** Unique among the clients. A change replaces the client: its id changes. */
  name: string;
  /**
   * What it is. A change to or from `Public` replaces the client.
   * @default ClientKind.Public
   */
  kind?: ClientKind;
  /** Addresses to which users come back with a code; none for a machine. */
  callbackUrls?: string[];
  /** Addresses to which users come back after they signed out; none for a machine. */
  logoutUrls?: string[];
  /**
   * What its tokens are good for: OpenID's own scopes, and those of resource servers as `<identifier>/<name>`.
   * @default ["openid", "email"] with users; a machine names its own
   */
  scopes?: string[];
  /**
   * Minutes for which an access token and an ID token hold, 5 to 1440; nobody asks whether they are revoked.
   * @default 15
   */
  tokenMinutes?: number;
  /**
   * Days after which a user signs in again, 1 to 3650; revoked by signing out.
   * @default 1
   */
  refreshTokenDays?: number;
}

/** An API that tokens are for. */
export interface ResourceServer {
  /** Identifier, for example `orders`. A change replaces it. */
  identifier: string;
  /** What may be done with it. */
  scopes: { name: string; description: string }[];
}

/** An OpenID Connect provider whose users may sign in. */
export interface OidcProvider {
  /** Name on the sign-in page, 3 to 32 characters. A change replaces it, and its users are new ones. */
  name: string;
  /** Its issuer, over HTTPS, where its discovery document is. */
  issuer: string;
  /** Id of the pool at the provider. */
  clientId: pulumi.Input<string>;
  /** ARN of a secret of the pool's region whose value is the pool's secret at the provider. Read as a secret, and encrypted in the state. */
  clientSecretArn: pulumi.Input<string>;
  /**
   * @default ["openid", "email"]
   */
  scopes?: string[];
  /**
   * Attributes of the pool by those of the provider's tokens that fill them.
   * @default { email: "email", username: "sub" }
   */
  attributeMapping?: Record<string, string>;
}

/** A domain of one's own for the sign-in pages. */
export interface PoolDomain {
  /** For example `login.example.com`; the apex above it must have an A record. A change replaces it. */
  name: string;
  /** ARN of a certificate in us-east-1, wherever the pool is. */
  certificateArn: pulumi.Input<string>;
}

/** An identity of Amazon SES that sends the pool's mail. */
export interface PoolMail {
  /** ARN of the verified identity. */
  identityArn: pulumi.Input<string>;
  /** For example `Example <no-reply@example.com>`. */
  from: string;
}

/** What {@link UserPool} takes. */
export interface UserPoolArgs {
  /** Region of the pool: users are there and nowhere else. A change replaces the pool and loses its users. */
  region: string;
  /** Name of the pool, up to 128 characters. */
  poolName: string;
  /** Key of its log; it has to admit `KeyUser.CloudWatchLogs`. */
  keyArn: pulumi.Input<string>;
  /** Applications, at least one. */
  clients: PoolClient[];
  /**
   * Start of the domain of the sign-in pages, unique in the region: `<prefix>.auth.<region>.amazoncognito.com`; this or `domain`.
   * A change replaces it.
   * @default none
   */
  domainPrefix?: string;
  /**
   * A domain of one's own for the sign-in pages; this or `domainPrefix`.
   * @default none
   */
  domain?: PoolDomain;
  /**
   * Let people sign themselves up; without it an administrator invites them.
   * @default false
   */
  selfSignUp?: boolean;
  /**
   * Whether a second factor, an authenticator app, is asked for.
   * @default SecondFactor.Required
   */
  secondFactor?: SecondFactor;
  /**
   * Least characters of a password, 12 to 99.
   * @default 14
   */
  passwordMinimumLength?: number;
  /**
   * What the pool can do, and its price.
   * @default FeaturePlan.Plus
   */
  plan?: FeaturePlan;
  /**
   * APIs with scopes.
   * @default []
   */
  resourceServers?: ResourceServer[];
  /**
   * A provider whose users may sign in.
   * @default none
   */
  oidcProvider?: OidcProvider;
  /**
   * Who sends its mail.
   * @default Cognito itself, which sends 50 a day
   */
  mail?: PoolMail;
  /**
   * ARN of a regional web ACL.
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * Days that its log is kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
  /**
   * Protect the users from deletion, by Pulumi and by Cognito.
   * @default true
   */
  protect?: boolean;
}

/** Defaults of {@link UserPoolArgs}, and what every pool has. */
export const defaults = {
  selfSignUp: false,
  secondFactor: SecondFactor.Required,
  passwordMinimumLength: 14,
  plan: FeaturePlan.Plus,
  logRetentionInDays: 365,
  protect: true,
  tokenMinutes: 15,
  refreshTokenDays: 1,
  scopes: ["openid", "email"],
  attributeMapping: { email: "email", username: "sub" },
  /** Days for which an invitation's password holds. */
  temporaryPasswordDays: 1,
  /** Passwords that a new one must differ from; with `FeaturePlan.Plus`. */
  passwordHistory: 4,
  /** Seconds for which a refresh token works once more after it was exchanged: two tabs may do so at once. */
  refreshGraceSeconds: 10,
};

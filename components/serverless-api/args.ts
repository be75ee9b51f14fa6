import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";

/** How a route learns who calls. */
export enum Authorization {
  /** It does not: everybody may call. */
  None = "none",
  /** By a bearer token, which a Lambda authorizer checks. */
  Jwt = "jwt",
  /** By a token of a Cognito user pool, which API Gateway checks: an access token where the route names scopes, else an ID token. */
  UserPool = "user-pool",
  /** By a request signed with AWS credentials, for callers with a role. */
  Iam = "iam",
}

/** An HTTP method of a route. */
export enum ApiMethod {
  Get = "GET",
  Post = "POST",
  Put = "PUT",
  Patch = "PATCH",
  Delete = "DELETE",
  Head = "HEAD",
  /** All that no other route of the path names. */
  Any = "ANY",
}

/** Gigabytes of a stage's cache, and its price in us-east-1. */
export enum CacheSize {
  /** 14.60 USD a month. */
  Small = "0.5",
  /** 27.74 USD a month. */
  Medium = "1.6",
  /** 146 USD a month. */
  Large = "6.1",
  /** 182.50 USD a month. */
  XLarge = "13.5",
  /** 365 USD a month. */
  XXLarge = "28.4",
}

/** How much API Gateway tells of its own work; never bodies. */
export enum ExecutionLog {
  Off = "OFF",
  Errors = "ERROR",
  Everything = "INFO",
}

/** What a quota is counted by. */
export enum QuotaPeriod {
  Day = "DAY",
  Week = "WEEK",
  Month = "MONTH",
}

/** A limit of requests; what is above gets 429. */
export interface ApiThrottle {
  /** Requests a second in the long run, 1 to 10000. */
  ratePerSecond: number;
  /** Requests at once, 1 to 5000. */
  burst: number;
}

/** How long and for whom answers to a route are kept. GET alone, and a user-made key for each of its parameters. */
export interface RouteCache {
  /** Seconds, 1 to 3600. */
  ttlSeconds: number;
  /**
   * Query parameters that make an answer another one. What is not named here is ignored by the cache.
   * @default []
   */
  queryParameters?: string[];
  /**
   * Headers that make an answer another one.
   * @default []
   */
  headers?: string[];
  /**
   * The answer is the same for all callers. Without it each caller's token or key has answers of its own.
   * @default false
   */
  sharedByCallers?: boolean;
}

/** A load balancer in the VPC that answers a route, over TLS. */
export interface HttpTarget {
  /** Id of an {@link ApiVpcLink}. */
  vpcLinkId: pulumi.Input<string>;
  /** ARN of the Application or Network Load Balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Name on the load balancer's certificate, which is also the `Host` that it sees. */
  host: string;
  /**
   * Path on the other side, with the parameters of the route's path.
   * @default the route's path
   */
  path?: string;
}

/** An AWS service that answers a route, for example a queue that takes orders while nothing else runs. */
export interface ServiceTarget {
  /** Name in the service's address, for example `sqs`. */
  service: string;
  /**
   * Path of the call, for example `111122223333/orders` of SQS; this or `action`.
   * @default none
   */
  path?: pulumi.Input<string>;
  /**
   * Name of the call, for example `PutItem` of DynamoDB; this or `path`.
   * @default none
   */
  action?: string;
  /** What the call needs. */
  permissions: PolicyStatement[];
  /**
   * Headers of the call.
   * @default {}
   */
  headers?: Record<string, string>;
  /** Body of the call: a mapping template for requests in JSON. */
  template: pulumi.Input<string>;
  /**
   * Status of the answer when the service took it.
   * @default 202
   */
  successStatus?: number;
  /**
   * Body of that answer.
   * @default '{"accepted":true}'
   */
  successBody?: string;
}

/** A path, who may call it, and what answers: one of `functionArn`, `http` and `service`. */
export interface ApiRoute {
  /** For example `/orders/{id}` or, for all that is below, `/media/{path+}`. */
  path: string;
  /** Methods that are answered alike. */
  methods: ApiMethod[];
  /** Who may call; there is no default. */
  authorization: Authorization;
  /**
   * Scopes of which the token has to have one; with `Authorization.UserPool` alone. A Lambda authorizer knows scopes itself.
   * @default []
   */
  scopes?: string[];
  /**
   * Ask for a consumer's key besides. It counts and limits, it does not identify: pair it with an authorization.
   * @default false
   */
  apiKeyRequired?: boolean;
  /** ARN of a function's alias. */
  functionArn?: pulumi.Input<string>;
  /** A load balancer in the VPC. */
  http?: HttpTarget;
  /** An AWS service. */
  service?: ServiceTarget;
  /**
   * Keep answers; needs the API's `cacheSize`.
   * @default none
   */
  cache?: RouteCache;
  /**
   * A limit of its own.
   * @default that of the API
   */
  throttle?: ApiThrottle;
  /**
   * Milliseconds to wait for an answer, 50 to 29000.
   * @default 29000
   */
  timeoutMilliseconds?: number;
  /**
   * Query parameters without which a request is refused with 400.
   * @default []
   */
  requiredQueryParameters?: string[];
  /**
   * Headers without which a request is refused with 400.
   * @default []
   */
  requiredHeaders?: string[];
  /**
   * JSON schema (draft 4) that a body has to meet, or is refused with 400.
   * @default none
   */
  requestSchema?: Record<string, unknown>;
}

/** The function that checks bearer tokens. */
export interface JwtAuthorizer {
  /** ARN of the function's alias. */
  functionArn: pulumi.Input<string>;
  /**
   * Seconds for which its verdict on a token, a method and a path holds, 0 to 3600; a token that is revoked works for as long.
   * @default 300
   */
  resultTtlSeconds?: number;
}

/** Somebody with a key, and what they may ask for. */
export interface ApiConsumer {
  /** Unique among the consumers, for example the name of a partner. A change replaces key and plan. */
  name: string;
  /** Their limit. */
  throttle: ApiThrottle;
  /**
   * Most requests in a period.
   * @default none
   */
  quota?: { limit: number; period: QuotaPeriod };
  /**
   * The key, 20 to 128 characters, as a secret output. Where several regions answer for one name their keys have to be equal,
   * so the value comes from a secret that both read.
   * @default one that API Gateway makes; it is read in the console, or by `aws apigateway get-api-key --include-value`
   */
  keyValue?: pulumi.Input<string>;
  /**
   * Id of an {@link ApiConsumerKey} that was made before, for a function of the API that knows callers by it; then there is
   * no `keyValue`.
   * @default none: the API makes the key
   */
  keyId?: pulumi.Input<string>;
}

/** A name of the API's own, in its region. */
export interface ApiDomain {
  /**
   * For example `api-origin.example.com`; the same in every region. `*.example.com` answers to all names of one label below
   * the domain. A change replaces the domain name.
   */
  name: string;
  /** ARN of a certificate of the region. */
  certificateArn: pulumi.Input<string>;
}

/** What browsers of another origin may do. */
export interface ApiCors {
  /** The one origin, for example `https://www.example.com`. */
  origin: string;
  /**
   * Headers that a request may carry.
   * @default ["authorization", "content-type", "idempotency-key", "x-api-key"]
   */
  allowedHeaders?: string[];
  /**
   * Seconds for which a browser does not ask again, 0 to 86400.
   * @default 3600
   */
  maxAgeSeconds?: number;
}

/** What {@link ServerlessApi} takes. */
export interface ServerlessApiArgs {
  /** Region of the API. A change replaces all of it. */
  region: string;
  /** Name of the API, and start of the names of its logs, plans and keys. */
  resourceName: string;
  /** What it is for. */
  description: string;
  /** Key of the logs in the region; it has to admit `KeyUser.CloudWatchLogs`. */
  keyArn: pulumi.Input<string>;
  /** The routes, at least one. */
  routes: ApiRoute[];
  /**
   * The function behind `Authorization.Jwt`.
   * @default none
   */
  jwtAuthorizer?: JwtAuthorizer;
  /**
   * ARNs of the user pools behind `Authorization.UserPool`.
   * @default []
   */
  userPoolArns?: pulumi.Input<string>[];
  /**
   * Who gets a key.
   * @default []
   */
  consumers?: ApiConsumer[];
  /**
   * Limit of all routes together.
   * @default 500 a second, 1000 at once
   */
  throttle?: ApiThrottle;
  /**
   * Size of the cache. A change empties it, and for some minutes no answer is kept.
   * @default none: nothing is cached, and no cache is paid for
   */
  cacheSize?: CacheSize;
  /**
   * A name of its own. With one the API no longer answers by its name in AWS, past firewall and cache.
   * @default none
   */
  domain?: ApiDomain;
  /**
   * Let browsers of another origin call.
   * @default none
   */
  cors?: ApiCors;
  /**
   * ARN of a regional web ACL.
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * Address ranges that requests may come from. Behind CloudFront all requests come from its addresses: there a web ACL that
   * asks for a secret header keeps others out, which a resource policy can't look at.
   * @default all
   */
  sourceRanges?: string[];
  /**
   * What API Gateway tells of its own work.
   * @default ExecutionLog.Errors
   */
  executionLog?: ExecutionLog;
  /**
   * Days that logs are kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
  /**
   * Make the role by which API Gateway writes logs, and name it in the settings of account and region. There is one such
   * setting for all APIs: one stack of each region says true, and is brought up before the others.
   * @default false
   */
  ownsAccountSettings?: boolean;
  /**
   * Bytes above which answers are compressed for who accepts it, 0 to 10485760.
   * @default 1024
   */
  minimumCompressionSize?: number;
}

/** Defaults of {@link ServerlessApiArgs}, and what every API has. */
export const defaults = {
  throttle: { ratePerSecond: 500, burst: 1000 },
  executionLog: ExecutionLog.Errors,
  logRetentionInDays: 365,
  ownsAccountSettings: false,
  minimumCompressionSize: 1024,
  timeoutMilliseconds: 29_000,
  resultTtlSeconds: 300,
  successStatus: 202,
  successBody: '{"accepted":true}',
  allowedHeaders: ["authorization", "content-type", "idempotency-key", "x-api-key"],
  maxAgeSeconds: 3600,
  stageName: "live",
  securityPolicy: "TLS_1_2",
};

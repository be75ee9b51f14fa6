import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { FunctionService } from "../../components/function-service";
import { TableAccess, tableStatements } from "../../components/global-table/policies";
import { Messaging } from "../../components/messaging";
import {
  ApiConsumerKey,
  ApiMethod,
  type ApiRoute,
  Authorization,
  QuotaPeriod,
  ServerlessApi,
} from "../../components/serverless-api";
import type { Account } from "../shared/account";
import { consumerKeys } from "../shared/consumer-keys";
import { workloadCode } from "../workload-code";
import type { Cart } from "./cart";
import type { TableHere } from "./data";
import type { Foundation } from "./foundation";

/** Path at which Route 53 asks whether the region's API works. */
export const API_HEALTH = "/health";

/** Seconds after which the function of the API is ended. */
export const PARTNER_SECONDS = 10;

/** Where reports of partners go: each is announced once, and checkout works on it. */
export function reportMessages({ settings, names, opts }: Cart, { messageKeyArn }: Foundation): Messaging {
  return new Messaging(
    "partner-reports",
    {
      region: settings.region,
      resourceName: names.reports,
      keyArn: messageKeyArn,
      queues: [{ name: "checkout", consumerTimeoutSeconds: 30 }],
      protect: settings.recovery.protect,
    },
    opts,
  );
}

/** What the API stands on. */
export interface PartnerGround {
  reports: TableHere;
  messages: Messaging;
}

/** API Gateway for third parties: a key, a plan and a signature for each, behind the region's firewall. */
export function partnerApi(cart: Cart, base: Foundation, ground: PartnerGround) {
  const { settings, names, opts } = cart;
  const { region, api } = settings;
  // The function knows partners by the ids of their keys, and the API leads to the function: keys come first.
  const keyIds = partnerKeys(cart);
  const handler = gatewayFunction(cart, base, ground, keyIds);
  const made = new ServerlessApi(
    "partner-api",
    {
      region,
      resourceName: names.api,
      description: `Third parties of ${names.prefix} in ${region}`,
      keyArn: base.keyArn,
      routes: [
        {
          path: API_HEALTH,
          methods: [ApiMethod.Get],
          authorization: Authorization.None,
          functionArn: handler.aliasArn,
        },
        ...(api.partners.length > 0 ? [events(handler)] : []),
      ],
      consumers: consumers(cart, keyIds),
      throttle: { ratePerSecond: api.throttle.requestsPerSecond, burst: api.throttle.burst },
      domain: { name: names.wildcard, certificateArn: base.certificate.certificateArn },
      webAclArn: base.firewall.webAclArn,
      logRetentionInDays: api.logRetentionDays,
      ownsAccountSettings: api.ownsAccountRole,
    },
    opts,
  );
  return { api: made, handler };
}

/** Where partners report; without any partner there is no such route. */
function events({ aliasArn }: FunctionService): ApiRoute {
  return {
    path: "/partners/{partner}/events",
    methods: [ApiMethod.Post],
    // The function itself refuses what is not signed with the partner's secret.
    authorization: Authorization.None,
    apiKeyRequired: true,
    functionArn: aliasArn,
  };
}

function partnerKeys(cart: Cart): Record<string, pulumi.Output<string>> {
  const { settings, names, opts } = cart;
  const { region, api } = settings;
  const values = consumerKeys(cart, api.partners);
  return Object.fromEntries(
    api.partners.map(({ name }) => {
      const args = { region, resourceName: names.api, name, keyValue: values[name] };
      return [name, new ApiConsumerKey(`partner-${name}`, args, opts).keyId];
    }),
  );
}

function consumers({ settings }: Cart, keyIds: Record<string, pulumi.Output<string>>) {
  return settings.api.partners.map(({ name, requestsPerSecond, burst, requestsPerDay }) => ({
    name,
    throttle: { ratePerSecond: requestsPerSecond, burst },
    quota: { limit: requestsPerDay, period: QuotaPeriod.Day },
    keyId: keyIds[name],
  }));
}

function gatewayFunction(
  cart: Cart,
  base: Foundation,
  ground: PartnerGround,
  keyIds: Record<string, pulumi.Output<string>>,
): FunctionService {
  const { settings, names, opts } = cart;
  const { region, api, recovery } = settings;
  const { reports, messages } = ground;
  const partners = pulumi
    .all([base.account, pulumi.output(keyIds)])
    .apply(([account, ids]) =>
      Object.fromEntries(
        api.partners.map(({ name, kind, signingSecretName }) => [
          name,
          { kind, apiKeyId: ids[name], secretArn: secretArn(account, region, signingSecretName) },
        ]),
      ),
    );
  return new FunctionService(
    "partner-gateway",
    {
      region,
      functionName: names.partnerFunction,
      description: "Takes reports of partners",
      code: workloadCode("partner-gateway"),
      keyArn: base.keyArn,
      environment: {
        PARTNERS: pulumi.jsonStringify(partners),
        RECEIVED_TABLE: reports.name,
        PARTNER_TOPIC_ARN: messages.topicArn as pulumi.Output<string>,
      },
      permissions: [
        ...tableStatements(
          {
            region,
            tableArn: reports.arn,
            keyArn: reports.keyArn,
            dnsSuffix: base.account.apply(({ dnsSuffix }) => dnsSuffix),
          },
          TableAccess.ReadWrite,
        ),
        ...messages.publish,
        ...readSecrets(cart, base),
      ],
      timeout: PARTNER_SECONDS,
      logRetentionInDays: api.logRetentionDays,
      protect: recovery.protect,
    },
    opts,
  );
}

/** ARN of a secret without the six letters that Secrets Manager adds to its name, which reading takes as well. */
function secretArn(account: Account, region: string, secretName: string): string {
  return `arn:${account.partition}:secretsmanager:${region}:${account.accountId}:secret:${secretName}`;
}

/** Reads the secrets that partners sign with, under whichever key their owner keeps them. */
function readSecrets({ settings }: Cart, { account }: Foundation): PolicyStatement[] {
  const { region, api } = settings;
  if (api.partners.length === 0) return [];
  const secrets = api.partners.map(({ signingSecretName }) =>
    account.apply((one) => `${secretArn(one, region, signingSecretName)}-??????`),
  );
  return [
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: secrets },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [
        account.apply(({ partition, accountId }) => `arn:${partition}:kms:${region}:${accountId}:key/*`),
      ],
      conditions: {
        StringEquals: {
          "kms:ViaService": account.apply(({ dnsSuffix }) => `secretsmanager.${region}.${dnsSuffix}`),
        },
        StringLike: { "kms:EncryptionContext:SecretARN": pulumi.all(secrets) },
      },
    },
  ];
}

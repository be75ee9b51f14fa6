import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { ClientKind, defaults, type PoolClient, type UserPoolArgs } from "./args";

const OWN_SCOPES = ["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"];
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** What Cognito would refuse, or what would let others in. */
export function mistakes(args: UserPoolArgs): Mistake[] {
  const found: Mistake[] = [
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
    ...wholeNumberMistakes("passwordMinimumLength", args.passwordMinimumLength, {
      least: 12,
      most: 99,
      unit: "characters",
      because: "PCI DSS 8.3.6",
    }),
    ...domainMistakes(args),
    ...providerMistakes(args),
  ];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (!/^[\w\s+=,.@-]{1,128}$/.test(args.poolName)) {
    refuse("poolName", `"${args.poolName}" is not allowed, up to 128 letters, digits, spaces and +=,.@- are`);
  }
  if (args.clients.length === 0) refuse("clients", "[] is not allowed, at least one is");
  const scopes = new Set([...OWN_SCOPES, ...ownScopes(args)]);
  args.clients.forEach((client, index) => {
    const path = `clients[${index}]`;
    const earlier = args.clients.findIndex(({ name }) => name === client.name);
    if (earlier !== index) refuse(`${path}.name`, `"${client.name}" is that of clients[${earlier}] too`);
    found.push(...clientMistakes(path, client, scopes));
  });
  return found;
}

/** Scopes of the resource servers, as clients name them. */
function ownScopes({ resourceServers = [] }: UserPoolArgs): string[] {
  return resourceServers.flatMap(({ identifier, scopes }) =>
    scopes.map(({ name }) => `${identifier}/${name}`),
  );
}

function clientMistakes(path: string, client: PoolClient, known: ReadonlySet<string>): Mistake[] {
  const { kind = ClientKind.Public, scopes = defaults.scopes, callbackUrls = [], logoutUrls = [] } = client;
  const found: Mistake[] = [
    ...wholeNumberMistakes(`${path}.tokenMinutes`, client.tokenMinutes, {
      least: 5,
      most: 1440,
      unit: "minutes",
    }),
    ...wholeNumberMistakes(`${path}.refreshTokenDays`, client.refreshTokenDays, {
      least: 1,
      most: 3650,
      unit: "days",
    }),
  ];
  const refuse = (property: string, reason: string) =>
    found.push({ propertyPath: `${path}.${property}`, reason });
  for (const scope of scopes) {
    if (!known.has(scope)) refuse("scopes", `"${scope}" is not allowed, ${[...known].join(", ")} are`);
  }
  if (kind === ClientKind.Machine) {
    if (callbackUrls.length + logoutUrls.length > 0) {
      refuse("callbackUrls", "are not allowed with machine: nobody signs in");
    }
    if (scopes.some((scope) => OWN_SCOPES.includes(scope))) {
      refuse("scopes", "with machine have to be those of resource servers: OpenID's are about users");
    }
    return found;
  }
  if (callbackUrls.length === 0) refuse("callbackUrls", "[] is not allowed, at least one is");
  for (const url of [...callbackUrls, ...logoutUrls]) {
    // Cognito takes plain HTTP for a developer's own machine alone, and the own scheme of an app.
    // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
    const own = !/^https?:/.test(url) && /^[a-z][a-z0-9.+-]*:\/\/[^\s#*]+$/.test(url);
    if (!own && !/^(https:\/\/[^\s#*]+|http:\/\/localhost(:\d+)?(\/[^\s#*]*)?)$/.test(url)) {
      const allowed = "an address that starts with https:// is, or one of an app's own scheme";
      refuse("callbackUrls", `"${url}" is not allowed, ${allowed}`);
    }
  }
  return found;
}

function domainMistakes({ domain, domainPrefix, clients }: UserPoolArgs): Mistake[] {
  const found: Mistake[] = [];
  if (domain && domainPrefix !== undefined) {
    found.push({ propertyPath: "domainPrefix", reason: "is not allowed with domain, one of them is" });
  }
  if (!domain && domainPrefix === undefined && clients.length > 0) {
    const reason = "is missing, it or domain has to be there: clients get their tokens from it";
    found.push({ propertyPath: "domainPrefix", reason });
  }
  if (domain && !DOMAIN.test(domain.name)) {
    const reason = `"${domain.name}" is not allowed, a domain name in lower case is`;
    found.push({ propertyPath: "domain.name", reason });
  }
  const isPrefix = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(domainPrefix ?? "a");
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
  if (!isPrefix || /aws|amazon|cognito/.test(domainPrefix ?? "")) {
    const reason = `"${domainPrefix}" is not allowed, up to 63 lower-case letters, digits and "-" without aws, amazon and cognito are`;
    found.push({ propertyPath: "domainPrefix", reason });
  }
  return found;
}

function providerMistakes({ oidcProvider }: UserPoolArgs): Mistake[] {
  if (!oidcProvider) return [];
  const { name, issuer } = oidcProvider;
  const found: Mistake[] = [];
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{2,31}$/.test(name) || name === "COGNITO") {
    const reason = `"${name}" is not allowed, 3 to 32 letters, digits, ".", "_" and "-" are`;
    found.push({ propertyPath: "oidcProvider.name", reason });
  }
  if (!/^https:\/\/[^\s?#]+$/.test(issuer)) {
    const reason = `"${issuer}" is not allowed, an address that starts with https:// is`;
    found.push({ propertyPath: "oidcProvider.issuer", reason });
  }
  return found;
}

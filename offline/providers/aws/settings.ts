import { ProviderError } from "../core/protocol/provider";
import { isMap, isSecret, isUnknown, plain, reveal, type Value, type ValueMap } from "../core/values/value";

/** What the program or stack configured for one AWS provider. */
export interface Settings {
  /** Undefined while it is not known yet (a provider whose region is another resource's output). */
  region: string | undefined;
  defaultTags: ValueMap;
  ignoredTagKeys: string[];
  ignoredTagPrefixes: string[];
  accountId: string;
}

/** The account that the stand-in pretends to be; not a real one: AWS's documentation uses it. */
const pretendAccount = "123456789012";

/**
 * Reads provider configuration. Nested settings arrive as JSON text, as the engine sends them.
 *
 * @throws ProviderError when no region is configured anywhere
 */
export function readSettings(config: ValueMap, environment: NodeJS.ProcessEnv): Settings {
  const tags = objectAt(objectAt(config, "defaultTags"), "tags");
  const ignored = objectAt(config, "ignoreTags");
  return {
    region: region(config.region, environment),
    defaultTags: tags,
    ignoredTagKeys: textsAt(ignored, "keys"),
    ignoredTagPrefixes: textsAt(ignored, "keyPrefixes"),
    accountId: environment.TANDEM_OFFLINE_ACCOUNT_ID ?? pretendAccount,
  };
}

function region(configured: Value | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  const value = reveal(configured);
  if (isUnknown(value)) return undefined;
  const found = value ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (typeof found === "string" && found !== "") return found;
  throw new ProviderError(
    "the AWS provider has no region: set aws:region in the stack's settings, `region` on the provider, or AWS_REGION",
  );
}

function objectAt(map: ValueMap, key: string): ValueMap {
  const value = parsed(map[key]);
  return isMap(value) ? value : {};
}

function textsAt(map: ValueMap, key: string): string[] {
  const value = parsed(map[key]);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function parsed(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const inner = isSecret(value) ? plain(value) : value;
  if (typeof inner !== "string" || !/^\s*[[{]/.test(inner)) return inner;
  try {
    return JSON.parse(inner) as Value;
  } catch {
    return inner;
  }
}

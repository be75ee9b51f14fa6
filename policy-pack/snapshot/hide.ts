import { HIDDEN } from "./format";

/** Key and values by which Pulumi marks special values in a state: secrets, files (asset) and archives. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const files = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);

/** Names of properties that hold a secret although a program may have forgotten to mark it. */
const telling =
  /passw(or)?d|passphrase|secret_?(string|binary|key)|private_?key|auth_?token|access_?token|api_?key|credential|user_?data/i;

/** Blocks of free texts, where programs put secrets most often: environments of functions, builds and containers. */
const free = new Set(["variables", "environmentVariables", "containerDefinitions"]);

/**
 * A value of a state without what is, or may be, a secret. Of what is not marked as one only texts are left out, so that
 * counts, switches and the shape of blocks can still be compared.
 *
 * @param key name of the property that holds the value
 */
export function withoutSecrets(value: unknown, key: string, inside = false): unknown {
  const freely = inside || free.has(key);
  if (typeof value === "string") {
    if (value === "" || value.startsWith("arn:")) return value;
    return freely || telling.test(key) ? HIDDEN : value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, key, freely));
  if (typeof value !== "object" || value === null) return value;
  if (isMarked(value)) return HIDDEN;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withoutSecrets(item, name, freely)]),
  );
}

/** Whether Pulumi marks a value, or one inside, as secret. */
export function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (typeof value !== "object" || value === null) return false;
  if (SIGNATURE in value && value[SIGNATURE] === SECRET) return true;
  return Object.values(value).some(holdsSecret);
}

/** Secrets, and files: their content may be a text of the program. */
function isMarked(value: object): boolean {
  if (!(SIGNATURE in value)) return false;
  const mark = value[SIGNATURE];
  return mark === SECRET || (typeof mark === "string" && files.has(mark));
}

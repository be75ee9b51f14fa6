import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Asset, isUnknown, Reference, Secret, UNKNOWN, type Value, type ValueMap } from "./value";

/**
 * Marks of Pulumi's property wire format (sdk/go/common/resource/plugin/rpc.go): a struct that carries
 * `SIGNATURE_KEY` is not a plain object but the kind of value its signature names.
 */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
/** Signature of a secret. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
/** Signature of a reference to a resource. */
export const REFERENCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";
const signatures = {
  secret: SECRET_SIGNATURE,
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  reference: REFERENCE_SIGNATURE,
};
/** Sentinels of unknown values, one per type that the engine may think of. */
const unknownSentinels = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Reads a message's properties. Absent struct: no properties. */
export function fromStruct(struct: Struct | undefined): ValueMap {
  return struct === undefined ? {} : mapFromJson(struct.toJavaScript());
}

/** Keys in their order, as the engine sends them: a program without a wire sends them as they were written. */
function mapFromJson(json: Readonly<Record<string, unknown>>): ValueMap {
  const map: ValueMap = {};
  for (const [key, value] of sortedEntries(json)) map[key] = fromJson(value);
  return map;
}

function fromJson(json: unknown): Value {
  if (typeof json === "string") return json.length === 36 && unknownSentinels.has(json) ? UNKNOWN : json;
  if (typeof json === "number" || typeof json === "boolean") return json;
  if (Array.isArray(json)) return json.map(fromJson);
  return typeof json === "object" && json !== null
    ? marked(mapFromJson(json as Record<string, unknown>))
    : null;
}

function sortedEntries<Item>(map: Readonly<Record<string, Item>>): [string, Item][] {
  return Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Turns a signed struct into the value it stands for. */
function marked(map: ValueMap): Value {
  const { value } = map;
  switch (map[SIGNATURE_KEY]) {
    case undefined:
      return map;
    case signatures.secret:
      return new Secret(value ?? null);
    case signatures.output: {
      const known = value === undefined ? UNKNOWN : value;
      return map.secret === true ? new Secret(known) : known;
    }
    case signatures.reference: {
      const { urn, id, packageVersion } = map;
      return new Reference(String(urn), id === "" ? UNKNOWN : id, String(packageVersion ?? ""));
    }
    case signatures.asset:
    case signatures.archive:
      return new Asset(map);
    default:
      return map;
  }
}

/** Writes properties to a message. */
export function toStruct(map: ValueMap): Struct {
  return Struct.fromJavaScript(mapToJson(map));
}

/** Properties as they are in a message: JSON with Pulumi's marks. */
export function mapToJson(map: ValueMap): Record<string, JavaScriptValue> {
  const json: Record<string, JavaScriptValue> = {};
  for (const [key, value] of sortedEntries(map)) if (value !== undefined) json[key] = toJson(value);
  return json;
}

function toJson(value: Value): JavaScriptValue {
  if (typeof value !== "object" || value === null) return value;
  if (isUnknown(value)) return UNKNOWN_TEXT;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Secret) return mapToJson({ [SIGNATURE_KEY]: signatures.secret, value: value.value });
  if (value instanceof Reference)
    return mapToJson({
      [SIGNATURE_KEY]: signatures.reference,
      urn: value.urn,
      ...(value.id === undefined ? {} : { id: isUnknown(value.id) ? "" : value.id }),
      packageVersion: value.packageVersion,
    });
  return mapToJson(value instanceof Asset ? value.fields : value);
}

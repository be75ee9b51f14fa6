import { Struct, type Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import { Reference, Secret, UNKNOWN, type Value } from "../core/values/value";
import { fromStruct } from "../core/values/wire";
import { type Input, type InputMap, Output } from "./outputs";

/**
 * An output inside the arguments of a remote component carries its own dependencies
 * (sdk/go/common/resource/plugin/rpc.go). They must reach exactly the children that use it.
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/**
 * The arguments of a component. A property that says only as a whole what it depends on (it holds no outputs of its
 * own) becomes one output; a plain reference to a resource is not made to depend on that resource, as in the SDKs.
 */
export function decodeInputs(
  inputs: Struct | undefined,
  dependencies: ReadonlyMap<string, readonly string[]>,
): InputMap {
  const decoded: { [key: string]: Input } = {};
  for (const [key, wire] of inputs?.getFieldsMap().entries() ?? []) {
    const input = decode(wire);
    const urns = dependencies.get(key) ?? [];
    const whole = urns.length > 0 && !holdsOutputs(wire) && !isReferenceTo(input, urns);
    decoded[key] = whole ? new Output(plainValue(wire), new Set(urns)) : input;
  }
  return decoded;
}

function decode(wire: WireValue): Input {
  const items = wire.getListValue()?.getValuesList();
  if (items !== undefined) return items.map(decode);
  const fields = wire.getStructValue()?.getFieldsMap();
  if (fields === undefined) return plainValue(wire);
  const signature = fields.get(signatureKey)?.getStringValue();
  if (signature === outputSignature) return decodeOutput(fields);
  if (signature !== undefined) return plainValue(wire);
  return Object.fromEntries([...fields.entries()].map(([key, item]) => [key, decode(item)]));
}

type Fields = ReturnType<Struct["getFieldsMap"]>;

function decodeOutput(fields: Fields): Output {
  const wire = fields.get("value");
  const value = wire === undefined ? UNKNOWN : plainValue(wire);
  const urns = fields.get("dependencies")?.getListValue()?.getValuesList() ?? [];
  const secret = fields.get("secret")?.getBoolValue() === true;
  return new Output(secret ? new Secret(value) : value, new Set(urns.map((urn) => urn.getStringValue())));
}

/** One value without any output in it, in the form the stand-ins compute with. */
function plainValue(wire: WireValue): Value {
  const holder = new Struct();
  holder.getFieldsMap().set("value", wire);
  return fromStruct(holder).value ?? null;
}

function holdsOutputs(wire: WireValue): boolean {
  const fields = wire.getStructValue()?.getFieldsMap();
  if (fields?.get(signatureKey)?.getStringValue() === outputSignature) return true;
  const inside =
    fields === undefined
      ? wire.getListValue()?.getValuesList()
      : [...fields.entries()].map(([, item]) => item);
  return inside?.some(holdsOutputs) ?? false;
}

function isReferenceTo(input: Input, urns: readonly string[]): boolean {
  return input instanceof Reference && urns.length === 1 && urns[0] === input.urn;
}

import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

const { fromJavaScript } = Struct;

/**
 * Properties in a message that stays in this process: the JavaScript values themselves. A tree of messages is made of them
 * only for who reads it, such as a transform, which is called over a wire.
 */
export class PlainStruct extends Struct {
  private isFilled = false;

  constructor(private readonly values: Readonly<Record<string, JavaScriptValue>>) {
    super();
  }

  /** The values themselves: who gets them copies what it changes, as the SDK does. */
  override toJavaScript(): Record<string, JavaScriptValue> {
    return this.values;
  }

  override getFieldsMap(): ReturnType<Struct["getFieldsMap"]> {
    const fields = super.getFieldsMap();
    if (!this.isFilled) {
      this.isFilled = true;
      const filled = fromJavaScript.call(Struct, this.values).getFieldsMap();
      for (const [key, value] of filled.entries()) fields.set(key, value);
    }
    return fields;
  }
}

/** Lets all messages of this process hold plain values. @returns ends it */
export function usePlainStructs(): () => void {
  Struct.fromJavaScript = (values) => new PlainStruct(values);
  return () => {
    Struct.fromJavaScript = fromJavaScript;
  };
}

import { matchesPattern } from "../../frame/pattern";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, flag, given, type Props, text } from "../../frame/values";

export const paymentCryptoKeyHardened = resourceRule({
  id: "payment-crypto-key-hardened",
  area: "identity",
  title: "Payment cryptography keys stay inside, do one thing, and are strong",
  severity: "high",
  why: "A key that can be exported is as safe as whoever imports it. A key without restrictions can decrypt what it should only verify, and two-key triple DES has 80 bits of strength.",
  mend: "Set exportable to false, keyModesOfUse to what the key's usage needs, and an AES algorithm. Keys that a scheme exchanges belong into the setting exchanged.",
  example: `
new aws.paymentcryptography.Key("pin", { exportable: false, keyAttributes: [{
  keyAlgorithm: "AES_256", keyClass: "SYMMETRIC_KEY", keyUsage: "TR31_P0_PIN_ENCRYPTION_KEY",
  keyModesOfUses: [{ encrypt: true, decrypt: true, wrap: true, unwrap: true }] }] });`,
  wellArchitected: ["SEC08-BP01"],
  pci: ["3.6.1", "3.7.1"],
  settings: {
    exchanged: texts("Names in the program of keys that must be exportable; * stands for any characters."),
    weakAlgorithms: texts("Values of keyAlgorithm that are too weak.", ["TDES_2KEY"]),
  },
  types: types.paymentKey,
  check({ name, props }, { violation }, { exchanged, weakAlgorithms }) {
    everyPart(
      () => {
        if (exchanged.some((pattern) => matchesPattern(pattern, name))) return;
        if (flag(props, "exportable")) violation("It is exportable.");
      },
      () =>
        eachAttribute(props, "keyAttributes", (attributes) =>
          everyPart(
            () => {
              if (weakAlgorithms.includes(text(attributes, "keyAlgorithm") ?? "")) {
                violation("Its keyAlgorithm is too weak.");
              }
            },
            () =>
              eachAttribute(attributes, "keyModesOfUses", (modes) => {
                if (flag(modes, "noRestrictions"))
                  violation("It may be used for everything: noRestrictions is on.");
              }),
          ),
        ),
    );
  },
});

/** The SDK has lists here where AWS has one block. */
function eachAttribute(props: Props, key: string, visit: (attribute: Props) => void): void {
  if (!given(props, key)) return;
  const single = block(props, key);
  if (single) visit(single);
  else eachBlock(props, key, visit);
}

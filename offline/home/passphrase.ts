import { createDecipheriv, pbkdf2Sync } from "node:crypto";

/**
 * Whether a passphrase is the one that a stack's secrets were made with: what the engine writes beside them, a salt and
 * a known word that is encrypted with the key from both (Pulumi's `secrets/passphrase`, `config/crypt.go`). It takes
 * some tenths of a second.
 *
 * @param salt `v1:<salt>:v1:<nonce>:<encrypted>`, each in Base64
 * @returns undefined for a salt in another form, of which nothing is known
 */
export function isPassphrase(passphrase: string, salt: string): boolean | undefined {
  const [, own, nonce, encrypted] = /^v1:([^:]+):v1:([^:]+):([^:]+)$/.exec(salt) ?? [];
  if (own === undefined || nonce === undefined || encrypted === undefined) return undefined;
  const bytes = (text: string) => Buffer.from(text, "base64");
  const key = pbkdf2Sync(passphrase, bytes(own), 1_000_000, 32, "sha256");
  const sealed = bytes(encrypted);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes(nonce));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    decipher.update(sealed.subarray(0, -16));
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

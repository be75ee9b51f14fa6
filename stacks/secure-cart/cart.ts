import type { Provider } from "@pulumi/aws/provider";
import type { SecureCartSettings } from "../settings/secure-cart";
import type { Names } from "../settings/secure-cart/names";

/** What every part of SecureCart is made from. */
export interface Cart {
  settings: SecureCartSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

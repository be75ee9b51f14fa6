import type { Provider } from "@pulumi/aws/provider";
import type { Names } from "../settings/names";
import type { PaymentHubSettings } from "../settings/payment-hub";

/** What every part of the hub is made from. */
export interface Hub {
  settings: PaymentHubSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

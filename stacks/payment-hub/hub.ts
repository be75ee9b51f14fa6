import type { Provider } from "@pulumi/aws/provider";
import type { PaymentHubSettings } from "../settings/payment-hub";
import type { Names } from "../settings/payment-hub/names";

/** What every part of the hub is made from. */
export interface Hub {
  settings: PaymentHubSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

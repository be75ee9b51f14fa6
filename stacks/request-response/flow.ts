import type { Provider } from "@pulumi/aws/provider";
import type { RequestResponseSettings } from "../settings/request-response";
import type { Names } from "../settings/request-response/names";

/** What every part of the request-response flow is made from. */
export interface Flow {
  settings: RequestResponseSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

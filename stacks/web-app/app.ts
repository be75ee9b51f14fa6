import type { Provider } from "@pulumi/aws/provider";
import type { WebAppSettings } from "../settings/web-app";
import type { Names } from "../settings/web-app/names";

/** What every part of the web application is made from. */
export interface App {
  settings: WebAppSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

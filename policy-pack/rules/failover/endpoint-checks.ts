import { type Props, text } from "../../frame/values";

const endpointTypes = new Set(["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"]);

/** Whether a health check asks an endpoint, instead of an alarm, a routing control or other checks. */
export function asksEndpoint(check: Props): boolean {
  return endpointTypes.has(text(check, "type") ?? "");
}

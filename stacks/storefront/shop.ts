import type { Provider } from "@pulumi/aws/provider";
import type { StorefrontSettings } from "../settings/storefront";
import type { Names } from "../settings/storefront/names";

/** What every part of the storefront is made from. */
export interface Shop {
  settings: StorefrontSettings;
  names: Names;
  opts: { providers: { aws: Provider } };
}

/** Days that logs are kept: twelve months and one for the audit of the twelve. */
export const LOG_DAYS = 400;

/** Tags of instances, which the default tags of a provider do not reach. */
export function instanceTags({ settings }: Shop): Record<string, string> {
  const { tags, system, environment, role } = settings;
  return { ...tags, system, environment, role, "region-role": role };
}

/** Whether a pipeline brings new versions to this stack: its own, or that of the environment whose images it runs. */
export function releasedByPipeline({ settings }: Shop): boolean {
  const { role, delivery, images } = settings;
  return role === "secondary" || delivery !== undefined || images.environment !== undefined;
}

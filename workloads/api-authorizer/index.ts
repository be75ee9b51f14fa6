import { jsonSetting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import { authorizer } from "./authorize";
import { fetchJson, Keys } from "./keys";
import { parseSettings } from "./settings";

const log = jsonLog("api-authorizer");
const settings = parseSettings({ issuers: jsonSetting("ISSUERS"), routes: jsonSetting("ROUTES") });

/** Decides on requests by their JSON web tokens. Environment: ISSUERS and ROUTES, JSON in the shape of `Settings`. */
export const handler = authorizer({
  settings,
  keys: new Map(settings.issuers.map(({ issuer, jwks }) => [issuer, new Keys(jwks, fetchJson, log)])),
  log,
  now: Date.now,
});

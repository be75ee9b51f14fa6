import * as pulumi from "@pulumi/pulumi";
import { Canaries, type CanaryArgs } from "../../components/canaries";
import type { Names } from "../settings/payment-hub/names";
import type { Hub } from "./hub";

/** Files of a canary; the runtime looks for them in this folder of the archive. */
const FILES = ["canary.js", "ask.js", "checks.js", "run.js"];

/**
 * Site and API, asked from a region that is none of the system's.
 *
 * @returns names of the canaries
 */
export function runCanaries({ settings, names, opts }: Hub, topicArn: pulumi.Input<string>): string[] {
  const { watch, recovery } = settings;
  const code = new pulumi.asset.AssetArchive(
    Object.fromEntries(
      FILES.map((file) => [
        `nodejs/node_modules/${file}`,
        new pulumi.asset.FileAsset(`workloads/canary/${file}`),
      ]),
    ),
  );
  const { canaryNames } = new Canaries(
    "canaries",
    {
      region: watch.canaryRegion,
      resourceName: names.prefix,
      bucketName: names.canaryBucket,
      code,
      canaries: canariesOf(names),
      topicArn,
      everyMinutes: watch.canaryMinutes,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  return canaryNames;
}

/** What customers count on: the page, its deep links, and an API that is ready and says so itself when there is nothing. */
export function canariesOf({ siteName, apiName }: Names): CanaryArgs[] {
  const hardened = {
    "strict-transport-security": "max-age=",
    "content-security-policy": "",
    "x-content-type-options": "nosniff",
  };
  return [
    {
      name: "site",
      description: "The site is not served as it should be, seen from outside.",
      checks: [
        { name: "start page", url: `https://${siteName}/`, status: [200], headers: hardened },
        { name: "www", url: `https://www.${siteName}/`, status: [200], headers: hardened },
        { name: "deep link", url: `https://${siteName}/payments/canary`, status: [200] },
        { name: "missing file", url: `https://${siteName}/assets/canary-missing.js`, status: [404] },
      ],
    },
    {
      name: "api",
      description:
        "The payment API does not answer as it should, seen from outside: look at the region that is active.",
      checks: [
        { name: "ready", url: `https://${apiName}/healthz/ready`, status: [200] },
        // Not the site's page with 200, and not an error of the edge.
        { name: "missing path", url: `https://${apiName}/canary-missing`, status: [401, 404] },
      ],
    },
  ];
}

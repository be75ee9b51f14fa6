import type { CanaryArgs } from "../../components/canaries";
import type { Names } from "../settings/payment-hub/names";

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

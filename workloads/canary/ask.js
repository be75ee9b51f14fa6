// One request over HTTPS. Redirects are not followed: where one is right, the check names its status.
const https = require("node:https");

/** Most of a body that is kept to look into. */
const KEPT = 64 * 1024;

/**
 * @param {import("./checks").Check} check
 * @param {{ request?: typeof https.request, now?: () => number, giveUpAfter?: number }} [parts] For tests; milliseconds
 *   after which an answer is given up.
 * @returns {Promise<import("./checks").Answer>}
 */
function ask(check, { request = https.request, now = Date.now, giveUpAfter = 15_000 } = {}) {
  const started = now();
  return new Promise((resolve, reject) => {
    const asked = request(
      check.url,
      {
        method: check.method ?? "GET",
        // A connection of its own each time, so that name, connection and certificate are part of every check.
        agent: false,
        headers: { "user-agent": "tandem-canary", "cache-control": "no-cache" },
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (part) => {
          if (body.length < KEPT) body += part;
        });
        response.on("error", reject);
        response.on("end", () => {
          const { statusCode: status, headers } = response;
          resolve({ status, headers, body, milliseconds: now() - started });
        });
      },
    );
    asked.setTimeout(giveUpAfter, () => asked.destroy(new Error(`no answer within ${giveUpAfter} ms`)));
    asked.on("error", reject);
    asked.end();
  });
}

module.exports = { ask };

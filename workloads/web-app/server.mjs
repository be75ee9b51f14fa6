// A server for a container behind a load balancer: page, status and health, JSON lines for a log, no package.
import { createServer } from "node:http";
import { app } from "./app.mjs";
import { reachability } from "./reachable.mjs";
import { parseSettings } from "./settings.mjs";

const log = (entry) => console.log(JSON.stringify({ timestamp: new Date().toISOString(), ...entry }));

let settings;
try {
  settings = parseSettings(process.env);
} catch (error) {
  log({ level: "ERROR", message: error.message });
  process.exit(1);
}

let ending = false;
const server = createServer(
  app({
    settings,
    isEnding: () => ending,
    reachable: reachability(settings.dependencies),
    log: (entry) => log({ service: settings.service, ...entry }),
  }),
);
// Longer than the load balancer keeps an idle connection (60 seconds), or it meets one that has just been closed: 502.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
server.keepAliveTimeout = 65_000;
server.headersTimeout = 66_000;
server.requestTimeout = 30_000;

server.listen(settings.port, () => {
  log({ level: "INFO", service: settings.service, message: "listening", port: server.address().port });
});

/** Fails the health check, waits until the load balancer has noticed, ends what is idle and lets the rest finish. */
function end(signal) {
  if (ending) return;
  ending = true;
  log({ level: "INFO", service: settings.service, message: "ending", signal });
  setTimeout(() => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // ECS kills without asking at the end of the stop timeout; before that the last ones are cut off.
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  }, settings.drainSeconds * 1_000);
}
process.on("SIGTERM", end);
process.on("SIGINT", end);

import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { type ProxySettings, proxyFiles } from "../../workloads/nginx/render";
import {
  connects,
  freePort,
  type Installed,
  installedServer,
  type RunningServer,
  runServer,
  type ServerProgram,
  useServer,
} from "./server-program";

const NGINX: ServerProgram = {
  name: "nginx",
  packages: ["nginx", "libpcre2-8-0", "zlib1g"],
  within: "usr/sbin/nginx",
};

/** NGINX's program, for the tests of a `describe`; they are skipped where it can't be had. */
export const useNginx = () =>
  useServer("NGINX", async () => ({ ...(await installedServer(NGINX)), stop: () => {} }));

/** Where the configuration's files are in place of an instance's folders. */
export interface StagedProxy {
  directory: string;
  configuration: string;
  httpPort: number;
  httpsPort: number;
}

/** A certificate of its own for some names; the key is beside it. */
export function makeCertificate(directory: string, names: string[]): { certificate: string; key: string } {
  fs.mkdirSync(directory, { recursive: true });
  const [certificate, key] = [path.join(directory, "certificate.pem"), path.join(directory, "key.pem")];
  const alternatives = names.map((name) => `DNS:${name}`).join(",");
  execFileSync(
    "openssl",
    [
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
      ],
      ...[
        "-subj",
        `/CN=${names[0]}`,
        "-addext",
        `subjectAltName=${alternatives}`,
        "-out",
        certificate,
        "-keyout",
        key,
      ],
    ],
    { stdio: "pipe" },
  );
  return { certificate, key };
}

/** Puts a proxy's configuration into a folder: the same files with that folder's paths and free ports. */
export async function stageProxy(
  directory: string,
  settings: ProxySettings,
  { upstreamCertificate, servers }: { upstreamCertificate: string; servers: string[] },
): Promise<StagedProxy> {
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const storefront = path.join(directory, "storefront");
  const moved = (text: string) =>
    text
      .replace("user nginx;", process.getuid?.() === 0 ? "user root;" : "")
      .replaceAll("/etc/nginx/storefront", storefront)
      .replaceAll(/\/etc\/pki\/\S+\.pem/g, upstreamCertificate)
      .replaceAll(
        /(\/etc\/nginx|\/var\/log\/nginx|\/run|\/var\/cache\/nginx|\/usr\/share\/nginx\/storefront)\b/g,
        directory,
      )
      .replaceAll(/listen (\[::\]:)?80\b/g, `listen $1${httpPort}`)
      .replaceAll(/listen (\[::\]:)?443\b/g, `listen $1${httpsPort}`)
      // Not every machine has IPv6.
      .replaceAll(/ *listen \[::\].*\n/g, "");
  fs.mkdirSync(storefront, { recursive: true });
  for (const [name, text] of Object.entries(proxyFiles(settings))) {
    fs.writeFileSync(path.join(name === "unavailable.html" ? directory : storefront, name), moved(text));
  }
  fs.writeFileSync(
    path.join(directory, "mime.types"),
    "types { text/html html; image/png png; video/mp4 mp4; }",
  );
  const lines = servers.map((server) => `server ${server} max_fails=2 fail_timeout=1s;`);
  fs.writeFileSync(path.join(storefront, "upstream-servers.conf"), lines.join("\n"));
  makeCertificate(path.join(directory, "tls"), [settings.domain]);
  const own = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((one) => `${one}_temp_path ${directory}/${one};`)
    .join(" ");
  const configuration = path.join(storefront, "nginx.conf");
  const text = fs.readFileSync(configuration, "utf8");
  fs.writeFileSync(configuration, text.replace("http {", `http {\n  ${own}`));
  return { directory, configuration, httpPort, httpsPort };
}

/** What `nginx -t` says of a configuration, and whether it takes it. */
export function checkConfiguration(
  { file, env }: Installed,
  { configuration, directory }: StagedProxy,
): { status: number | null; said: string } {
  const { status, stderr } = spawnSync(file, ["-t", "-q", "-p", directory, "-c", configuration], {
    env,
    encoding: "utf8",
  });
  return { status, said: stderr };
}

/** Runs a proxy. */
export function startProxy(installed: Installed, proxy: StagedProxy): Promise<RunningServer> {
  const { directory, configuration, httpsPort } = proxy;
  return runServer(installed, {
    args: () => [
      ...["-p", directory, "-c", configuration, "-e", path.join(directory, "error.log")],
      ...["-g", "daemon off;"],
    ],
    ready: () => connects(httpsPort),
  });
}

import * as fs from "node:fs";
import * as path from "node:path";
import { gzipSync } from "node:zlib";

/** What a reverse proxy has to know. Nothing in it is a secret: everyone on the instance can read it. */
export interface ProxySettings {
  region: string;
  /** Name of the shop, such as `shop.example.com`. */
  domain: string;
  /** Internal load balancer: the name that its certificate has, and its port. */
  upstreamHost: string;
  upstreamPort: number;
  /** Whether the load balancer speaks TLS. */
  upstreamTls: boolean;
  /** Bucket with images and videos, and the folder in which it appears. */
  mediaBucket: string;
  mediaFolder: string;
  /** ARN of the secret with certificate and key, or of an exportable certificate of ACM. */
  certificateSecret: string;
  logGroup: string;
  /** Address ranges whose X-Forwarded-For is believed; none when clients come by themselves. */
  trustedProxies: string[];
  requestsPerSecond: number;
  requestBurst: number;
  ordersPerMinute: number;
  mediaCacheGigabytes: number;
  /** Version of Mountpoint for S3, such as `1.21.0`. */
  mountpointVersion: string;
}

/** Settings that are alike for every shop. */
export const proxyDefaults = {
  upstreamPort: 443,
  upstreamTls: true,
  mediaFolder: "/mnt/media",
  trustedProxies: [] as string[],
  requestsPerSecond: 20,
  requestBurst: 60,
  ordersPerMinute: 30,
  mediaCacheGigabytes: 10,
  mountpointVersion: "1.21.0",
} as const;

/** Ports of the proxy itself; others only on a developer's machine. */
const PORTS = { HTTP_PORT: 80, HTTPS_PORT: 443 };

/** Certificates of Amazon Linux's own trust. */
const CERTIFICATES = "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem";

/** Most bytes of user data that EC2 takes. */
const MOST = 16_384;

/** The files of the configuration by name, filled in. Paths stay as they are on an instance. */
export function proxyFiles(settings: ProxySettings): Record<string, string> {
  refuseWrong(settings);
  const values = valuesOf(settings);
  const names = fs
    .readdirSync(__dirname)
    .filter((name) => /\.(conf|html|sh)$/.test(name) && name !== "user-data.sh");
  return Object.fromEntries(names.sort().map((name) => [name, filled(name, values)]));
}

/**
 * Script of a proxy's first start. The same settings give the same bytes.
 *
 * @throws Error for settings that would break out of the configuration, and for more than EC2 takes
 */
export function proxyUserData(settings: ProxySettings): string {
  const FILES = (
    gzipSync(tarOf(proxyFiles(settings)), { level: 9 })
      .toString("base64")
      .match(/.{1,120}/g) ?? []
  ).join("\n");
  const script = filled("user-data.sh", { ...valuesOf(settings), FILES });
  if (script.length > MOST) throw new Error(`the user data has ${script.length} bytes, EC2 takes ${MOST}`);
  return script;
}

function valuesOf(settings: ProxySettings): Record<string, string | number> {
  return {
    ...PORTS,
    REGION: settings.region,
    DOMAIN: settings.domain,
    UPSTREAM_HOST: settings.upstreamHost,
    UPSTREAM_PORT: settings.upstreamPort,
    UPSTREAM_SCHEME: settings.upstreamTls ? "https" : "http",
    UPSTREAM_VERIFY: settings.upstreamTls ? "on" : "off",
    UPSTREAM_CERTIFICATES: CERTIFICATES,
    MEDIA_BUCKET: settings.mediaBucket,
    MEDIA_FOLDER: settings.mediaFolder,
    CERTIFICATE_SECRET: settings.certificateSecret,
    LOG_GROUP: settings.logGroup,
    TRUSTED_PROXIES: settings.trustedProxies.map((range) => `set_real_ip_from ${range};`).join("\n"),
    REQUESTS_PER_SECOND: settings.requestsPerSecond,
    REQUEST_BURST: settings.requestBurst,
    ORDERS_PER_MINUTE: settings.ordersPerMinute,
    MEDIA_CACHE_GIGABYTES: settings.mediaCacheGigabytes,
    MOUNTPOINT_VERSION: settings.mountpointVersion,
  };
}

/** Every value stands in a configuration or in a root's shell, where a blank or a quote would be more than itself. */
function refuseWrong(settings: ProxySettings): void {
  const allowed: Partial<Record<keyof ProxySettings, RegExp>> = {
    region: /^[a-z]{2}(-[a-z]+)+-\d$/,
    domain: /^(?=.{1,253}$)([a-z0-9-]+\.)+[a-z]{2,}$/,
    upstreamHost: /^(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
    mediaBucket: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    mediaFolder: /^(\/[\w-]+)+$/,
    certificateSecret:
      /^arn:aws[\w-]*:(secretsmanager|acm):[\w-]+:\d{12}:(secret|certificate)[:/][\w/+=.@-]+$/,
    logGroup: /^[\w./#-]{1,512}$/,
    mountpointVersion: /^\d+\.\d+\.\d+$/,
  };
  const numbers = {
    upstreamPort: 65_535,
    requestsPerSecond: 10_000,
    requestBurst: 10_000,
    ordersPerMinute: 10_000,
    mediaCacheGigabytes: 1_000,
  };
  const mistakes = [
    ...Object.entries(allowed)
      .filter(([name, pattern]) => !pattern.test(String(settings[name as keyof ProxySettings])))
      .map(
        ([name, pattern]) =>
          `${name}: "${settings[name as keyof ProxySettings]}" is not like ${pattern.source}`,
      ),
    ...Object.entries(numbers).flatMap(([name, most]) => {
      const value = settings[name as keyof typeof numbers];
      return Number.isInteger(value) && value >= 1 && value <= most
        ? []
        : [`${name}: ${value} is not 1 to ${most}`];
    }),
    ...settings.trustedProxies
      .filter((range) => !/^[0-9a-fA-F:.]+\/\d{1,3}$/.test(range))
      .map((range) => `trustedProxies: "${range}" is no range of addresses`),
  ];
  if (mistakes.length > 0) throw new Error(`the proxy's settings are wrong: ${mistakes.join("; ")}`);
}

/** @throws Error for a name that nobody gave a value */
function filled(file: string, values: Record<string, string | number>): string {
  return fs
    .readFileSync(path.join(__dirname, file), "utf8")
    .replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${file}: ${whole} has no value`);
      return String(value);
    });
}

/** An archive as tar reads it, with nothing of this machine in it. */
function tarOf(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const content = Buffer.from(text);
    return [tarHeader(name, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1_024)]);
}

/** https://www.gnu.org/software/tar/manual/html_node/Standard.html */
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12), 108);
  header.write("        0", 148);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

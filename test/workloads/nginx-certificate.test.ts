import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const script = path.resolve(__dirname, "../../workloads/nginx/follow-certificate.sh");
const CERTIFICATE = "arn:aws:acm:us-east-2:111122223333:certificate/1";
const SECRET = "arn:aws:secretsmanager:us-east-2:111122223333:secret:shop-AbCdEf";

/** A stand-in for `aws`: what ACM and Secrets Manager answer for the certificate of this folder. */
const AWS = `#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
echo "$*" >>calls
case "$1 $2" in
  "acm export-certificate")
    all="$*"
    word="\${all##*fileb://}"
    openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -passout "file:$word" -out encrypted.pem
    jq -n --rawfile one certificate.pem --rawfile key encrypted.pem \\
      '{Certificate: $one, CertificateChain: $one, PrivateKey: $key}' ;;
  "secretsmanager get-secret-value")
    jq -n --rawfile one certificate.pem --rawfile key key.pem '{certificate: $one, privateKey: $key}' ;;
esac
`;

describe("the proxy's certificate", () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);

  function renew(): void {
    const key = execFileSync("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout"]);
    fs.writeFileSync(at("key.pem"), key);
    const request = ["req", "-x509", "-new", "-key", at("key.pem"), "-subj", "/CN=shop", "-days", "2"];
    execFileSync("openssl", [...request, "-out", at("certificate.pem")], { stdio: "pipe" });
  }

  function follow(source: string) {
    const env = { ...process.env, AWS: at("aws"), NGINX: at("nginx") };
    const run = spawnSync("bash", [script, source, "us-east-2", at("tls")], { env, encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
    return { reloads: fs.existsSync(at("reloads")) ? fs.readFileSync(at("reloads"), "utf8") : "" };
  }

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-certificate-"));
    fs.writeFileSync(at("aws"), AWS, { mode: 0o755 });
    fs.writeFileSync(at("nginx"), `#!/bin/sh\necho "$*" >>${at("reloads")}\n`, { mode: 0o755 });
    renew();
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  for (const [where, source] of [
    ["ACM, whose key comes encrypted", CERTIFICATE],
    ["a secret", SECRET],
  ] as const) {
    it(`SHOP-6 is taken from ${where}, and is root's alone`, () => {
      follow(source);
      const key = execFileSync("openssl", ["pkey", "-in", at("tls/key.pem")]);
      const given = execFileSync("openssl", ["pkey", "-in", at("key.pem")]);
      assert.deepEqual(key, given);
      assert.match(fs.readFileSync(at("tls/certificate.pem"), "utf8"), /^-----BEGIN CERTIFICATE-----/);
      assert.equal(fs.statSync(at("tls/key.pem")).mode & 0o077, 0);
      assert.deepEqual(fs.readdirSync(at("tls")).sort(), ["certificate.pem", "key.pem"]);
    });
  }

  it("has NGINX read it when it is renewed, and not otherwise", () => {
    assert.equal(follow(CERTIFICATE).reloads, "", "at first there is none to tell");
    assert.equal(follow(CERTIFICATE).reloads, "");
    renew();
    assert.equal(follow(CERTIFICATE).reloads, "-s reload\n");
  });

  it("never has the word of the key on a command line", () => {
    follow(CERTIFICATE);
    assert.match(fs.readFileSync(at("calls"), "utf8"), /--passphrase fileb:\/\/\S+\/word\n$/);
  });
});

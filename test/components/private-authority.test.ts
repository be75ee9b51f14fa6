import assert from "node:assert/strict";
import { PrivateAuthority } from "../../components/private-authority";
import { only, settled, startMocks } from "../support/mocks";

const minimal = { region: "us-west-2", commonName: "shop us-west-2" };
const AUTHORITY = "aws:acmpca/certificateAuthority:CertificateAuthority";

describe("PrivateAuthority", () => {
  it("WEB-10 is a root for certificates of days, which ECS may use, signed by itself", async () => {
    const registered = startMocks({
      [AUTHORITY]: () => ({ certificateSigningRequest: "request" }),
      "aws:acmpca/certificate:Certificate": () => ({ certificate: "signed", certificateChain: "chain" }),
    });
    new PrivateAuthority("inner", minimal);
    await settled();
    const authority = only(registered, AUTHORITY).inputs;
    assert.deepEqual(
      [authority.type, authority.usageMode, authority.tags],
      ["ROOT", "SHORT_LIVED_CERTIFICATE", { AmazonECSManaged: "true" }],
    );
    assert.deepEqual(authority.certificateAuthorityConfiguration, {
      keyAlgorithm: "EC_prime256v1",
      signingAlgorithm: "SHA256WITHECDSA",
      subject: { commonName: "shop us-west-2" },
    });
    const certificate = only(registered, "aws:acmpca/certificate:Certificate").inputs;
    assert.deepEqual(
      [certificate.certificateSigningRequest, certificate.templateArn, certificate.validity],
      ["request", "arn:aws:acm-pca:::template/RootCACertificate/V1", { type: "YEARS", value: "10" }],
    );
    const installed = only(
      registered,
      "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
    ).inputs;
    assert.deepEqual([installed.certificate, installed.certificateChain], ["signed", "chain"]);
    assert.equal(installed.certificateAuthorityArn, "arn:mock:inner-authority");
  });

  it("refuses a name and years that no authority has, before any resource", () => {
    const registered = startMocks();
    const make = (more: object) => () => new PrivateAuthority("inner", { ...minimal, ...more });
    assert.throws(make({ commonName: "" }), /commonName: "" is not allowed, 1 to 64 characters are/);
    assert.throws(make({ years: 31 }), /years: 31 is not allowed, 1 to 30 are/);
    assert.deepEqual(registered, []);
  });
});

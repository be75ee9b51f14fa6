import assert from "node:assert/strict";
import { DnsValidatedCertificate } from "../../components/dns-validated-certificate";
import { validationNames } from "../../components/dns-validated-certificate/validation-names";
import { FailoverRecord, FailoverRole } from "../../components/failover-record";
import { PublicZone } from "../../components/public-zone";
import { names, only, settled, startMocks } from "../support/mocks";

describe("DnsValidatedCertificate", () => {
  const answers = {
    "aws:acm/certificate:Certificate": (inputs: Record<string, unknown>) => ({
      // Answered in reverse on purpose: ACM promises no order.
      domainValidationOptions: [inputs.domainName, ...(inputs.subjectAlternativeNames as string[])]
        .reverse()
        .map((domainName) => ({
          domainName,
          resourceRecordName: `_v.${domainName}`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_t.${domainName}`,
        })),
    }),
  };
  const args = {
    region: "us-east-1",
    domainName: "pay.example.com",
    subjectAlternativeNames: ["www.pay.example.com"],
  };

  it("makes one validation record per name, each with its own value, in the zone it was given", async () => {
    const registered = startMocks(answers);
    new DnsValidatedCertificate("edge", { ...args, zoneId: "Z1" });
    await settled();
    for (const domain of ["pay.example.com", "www.pay.example.com"]) {
      const record = only(registered, "aws:route53/record:Record", `edge-validation-${domain}`);
      assert.deepEqual(record.inputs.records, [`_t.${domain}`]);
      assert.equal(record.inputs.zoneId, "Z1");
    }
    assert.equal(only(registered, "aws:acm/certificate:Certificate").inputs.region, "us-east-1");
    assert.equal(
      only(registered, "aws:acm/certificateValidation:CertificateValidation").inputs.region,
      "us-east-1",
    );
  });

  it("makes no record where another stack owns them", async () => {
    const registered = startMocks(answers);
    new DnsValidatedCertificate("edge", args);
    await settled();
    assert.deepEqual(names(registered, "aws:route53/record:Record"), []);
    const validation = only(registered, "aws:acm/certificateValidation:CertificateValidation");
    assert.equal(validation.inputs.validationRecordFqdns, undefined);
  });

  it("counts a wildcard and its base name as one record", () => {
    assert.deepEqual(validationNames(["*.example.com", "example.com", "a.example.com"]), [
      "example.com",
      "a.example.com",
    ]);
  });
});

describe("FailoverRecord", () => {
  const args = {
    zoneId: "Z1",
    recordName: "api-origin.pay.example.com",
    region: "us-east-2",
    target: { dnsName: "nlb.example.com", zoneId: "Z2" },
  };

  it("checks its own load balancer over HTTPS, besides the health of its targets", async () => {
    const registered = startMocks();
    new FailoverRecord("origin", { ...args, role: FailoverRole.Primary, healthCheck: {} });
    await settled();
    const record = only(registered, "aws:route53/record:Record");
    assert.equal(record.inputs.healthCheckId, "origin-health-check-id");
    assert.equal(record.inputs.setIdentifier, "us-east-2");
    assert.deepEqual(record.inputs.failoverRoutingPolicies, [{ type: "PRIMARY" }]);
    assert.deepEqual(record.inputs.aliases, [
      { name: "nlb.example.com", zoneId: "Z2", evaluateTargetHealth: true },
    ]);
    const check = only(registered, "aws:route53/healthCheck:HealthCheck");
    assert.equal(check.inputs.type, "HTTPS");
    assert.equal(check.inputs.fqdn, "nlb.example.com");
    assert.equal((check.inputs.regions as string[]).length, 3);
  });

  it("answers only while its own check and every switch are healthy", async () => {
    const registered = startMocks();
    const switches = ["plan-1", "plan-2"];
    new FailoverRecord("origin", { ...args, role: FailoverRole.Primary, healthCheck: {}, switches });
    await settled();
    const all = only(registered, "aws:route53/healthCheck:HealthCheck", "origin-all-checks").inputs;
    assert.equal(all.type, "CALCULATED");
    assert.deepEqual(all.childHealthchecks, ["origin-health-check-id", "plan-1", "plan-2"]);
    assert.equal(all.childHealthThreshold, 3);
    const record = only(registered, "aws:route53/record:Record").inputs;
    assert.equal(record.healthCheckId, "origin-all-checks-id");
  });

  it("takes a single switch as it is", async () => {
    const registered = startMocks();
    new FailoverRecord("origin", { ...args, role: FailoverRole.Secondary, switches: ["plan-1"] });
    await settled();
    assert.equal(only(registered, "aws:route53/record:Record").inputs.healthCheckId, "plan-1");
    assert.deepEqual(names(registered, "aws:route53/healthCheck:HealthCheck"), []);
  });

  it("goes by the health of its targets alone where no check is asked for", async () => {
    const registered = startMocks();
    new FailoverRecord("origin", { ...args, role: FailoverRole.Secondary });
    await settled();
    assert.equal(only(registered, "aws:route53/record:Record").inputs.healthCheckId, undefined);
    assert.deepEqual(names(registered, "aws:route53/healthCheck:HealthCheck"), []);
  });
});

describe("PublicZone", () => {
  it("creates a zone that is not emptied by force", async () => {
    const registered = startMocks();
    new PublicZone("zone", { zoneName: "pay.example.com" });
    await settled();
    assert.equal(only(registered, "aws:route53/zone:Zone").inputs.forceDestroy, false);
  });

  it("adopts a zone by its id and creates nothing", async () => {
    const registered = startMocks();
    const zone = new PublicZone("zone", { zoneName: "pay.example.com", adoptZoneId: "Z0123456789" });
    const id = await new Promise((resolve) => zone.zoneId.apply(resolve));
    await settled();
    assert.equal(id, "Z0123456789");
    assert.deepEqual(names(registered, "aws:route53/zone:Zone"), []);
  });
});

import assert from "node:assert/strict";
import { detectorsInEveryRegion as rule } from "../../../rules/detection/detectors-in-every-region";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const tokens: Record<string, string> = {
  GuardDuty: "aws:guardduty/detector:Detector",
  "Security Hub": "aws:securityhub/account:Account",
  "AWS Config": "aws:cfg/recorderStatus:RecorderStatus",
  Inspector: "aws:inspector2/enabler:Enabler",
};
const one = (service: string, region: unknown, props: Record<string, unknown> = {}) =>
  resource(tokens[service] ?? "", `${service} ${String(region)}`, { region, isEnabled: true, ...props });
const all = (region: string) => Object.keys(tokens).map((service) => one(service, region));
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };

describe("detectors-in-every-region", () => {
  it("looks at four services", () => {
    assert.deepEqual(rule.types, [...Object.values(tokens), "aws:cfg/recorder:Recorder"]);
  });

  it("accepts all services in all regions, in this stack or a peer's", async () => {
    assert.deepEqual(await said(rule, [...all("us-east-2"), ...all("us-west-2")], both), []);
    const peers = [{ stack: "west", resources: all("us-west-2") }];
    assert.deepEqual(await said(rule, all("us-east-2"), { ...both, peers }), []);
  });

  for (const service of Object.keys(tokens)) {
    it(`refuses a region without ${service}`, async () => {
      const west = all("us-west-2").filter(({ name }) => !name.startsWith(service));
      assert.deepEqual(await said(rule, [...all("us-east-2"), ...west], both), [
        `${service} us-east-2: ${service} is not on in us-west-2.`,
      ]);
      const peers = [{ stack: "west", resources: west }];
      assert.deepEqual(await said(rule, all("us-east-2"), { ...both, peers }), [
        `${service} us-east-2: ${service} is not on in us-west-2.`,
      ]);
    });
  }

  it("refuses a service that is turned off", async () => {
    const east = [
      ...all("us-east-2").slice(1, 2),
      one("GuardDuty", "us-east-2", { enable: false }),
      one("AWS Config", "us-east-2", { isEnabled: false }),
      one("Inspector", "us-east-2"),
    ];
    assert.deepEqual(await said(rule, east, { settings: { regions: ["us-east-2"] } }), [
      "GuardDuty us-east-2: GuardDuty is off in us-east-2.",
      "AWS Config us-east-2: AWS Config is off in us-east-2.",
    ]);
  });

  it("refuses a recorder that nothing turns on in its region", async () => {
    const recorder = resource("aws:cfg/recorder:Recorder", "recorder", { region: "us-east-2" });
    for (const others of [[], [one("AWS Config", "us-west-2")]]) {
      const [first] = await said(rule, [recorder, ...others], { settings: { regions: ["us-west-2"] } });
      assert.equal(first, "recorder: It records nothing: no RecorderStatus of its region turns it on.");
    }
    const settings = { regions: ["us-east-2"] };
    assert.deepEqual(await said(rule, [recorder, ...all("us-east-2")], { settings }), []);
  });

  it("asks nothing of a stack that watches nothing", async () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "network", { region: "us-east-2" });
    assert.deepEqual(await said(rule, [vpc], both), []);
  });

  it("does not judge a region that it can't see, nor services that another stack may have", async () => {
    const unseen = "the resources of us-west-2 are neither in this stack nor in the snapshot of a peer";
    assert.deepEqual(await said(rule, [one("GuardDuty", "us-east-2")], both), [
      `GuardDuty us-east-2? ${unseen}`,
      "GuardDuty us-east-2? Security Hub is not in this stack",
      "GuardDuty us-east-2? AWS Config is not in this stack",
      "GuardDuty us-east-2? Inspector is not in this stack",
    ]);
  });

  it("does not judge without regions, nor a service whose region is not stated or known", async () => {
    const [first] = await said(rule, all("us-east-2"));
    assert.equal(first, "GuardDuty us-east-2? the setting regions names no region");
    const rest = all("us-east-2").slice(1);
    const west = all("us-west-2").slice(1);
    const placeless = await said(rule, [one("GuardDuty", undefined), ...rest, ...west], both);
    assert.deepEqual(placeless, ["GuardDuty undefined? the region of GuardDuty is not stated"]);
    const open = await said(rule, [one("GuardDuty", "us-east-2", { enable: unknown })], {
      settings: { regions: ["us-east-2"] },
    });
    assert.equal(open[0], "GuardDuty us-east-2? enable is not known yet");
  });
});

import assert from "node:assert/strict";
import {
  AcceleratedEndpoint,
  type AcceleratedEndpointArgs,
  AcceleratedRegion,
  type AcceleratedRegionArgs,
  ClientAffinity,
} from "../../components/accelerated-endpoint";
import { acceleratorMistakes, regionMistakes } from "../../components/accelerated-endpoint/validate";
import { only, type Registered, settled, startMocks } from "../support/mocks";

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const LISTENER = "aws:globalaccelerator/listener:Listener";
const GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";

async function accelerate(more: Partial<AcceleratedEndpointArgs> = {}): Promise<Registered[]> {
  const registered = startMocks({ [ACCELERATOR]: () => ({ ipSets: [{ ipAddresses: ["192.0.2.1"] }] }) });
  new AcceleratedEndpoint("checkout", { resourceName: "cart-checkout", ...more });
  await settled();
  return registered;
}

describe("AcceleratedEndpoint", () => {
  it("NET-2 is an accelerator with one listener for HTTPS", async () => {
    const registered = await accelerate();
    assert.deepEqual(only(registered, ACCELERATOR).inputs, {
      name: "cart-checkout",
      ipAddressType: "IPV4",
      enabled: true,
      attributes: { flowLogsEnabled: false },
    });
    assert.deepEqual(only(registered, LISTENER).inputs, {
      acceleratorArn: "arn:mock:checkout-accelerator",
      protocol: "TCP",
      portRanges: [{ fromPort: 443, toPort: 443 }],
      clientAffinity: "NONE",
    });
    assert.equal(registered.length, 3);
  });

  it("logs its flows where it is told, keeps clients together, and stops taking traffic when told", async () => {
    const registered = await accelerate({
      flowLog: { bucketName: "logs", prefix: "accelerator" },
      clientAffinity: ClientAffinity.SourceIp,
      ports: [443, 8443],
      enabled: false,
    });
    const { attributes, enabled } = only(registered, ACCELERATOR).inputs;
    assert.equal(enabled, false);
    assert.deepEqual(attributes, {
      flowLogsEnabled: true,
      flowLogsS3Bucket: "logs",
      flowLogsS3Prefix: "accelerator",
    });
    const listener = only(registered, LISTENER).inputs;
    assert.equal(listener.clientAffinity, "SOURCE_IP");
    assert.equal((listener.portRanges as unknown[]).length, 2);
  });

  const wrong: [string, Partial<AcceleratedEndpointArgs>, string][] = [
    ["a name with a dot", { resourceName: "cart.checkout" }, "resourceName"],
    ["no port", { ports: [] }, "ports"],
    ["a port twice", { ports: [443, 443] }, "ports"],
    ["a port that there is not", { ports: [0] }, "ports[0]"],
    ["a prefix with a slash at its end", { flowLog: { bucketName: "b", prefix: "a/" } }, "flowLog.prefix"],
  ];
  for (const [what, change, path] of wrong) {
    it(`refuses ${what}`, () => {
      const found = acceleratorMistakes({ resourceName: "cart", ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
    });
  }
});

const region: AcceleratedRegionArgs = {
  region: "us-east-2",
  listenerArn: "arn:listener",
  endpointArns: ["arn:load-balancer"],
};

describe("AcceleratedRegion", () => {
  async function join(more: Partial<AcceleratedRegionArgs> = {}) {
    const registered = startMocks();
    new AcceleratedRegion("checkout", { ...region, ...more });
    await settled();
    return only(registered, GROUP).inputs;
  }

  it("NET-2 adds a region's load balancers, with their clients' addresses, and leaves it within half a minute", async () => {
    assert.deepEqual(await join(), {
      listenerArn: "arn:listener",
      endpointGroupRegion: "us-east-2",
      endpointConfigurations: [
        { endpointId: "arn:load-balancer", clientIpPreservationEnabled: true, weight: 128 },
      ],
      healthCheckPort: 443,
      healthCheckProtocol: "TCP",
      healthCheckIntervalSeconds: 10,
      thresholdCount: 3,
      trafficDialPercentage: 100,
    });
  });

  it("asks a path over HTTPS where there is one, and may start without traffic", async () => {
    const inputs = await join({ health: { port: 8443, path: "/health" }, trafficDialPercentage: 0 });
    assert.deepEqual(
      [
        inputs.healthCheckProtocol,
        inputs.healthCheckPath,
        inputs.healthCheckPort,
        inputs.trafficDialPercentage,
      ],
      ["HTTPS", "/health", 8443, 0],
    );
  });

  it("refuses a group without endpoints, a dial beyond a hundred, a path without a slash", () => {
    const found = regionMistakes({
      ...region,
      endpointArns: [],
      trafficDialPercentage: 101,
      health: { port: 443, path: "health" },
    });
    assert.deepEqual(
      found.map(({ propertyPath }) => propertyPath),
      ["trafficDialPercentage", "endpointArns", "health.path"],
    );
  });
});

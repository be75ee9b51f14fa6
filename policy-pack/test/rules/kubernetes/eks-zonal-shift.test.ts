import assert from "node:assert/strict";
import { eksZonalShift as rule } from "../../../rules/kubernetes/eks-zonal-shift";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const cluster = (zonalShiftConfig: unknown) =>
  resource("aws:eks/cluster:Cluster", "payments", { zonalShiftConfig });
const balancer = (props: Record<string, unknown>, module = "lb") =>
  resource(`aws:${module}/loadBalancer:LoadBalancer`, "entry", props);

describe("eks-zonal-shift", () => {
  it("accepts clusters and load balancers with zonal shift", async () => {
    assert.deepEqual(
      await said(rule, [cluster({ enabled: true }), balancer({ enableZonalShift: true })]),
      [],
    );
  });

  it("refuses a cluster without it", async () => {
    for (const config of [undefined, { enabled: false }]) {
      assert.deepEqual(await said(rule, [cluster(config)]), ["payments: zonalShiftConfig is not enabled."]);
    }
  });

  for (const module of ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"]) {
    it(`refuses a load balancer of ${module} without it, but asks nothing of a gateway`, async () => {
      for (const props of [{}, { loadBalancerType: "network", enableZonalShift: false }]) {
        assert.deepEqual(await said(rule, [balancer(props, module)]), ["entry: enableZonalShift is not on."]);
      }
      assert.deepEqual(await said(rule, [balancer({ loadBalancerType: "gateway" }, module)]), []);
    });
  }

  it("can't tell what is not known", async () => {
    assert.deepEqual(await said(rule, [cluster(unknown), balancer({ enableZonalShift: unknown })]), [
      "payments? zonalShiftConfig is not known yet",
      "entry? enableZonalShift is not known yet",
    ]);
  });

  it("mends both, and leaves a gateway alone", async () => {
    const both = [mended(rule, cluster(undefined)), mended(rule, balancer({ enableZonalShift: false }))];
    assert.deepEqual(await said(rule, both), []);
    assert.deepEqual(mended(rule, balancer({ loadBalancerType: "gateway" })).props, {
      loadBalancerType: "gateway",
    });
  });
});

import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";
import type { Stacks } from "./requirements";

type Inputs = Record<string, unknown>;

/**
 * Declares one test for each mistake of a first attempt at two regions that the deployed graph can show. The others
 * stand where they are provoked: 1 and 9 in domain, 3 in failover-drift, 4 in regions, 6 and 7 in failover-plan, 8 in
 * the components' tests of database and alarms, 10 and 13 in compute.
 */
export function surprises(stacks: () => Stacks, it: Declare = globalThis.it): void {
  const each = () => Object.values(stacks()) as Deployed[][];
  const all = () => each().flat();
  const inputs = (resources: Deployed[], type: string) =>
    byType(resources, type).map((resource) => resource.inputs);

  it("surprise 2: no member has a password that RDS manages, and a joining member brings no credentials", () => {
    const [home, joined] = each().map((stack) => inputs(stack, "aws:rds/cluster:Cluster"));
    for (const { manageMasterUserPassword } of [...(home ?? []), ...(joined ?? [])]) {
      assert.equal(manageMasterUserPassword, undefined);
    }
    assert.equal(joined?.length, 1);
    for (const key of ["masterUsername", "masterPassword", "masterPasswordWo", "databaseName"]) {
      assert.equal(joined?.[0]?.[key], undefined, key);
    }
  });

  it("surprise 5: nothing that says which region takes payments is a resource's input", () => {
    // A switch's value that Pulumi owns would be set back by the next routine update.
    for (const { type } of all()) {
      assert.doesNotMatch(type, /keyvaluestoreKey|globalaccelerator|route53RoutingControlState/i);
    }
    for (const record of inputs(all(), "aws:route53/record:Record")) {
      assert.equal(record.weightedRoutingPolicies, undefined, String(record.name));
    }
    for (const check of inputs(all(), "aws:route53/healthCheck:HealthCheck")) {
      assert.notEqual(check.disabled, true, String(check.fqdn));
      assert.equal(check.invertHealthcheck ?? false, false, String(check.fqdn));
    }
  });

  it("surprise 11: the API's origin is a name that fails over, and no VPC origin, which does not", () => {
    assert.deepEqual(byType(all(), "aws:cloudfront/vpcOrigin:VpcOrigin"), []);
    const origins = inputs(all(), "aws:cloudfront/distribution:Distribution").flatMap(
      ({ origins: list }) => list as Inputs[],
    );
    const custom = origins.filter(({ customOriginConfig }) => customOriginConfig !== undefined);
    assert.deepEqual(
      custom.map(({ domainName }) => domainName),
      ["api-origin.pay.example.com"],
    );
  });

  it("surprise 12: each region's certificate has the origin's name, and its proof is one stack's alone", () => {
    for (const stack of each()) {
      const origin = inputs(stack, "aws:acm/certificate:Certificate").filter(
        ({ domainName }) => domainName === "api-origin.pay.example.com",
      );
      assert.equal(origin.length, 1);
    }
    const proofs = each().map((stack) =>
      byType(stack, "aws:route53/record:Record").filter(({ outputs }) => outputs.type === "CNAME"),
    );
    assert.deepEqual(proofs[1], []);
    const names = (proofs[0] ?? []).map(({ outputs }) => String(outputs.name));
    assert.ok(names.length > 0);
    assert.equal(new Set(names).size, names.length);
  });

  it("surprise 14: networks have host names, gateway endpoints in every inner route table, flow logs, NAT per zone", () => {
    for (const stack of each()) {
      const [vpc] = inputs(stack, "aws:ec2/vpc:Vpc");
      assert.equal(vpc?.enableDnsHostnames, true);
      const gateways = inputs(stack, "aws:ec2/vpcEndpoint:VpcEndpoint").filter(
        ({ vpcEndpointType }) => vpcEndpointType === "Gateway",
      );
      const inner = byType(stack, "aws:ec2/routeTable:RouteTable").filter(({ name }) =>
        /private|isolated/.test(name),
      );
      assert.equal(inner.length, 6);
      assert.equal(gateways.length, 2);
      for (const { routeTableIds, serviceName } of gateways) {
        for (const { id } of inner) {
          assert.ok((routeTableIds as string[]).includes(id as string), `${serviceName} ${id}`);
        }
      }
      assert.equal(byType(stack, "aws:ec2/flowLog:FlowLog").length, 1);
      assert.equal(byType(stack, "aws:ec2/natGateway:NatGateway").length, 3);
    }
  });

  it("surprise 15: the writer's address is reached from the other region: routes and groups, both ways", () => {
    const [home, other] = each().map((stack) => String(inputs(stack, "aws:ec2/vpc:Vpc")[0]?.cidrBlock));
    assert.notEqual(home, other);
    const connection = byType(all(), "aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
    assert.equal(connection.length, 1);
    const routes = inputs(all(), "aws:ec2/route:Route").filter(
      ({ vpcPeeringConnectionId }) => vpcPeeringConnectionId === connection[0]?.id,
    );
    for (const cidr of [home, other]) {
      // Three zones, each with a private and an isolated table.
      assert.equal(
        routes.filter(({ destinationCidrBlock }) => destinationCidrBlock === cidr).length,
        6,
        cidr,
      );
    }
    const admitted = inputs(all(), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ cidrIpv4, fromPort }) => fromPort === 5432 && [home, other].includes(cidrIpv4 as string),
    );
    assert.equal(admitted.length, 2);
  });
}

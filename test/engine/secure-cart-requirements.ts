import assert from "node:assert/strict";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";

/** The deployed stacks of SecureCart, filled in before the tests run. */
export interface Stacks {
  primary: Deployed[];
  secondary: Deployed[];
}

type Inputs = Record<string, unknown>;

/** The resource of a type by its logical name. */
function named(resources: Deployed[], type: string, name: string): Deployed {
  const found = byType(resources, type).find((one) => one.name === name);
  assert.ok(found, `there is a ${type} ${name}`);
  return found;
}

/** The only resource of a type. */
function one(resources: Deployed[], type: string): Deployed {
  const [found, ...others] = byType(resources, type);
  assert.ok(found !== undefined && others.length === 0, `one ${type}, got ${others.length + 1}`);
  return found;
}

/** Declares one test per requirement that the deployed graph can show; ways through networks are shown elsewhere. */
export function requirements(stacks: () => Stacks, it: Declare = globalThis.it): void {
  const each = () => Object.values(stacks()) as Deployed[][];
  const all = () => each().flat();
  const inputs = (resources: Deployed[], type: string) =>
    byType(resources, type).map((found) => found.inputs);

  it("NET-1 a network of three tiers over three zones in each region, no two ranges of which overlap", () => {
    for (const stack of each()) {
      const { region } = one(stack, "aws:ec2transitgateway/transitGateway:TransitGateway").inputs;
      for (const tier of ["public", "private", "isolated"]) {
        const subnets = byType(stack, "aws:ec2/subnet:Subnet").filter(({ name }) =>
          name.startsWith(`network-vpc-${tier}-`),
        );
        const zones = subnets.map(({ inputs: { availabilityZone } }) => availabilityZone).sort();
        assert.deepEqual(
          zones,
          ["a", "b", "c"].map((zone) => `${region}${zone}`),
        );
      }
    }
    const ranges = inputs(all(), "aws:ec2/vpc:Vpc").map(({ cidrBlock }) => cidrBlock);
    assert.deepEqual(ranges.sort(), ["10.50.0.0/17", "10.50.240.0/24", "10.51.0.0/17", "10.51.240.0/24"]);
  });

  it("NET-2 CloudFront gives images and scripts, from the second region's bucket when the first fails", () => {
    const { origins, originGroups, aliases } = one(
      stacks().primary,
      "aws:cloudfront/distribution:Distribution",
    ).inputs as Record<string, Inputs[]>;
    assert.deepEqual(aliases, ["static.cart.example.com"]);
    const hosts = (origins ?? []).map(({ domainName }) => domainName).sort();
    assert.equal(hosts.length, 2);
    const buckets = all().filter(
      ({ type, name }) => type === "aws:s3/bucket:Bucket" && name.startsWith("images-"),
    );
    assert.deepEqual(buckets.map(({ outputs }) => outputs.bucketRegionalDomainName).sort(), hosts);
    assert.equal(originGroups?.length, 1);
  });

  it("NET-2 Global Accelerator leads checkout to the load balancers of both regions", () => {
    const { primary } = stacks();
    const listener = one(primary, "aws:globalaccelerator/listener:Listener");
    for (const stack of each()) {
      const { listenerArn, endpointConfigurations } = one(
        stack,
        "aws:globalaccelerator/endpointGroup:EndpointGroup",
      ).inputs;
      assert.equal(listenerArn, listener.outputs.arn);
      const [{ endpointId } = {}] = endpointConfigurations as Inputs[];
      const shop = named(stack, "aws:lb/loadBalancer:LoadBalancer", "shop-load-balancer");
      assert.equal(endpointId, shop.outputs.arn);
      const rule = named(stack, "aws:lb/listenerRule:ListenerRule", "checkout-route-rule").inputs;
      assert.match(JSON.stringify(rule.conditions), /"checkout\.cart\.example\.com"/);
    }
    const record = named(primary, "aws:route53/record:Record", "checkout-name-record").inputs;
    const accelerator = one(primary, "aws:globalaccelerator/accelerator:Accelerator").outputs;
    assert.equal(record.name, "checkout.cart.example.com");
    assert.equal((record.aliases as Inputs[])[0]?.name, accelerator.dnsName);
  });

  it("NET-2 the shop by country and continent with the nearest region for the rest, each behind its health check", () => {
    for (const stack of each()) {
      const check = named(stack, "aws:route53/healthCheck:HealthCheck", "shop-name-health-check");
      const records = byType(stack, "aws:route53/record:Record").filter(({ name }) =>
        name.startsWith("shop-name-"),
      );
      const places = records.filter(
        ({ inputs: { geolocationRoutingPolicies } }) => geolocationRoutingPolicies,
      );
      assert.ok(places.length >= 2);
      const regional = records.filter(({ name }) => !/-(own|default)$/.test(name));
      for (const { name, inputs: record } of regional) assert.equal(record.healthCheckId, check.id, name);
      const nearest = records.find(({ inputs: { latencyRoutingPolicies } }) => latencyRoutingPolicies);
      assert.equal(nearest?.inputs.name, "nearest.cart.example.com");
    }
  });

  it("NET-3 the transit gateways are peered by the later stack, and nothing is associated by default", () => {
    const { primary, secondary } = stacks();
    const gateway = (stack: Deployed[]) => one(stack, "aws:ec2transitgateway/transitGateway:TransitGateway");
    const peering = one(secondary, "aws:ec2transitgateway/peeringAttachment:PeeringAttachment").inputs;
    assert.equal(peering.peerTransitGatewayId, gateway(primary).id);
    assert.equal(peering.transitGatewayId, gateway(secondary).id);
    assert.equal(byType(primary, "aws:ec2transitgateway/peeringAttachment:PeeringAttachment").length, 0);
    for (const stack of each()) {
      const { defaultRouteTableAssociation, defaultRouteTablePropagation, autoAcceptSharedAttachments } =
        gateway(stack).inputs;
      assert.deepEqual(
        [defaultRouteTableAssociation, defaultRouteTablePropagation, autoAcceptSharedAttachments],
        ["disable", "disable", "disable"],
      );
    }
  });

  it("NET-3 by setting, a peering with a network of another account", () => {
    const peering = one(stacks().primary, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection").inputs;
    assert.equal(peering.peerOwnerId, "777788889999");
  });

  it("NET-4 a VPN of two tunnels with BGP in each region, whose alarms tell people when one or both are down", () => {
    for (const stack of each()) {
      const vpn = one(stack, "aws:ec2/vpnConnection:VpnConnection");
      const gateway = one(stack, "aws:ec2transitgateway/transitGateway:TransitGateway");
      assert.equal(vpn.inputs.transitGatewayId, gateway.id);
      assert.equal(vpn.inputs.staticRoutesOnly, false);
      assert.equal(vpn.inputs.presharedKeyStorage, "SecretsManager");
      const alarms = inputs(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
        ({ metricName }) => metricName === "TunnelState",
      );
      assert.deepEqual(alarms.map(({ statistic }) => statistic).sort(), ["Maximum", "Minimum"]);
      for (const { dimensions, alarmActions } of alarms) {
        assert.equal((dimensions as Inputs).VpnId, vpn.id);
        assert.equal((alarmActions as string[]).length, 1);
      }
    }
  });

  it("NET-4 by setting, a Direct Connect gateway on the transit gateway, which announces this region's network", () => {
    const { primary } = stacks();
    const direct = one(primary, "aws:directconnect/gatewayAssociation:GatewayAssociation").inputs;
    assert.equal(direct.dxGatewayId, one(primary, "aws:directconnect/gateway:Gateway").id);
    assert.deepEqual(direct.allowedPrefixes, ["10.50.0.0/17"]);
    assert.equal(byType(stacks().secondary, "aws:directconnect/gateway:Gateway").length, 0);
  });

  it("NET-5 services of Fargate behind a load balancer with a firewall, the payment gateway behind TLS over TCP", () => {
    for (const stack of each()) {
      const services = inputs(stack, "aws:ecs/service:Service");
      assert.equal(services.length, 3);
      const shop = named(stack, "aws:lb/loadBalancer:LoadBalancer", "shop-load-balancer");
      assert.deepEqual([shop.inputs.loadBalancerType, shop.inputs.internal], ["application", false]);
      const payments = named(stack, "aws:lb/loadBalancer:LoadBalancer", "payment-gateway-load-balancer");
      assert.deepEqual([payments.inputs.loadBalancerType, payments.inputs.internal], ["network", true]);
      const listener = named(stack, "aws:lb/listener:Listener", "payment-gateway-listener").inputs;
      assert.equal(listener.protocol, "TLS");
      const group = named(stack, "aws:lb/targetGroup:TargetGroup", "payment-gateway-target-group");
      const service = named(stack, "aws:ecs/service:Service", "payments-service").inputs;
      assert.match(JSON.stringify(service.loadBalancers), new RegExp(String(group.outputs.arn)));
    }
  });

  it("NET-5 a Gateway Load Balancer with an appliance in each zone, in appliance mode on the transit gateway", () => {
    for (const stack of each()) {
      const balancer = named(stack, "aws:lb/loadBalancer:LoadBalancer", "inspection-load-balancer").inputs;
      assert.equal(balancer.loadBalancerType, "gateway");
      const attachment = byType(stack, "aws:ec2transitgateway/vpcAttachment:VpcAttachment").find(
        ({ inputs: { applianceModeSupport } }) => applianceModeSupport === "enable",
      );
      assert.equal((attachment?.inputs.subnetIds as string[] | undefined)?.length, 3);
      const appliances = one(stack, "aws:autoscaling/group:Group").inputs;
      assert.equal(appliances.minSize, 3);
    }
  });

  it("NET-6 a database in two zones per region with backups in the other, and sessions in a table of all regions", () => {
    for (const stack of each()) {
      const { multiAz, deletionProtection, manageMasterUserPassword } = one(
        stack,
        "aws:rds/instance:Instance",
      ).inputs;
      assert.deepEqual([multiAz, deletionProtection, manageMasterUserPassword], [true, true, true]);
      const copy = one(
        stack,
        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
      );
      assert.equal(copy.inputs.sourceDbInstanceArn, one(stack, "aws:rds/instance:Instance").outputs.arn);
    }
    const table = named(stacks().primary, "aws:dynamodb/table:Table", "sessions-table");
    assert.equal(byType(stacks().secondary, "aws:dynamodb/table:Table").length, 0);
    const replicas = inputs(stacks().primary, "aws:dynamodb/tableReplica:TableReplica").filter(
      ({ globalTableArn }) => globalTableArn === table.outputs.arn,
    );
    assert.deepEqual(
      replicas.map(({ region }) => region),
      ["eu-west-1"],
    );
  });

  it("NET-7 the payment API is offered by PrivateLink to named principals, and partners' services are reached by it", () => {
    for (const stack of each()) {
      const service = named(
        stack,
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        "payment-gateway-service",
      ).inputs;
      const gateway = named(stack, "aws:lb/loadBalancer:LoadBalancer", "payment-gateway-load-balancer");
      assert.deepEqual(service.allowedPrincipals, ["arn:aws:iam::444455556666:root"]);
      assert.equal(service.acceptanceRequired, true);
      assert.deepEqual(service.networkLoadBalancerArns, [gateway.outputs.arn]);
      const partner = named(stack, "aws:ec2/vpcEndpoint:VpcEndpoint", "partner-risk-desk-endpoint").inputs;
      assert.match(String(partner.serviceName), /^com\.amazonaws\.vpce\./);
      assert.equal((partner.subnetIds as string[]).length, 3);
    }
  });

  it("NET-8 every endpoint of an AWS service serves this account's principals, and S3 and DynamoDB what is the system's", () => {
    for (const stack of each()) {
      const endpoints = inputs(stack, "aws:ec2/vpcEndpoint:VpcEndpoint").filter(({ serviceName }) =>
        /^com\.amazonaws\.(us|eu)-/.test(String(serviceName)),
      );
      assert.equal(endpoints.length, 9);
      const allowed = (service: string) => {
        const found = endpoints.find(({ serviceName }) => String(serviceName).endsWith(`.${service}`));
        const { Statement } = JSON.parse(String(found?.policy)) as { Statement: Inputs[] };
        return Statement[0] as Inputs;
      };
      for (const { serviceName, policy } of endpoints) {
        const [own] = (JSON.parse(String(policy)) as { Statement: Inputs[] }).Statement;
        assert.match(JSON.stringify(own?.Condition), /"aws:PrincipalAccount":"\d{12}"/, String(serviceName));
        assert.notEqual(own?.Action, "*", String(serviceName));
      }
      assert.match(JSON.stringify(allowed("dynamodb").Resource), /:table\/secure-cart-prod-sessions"/);
      assert.match(JSON.stringify(allowed("s3").Resource), /arn:aws:s3:::secure-cart-prod-images-/);
    }
  });

  it("NET-9 a firewall before load balancer, API and CloudFront", () => {
    for (const stack of each()) {
      const acl = named(stack, "aws:wafv2/webAcl:WebAcl", "firewall-web-acl").outputs.arn;
      const guarded = inputs(stack, "aws:wafv2/webAclAssociation:WebAclAssociation");
      assert.ok(guarded.every(({ webAclArn }) => webAclArn === acl));
      const arns = guarded.map(({ resourceArn }) => String(resourceArn)).sort();
      assert.equal(arns.length, 2);
      assert.match(arns[0] as string, /^arn:aws:apigateway:.+\/stages\/live$/);
      assert.match(arns[1] as string, /:loadbalancer\/app\/secure-cart-prod-shop\//);
    }
    const { webAclId } = one(stacks().primary, "aws:cloudfront/distribution:Distribution").inputs;
    assert.match(String(webAclId), /:global\/webacl\/secure-cart-prod-edge/);
  });

  it("NET-9 by setting, Shield Advanced: protections, the health that it looks at, and the response team's access", () => {
    const { primary, secondary } = stacks();
    const kinds = (stack: Deployed[]) =>
      inputs(stack, "aws:shield/protection:Protection")
        .map(({ resourceArn }) => String(resourceArn).split(":")[2])
        .sort();
    assert.deepEqual(kinds(primary), ["cloudfront", "elasticloadbalancing", "globalaccelerator", "route53"]);
    assert.deepEqual(kinds(secondary), ["elasticloadbalancing"]);
    assert.equal(byType(all(), "aws:shield/subscription:Subscription").length, 1);
    for (const stack of each()) {
      const { healthCheckArn } = one(
        stack,
        "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation",
      ).inputs;
      const check = named(stack, "aws:route53/healthCheck:HealthCheck", "shop-name-health-check");
      assert.ok(String(healthCheckArn).endsWith(String(check.id)));
    }
    const access = one(primary, "aws:shield/drtAccessRoleArnAssociation:DrtAccessRoleArnAssociation").inputs;
    const role = named(primary, "aws:iam/role:Role", "shield-response-team");
    assert.equal(access.roleArn, role.outputs.arn);
    assert.match(String(role.inputs.assumeRolePolicy), /"drt\.shield\.amazonaws\.com"/);
    assert.equal(one(primary, "aws:shield/proactiveEngagement:ProactiveEngagement").inputs.enabled, true);
  });

  it("NET-10 third parties have a key, a plan with throttle and quota each, and the API asks for it", () => {
    for (const stack of each()) {
      const plans = inputs(stack, "aws:apigateway/usagePlan:UsagePlan");
      assert.equal(plans.length, 2);
      for (const { throttleSettings, quotaSettings } of plans) {
        assert.deepEqual(throttleSettings, { rateLimit: 20, burstLimit: 40 });
        assert.deepEqual(quotaSettings, { limit: 100_000, period: "DAY" });
      }
      const keys = byType(stack, "aws:apigateway/apiKey:ApiKey").map(({ id }) => id);
      const { body, region } = one(stack, "aws:apigateway/restApi:RestApi").inputs;
      assert.match(String(body), /"x-api-key"/);
      const { environment } = one(stack, "aws:lambda/function:Function").inputs;
      const partners = JSON.parse(
        (environment as { variables: Record<string, string> }).variables.PARTNERS as string,
      );
      assert.deepEqual(
        Object.values(partners as Record<string, Inputs>)
          .map(({ apiKeyId }) => apiKeyId)
          .sort(),
        keys.sort(),
      );
      assert.match(
        JSON.stringify(partners),
        new RegExp(`secretsmanager:${region}:\\d{12}:secret:cart/partners/parcels"`),
      );
    }
  });

  it("NET-11 product images are copied both ways, each bucket under its own region's key", () => {
    const { primary, secondary } = stacks();
    const bucket = (stack: Deployed[]) =>
      named(stack, "aws:s3/bucket:Bucket", "images-bucket-bucket").outputs;
    const rules = inputs(secondary, "aws:s3/bucketReplicationConfig:BucketReplicationConfig");
    const ways = rules.map(({ bucket: source, rules: list }) => {
      const [{ destination }] = list as [{ destination: Inputs }];
      return `${source} to ${destination.bucket}`;
    });
    const [here, there] = [bucket(primary), bucket(secondary)];
    assert.deepEqual(
      ways.sort(),
      [`${here.bucket} to ${there.arn}`, `${there.bucket} to ${here.arn}`].sort(),
    );
  });

  it("NET-12 latency, tunnels and unusual flows are told to people, requests are traced, flows are asked by Athena", () => {
    for (const stack of each()) {
      const topic = named(stack, "aws:sns/topic:Topic", "notifications-topic").outputs.arn;
      const alarm = (name: string) => named(stack, "aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs;
      for (const name of [
        "alarms-checkout-latency",
        "alarms-checkout-latency-spike",
        "alarms-site-tunnels-down",
      ]) {
        assert.deepEqual(alarm(name).alarmActions, [topic], name);
      }
      assert.match(
        JSON.stringify(alarm("alarms-checkout-latency-spike").metricQueries),
        /ANOMALY_DETECTION_BAND/,
      );
      const flows = inputs(stack, "aws:ec2/flowLog:FlowLog").filter(
        ({ logDestinationType }) => logDestinationType === "s3",
      );
      assert.equal(flows.length, 2, "of the network and of the inspection");
      assert.equal(byType(stack, "aws:athena/namedQuery:NamedQuery").length, 3);
      assert.ok(
        byType(stack, "aws:xray/group:Group").some(({ inputs: { groupName } }) =>
          /slow-payments/.test(String(groupName)),
        ),
      );
      const definitions = inputs(stack, "aws:ecs/taskDefinition:TaskDefinition");
      assert.ok(
        definitions.every(({ containerDefinitions }) =>
          /aws-otel-collector/.test(String(containerDefinitions)),
        ),
      );
    }
  });
}

const ec2 = require("@pulumi/aws/ec2");
const aws = require("@pulumi/aws/provider");
const lb = require("@pulumi/aws/lb");
const route53 = require("@pulumi/aws/route53");

const zone = new route53.Zone("zone", { name: "example.org" });

/** A web site of one region: a load balancer over two zones. */
function site(name, region, cidrBlock) {
  const provider = new aws.Provider(name, { region });
  const options = { provider };
  const vpc = new ec2.Vpc(name, { cidrBlock: `${cidrBlock}.0.0/16` }, options);
  const gateway = new ec2.InternetGateway(name, { vpcId: vpc.id }, options);
  const subnets = ["a", "b"].map(
    (letter, index) =>
      new ec2.Subnet(
        `${name}-${letter}`,
        { vpcId: vpc.id, cidrBlock: `${cidrBlock}.${index}.0/24`, availabilityZone: `${region}${letter}` },
        options,
      ),
  );
  const balancer = new lb.LoadBalancer(
    name,
    { loadBalancerType: "application", subnets: subnets.map(({ id }) => id) },
    { provider, dependsOn: gateway },
  );
  new lb.Listener(
    name,
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "200", messageBody: region },
        },
      ],
    },
    options,
  );
  const health = new route53.HealthCheck(name, {
    type: "HTTP",
    fqdn: balancer.dnsName,
    port: 80,
    resourcePath: "/",
    failureThreshold: 3,
    requestInterval: 30,
  });
  return { balancer, health };
}

const first = site("first", "us-east-1", "10.1");
const standby = site("standby", "us-west-2", "10.2");

for (const [role, { balancer, health }] of [
  ["PRIMARY", first],
  ["SECONDARY", standby],
]) {
  new route53.Record(role.toLowerCase(), {
    zoneId: zone.zoneId,
    name: "app.example.org",
    type: "A",
    setIdentifier: role.toLowerCase(),
    failoverRoutingPolicies: [{ type: role }],
    healthCheckId: health.id,
    aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
  });
}
new route53.Record("docs", {
  zoneId: zone.zoneId,
  name: "docs.example.org",
  type: "CNAME",
  ttl: 300,
  records: ["docs.example.net"],
});

exports.nameServers = zone.nameServers;

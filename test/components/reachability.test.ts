import assert from "node:assert/strict";
import {
  type Answer,
  type Known,
  machine,
  type Place,
  partner,
  reach,
  readNetwork,
  site,
} from "../support/reachability";
import { Fixture } from "../support/reachability/fixture";

const https = { protocol: "tcp", port: 443 } as const;
const ANYWHERE = { cidrIpv4: "0.0.0.0/0" };
const INTERNET: Place = { kind: "internet" };
const service = (name: string): Place => ({ kind: "service", name });

function refused(answer: Answer, reason: RegExp): void {
  assert.equal(answer.reaches, false, `it reaches by ${answer.path.join(", ")}`);
  assert.match(answer.reason ?? "", reason);
}

function reaches(answer: Answer): void {
  assert.equal(answer.reason, undefined);
  assert.equal(answer.reaches, true);
}

/** A network of three tiers with a NAT gateway and endpoints. */
function tiers(): Fixture {
  return new Fixture()
    .vpc("shop", "10.10.0.0/16")
    .add("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: "vpc-shop" })
    .subnet("public", "shop", "10.10.0.0/24", { "0.0.0.0/0": { gatewayId: "igw" } })
    .subnet("private", "shop", "10.10.1.0/24", { "0.0.0.0/0": { natGatewayId: "nat" } })
    .subnet("isolated", "shop", "10.10.2.0/24")
    .add("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "public" })
    .group("balancer", "shop")
    .group("task", "shop")
    .group("database", "shop")
    .rule("in", "balancer", 443, ANYWHERE)
    .rule("out", "balancer", 8080, { referencedSecurityGroupId: "task" })
    .rule("in", "task", 8080, { referencedSecurityGroupId: "balancer" })
    .rule("out", "task", 443, ANYWHERE)
    .rule("out", "task", 5432, { referencedSecurityGroupId: "database" })
    .rule("in", "database", 5432, { referencedSecurityGroupId: "task" });
}

function places(fixture: Fixture, known: Known = {}) {
  const network = readNetwork([fixture.exported()], known);
  const balancer = machine(network, "public", ["balancer"], { public: true });
  const task = machine(network, "private", ["task"]);
  const database = machine(network, "isolated", ["database"]);
  return { network, balancer, task, database };
}

describe("reachability in one network", () => {
  const tcp = (port: number) => ({ protocol: "tcp", port }) as const;

  it("goes from the internet to the load balancer, on to tasks, and from them to the database", () => {
    const { network, balancer, task, database } = places(tiers());
    reaches(reach(network, INTERNET, balancer, https));
    reaches(reach(network, balancer, task, tcp(8080)));
    reaches(reach(network, task, database, tcp(5432)));
  });

  it("goes no other way: not past the load balancer, not by another port, not back", () => {
    const { network, balancer, task, database } = places(tiers());
    refused(reach(network, INTERNET, task, tcp(8080)), /no public address/);
    refused(reach(network, INTERNET, database, tcp(5432)), /no public address/);
    refused(reach(network, balancer, database, tcp(5432)), /asker lets tcp 5432 out/);
    refused(reach(network, INTERNET, balancer, tcp(80)), /asked lets tcp 80 in from/);
    refused(reach(network, database, task, tcp(8080)), /asker lets tcp 8080 out/);
  });

  it("leaves by NAT from private subnets and not at all from isolated ones", () => {
    const { network, task, database } = places(tiers().rule("out", "database", 443, ANYWHERE));
    const out = reach(network, task, INTERNET, https);
    reaches(out);
    assert.deepEqual(out.path, ["table-private", "nat", "table-public", "igw"]);
    assert.deepEqual(out.keepers, ["nat"]);
    refused(reach(network, database, INTERNET, https), /table-isolated has no route/);
  });

  it("leaves from a public subnet only with a public address", () => {
    const fixture = tiers().rule("out", "balancer", 443, ANYWHERE);
    const { network, balancer } = places(fixture);
    reaches(reach(network, balancer, INTERNET, https));
    refused(reach(network, { ...balancer, public: false }, INTERNET, https), /no public address for igw/);
  });

  it("finds that a public address in a private subnet answers by another way than it was asked", () => {
    const { network, task } = places(tiers().rule("in", "task", 443, ANYWHERE));
    refused(
      reach(network, INTERNET, { ...task, public: true }, https),
      /ways differ: there past nothing, back past nat/,
    );
  });

  it("reaches services by the table's gateway endpoint, where rules may name its prefix list", () => {
    const fixture = tiers()
      .add("aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-s3", {
        vpcId: "vpc-shop",
        vpcEndpointType: "Gateway",
        serviceName: "com.amazonaws.us-east-2.s3",
        prefixListId: "pl-s3",
        routeTableIds: ["table-private"],
      })
      .add("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", "more", {
        vpcEndpointId: "vpce-s3",
        routeTableId: "table-isolated",
      })
      .rule("out", "database", 443, { prefixListId: "pl-s3" });
    const { network, task, database, balancer } = places(fixture);
    assert.deepEqual(reach(network, task, service("s3"), https).path, ["table-private", "vpce-s3"]);
    reaches(reach(network, database, service("s3"), https));
    refused(reach(network, database, service("dynamodb"), https), /no route/);
    refused(reach(network, balancer, service("s3"), https), /asker lets tcp 443 out/);
  });

  it("reaches services by the interface endpoint of its zone, whose group has a say", () => {
    const fixture = tiers()
      .group("endpoints", "shop")
      .rule("in", "endpoints", 443, { cidrIpv4: "10.10.1.0/24" })
      .rule("out", "database", 443, ANYWHERE)
      .add("aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-kms", {
        vpcId: "vpc-shop",
        vpcEndpointType: "Interface",
        serviceName: "com.amazonaws.us-east-2.kms",
        privateDnsEnabled: true,
        subnetIds: ["private"],
        securityGroupIds: ["endpoints"],
      });
    const { network, task, database } = places(fixture);
    assert.deepEqual(reach(network, task, service("kms"), https).path, ["table-private", "private"]);
    refused(reach(network, database, service("kms"), https), /asked lets tcp 443 in from 10\.10\.2\.4/);
  });

  it("asks network ACLs in both directions: they keep no state", () => {
    const acl = (name: string, rules: [egress: boolean, from: number, to: number][]) =>
      rules.reduce(
        (fixture, [egress, fromPort, toPort], index) =>
          fixture.add("aws:ec2/networkAclRule:NetworkAclRule", `${name}-${index}`, {
            networkAclId: name,
            egress,
            ruleNumber: 100 + index,
            ruleAction: "allow",
            protocol: "tcp",
            cidrBlock: "10.10.0.0/16",
            fromPort,
            toPort,
          }),
        tiers().add("aws:ec2/networkAcl:NetworkAcl", name, { subnetIds: ["isolated"] }),
      );
    const ask = (fixture: Fixture) => {
      const { network, task, database } = places(fixture);
      return reach(network, task, database, tcp(5432));
    };
    reaches(
      ask(
        acl("acl", [
          [false, 5432, 5432],
          [true, 1024, 65_535],
        ]),
      ),
    );
    refused(ask(acl("acl", [[true, 1024, 65_535]])), /ACL of isolated refuses the flow/);
    refused(ask(acl("acl", [[false, 5432, 5432]])), /ACL of isolated refuses the answer/);
  });

  it("takes the ACL's lowest number that matches", () => {
    const fixture = tiers().add("aws:ec2/networkAcl:NetworkAcl", "acl", {
      subnetIds: ["isolated"],
      ingress: [
        { ruleNo: 200, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 },
        {
          ruleNo: 100,
          action: "deny",
          protocol: "tcp",
          cidrBlock: "10.10.1.0/24",
          fromPort: 5432,
          toPort: 5432,
        },
      ],
      egress: [
        { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 },
      ],
    });
    const { network, task, database } = places(fixture);
    refused(reach(network, task, database, tcp(5432)), /refuses the flow/);
  });

  it("knows rules in every form: inline, for several at once, a group's own members, prefix lists", () => {
    const fixture = tiers()
      .add("aws:ec2/securityGroup:SecurityGroup", "cache", {
        vpcId: "vpc-shop",
        ingress: [{ protocol: "tcp", fromPort: 6379, toPort: 6379, self: true }],
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      })
      .add("aws:ec2/securityGroupRule:SecurityGroupRule", "listed", {
        securityGroupId: "cache",
        type: "ingress",
        protocol: "tcp",
        fromPort: 9000,
        toPort: 9100,
        prefixListIds: ["pl-office"],
      })
      .add("aws:ec2/managedPrefixList:ManagedPrefixList", "pl-office", {
        entries: [{ cidr: "10.10.1.0/24" }],
      });
    const network = readNetwork([fixture.exported()]);
    const cache = machine(network, "isolated", ["cache"]);
    reaches(reach(network, machine(network, "private", ["cache"]), cache, tcp(6379)));
    reaches(reach(network, machine(network, "private", ["cache"]), cache, tcp(9050)));
    refused(reach(network, machine(network, "private", ["task"]), cache, tcp(6379)), /asker lets/);
    refused(reach(network, machine(network, "public", ["cache"]), cache, tcp(9050)), /asked lets/);
  });

  it("tells stacks that call theirs alike by their regions", () => {
    const stack = (region: string) =>
      new Fixture().vpc(region, "10.10.0.0/16", region).subnet(`subnet of ${region}`, region, "10.10.0.0/24");
    const exported = ["us-east-2", "us-west-2"].map((region) =>
      JSON.parse(JSON.stringify(stack(region).exported()).replaceAll(`::subnet of ${region}`, "::private")),
    );
    const network = readNetwork(exported);
    assert.equal(machine(network, "private", [], { region: "us-west-2" }).subnetId, "subnet of us-west-2");
    assert.throws(() => machine(network, "private", []), /2 are called "private": say in which region/);
  });

  it("tells a wrong name with those that there are", () => {
    const { network } = places(tiers());
    assert.throws(
      () => machine(network, "privat", []),
      /no subnet "privat"; there are isolated, private, public/,
    );
    assert.throws(() => machine(network, "private", ["web"]), /no security group "web"/);
  });
});

const OPEN: [string, number, Record<string, string>] = ["all", 443, ANYWHERE];

/** Two networks, each with one subnet and a group that is open on 443. */
function pair(hop: Record<string, string>): Fixture {
  const fixture = new Fixture().vpc("one", "10.1.0.0/16").vpc("two", "10.2.0.0/16");
  for (const [name, range, other] of [
    ["one", "10.1.0.0/24", "10.2.0.0/16"],
    ["two", "10.2.0.0/24", "10.1.0.0/16"],
  ] as const) {
    const [, port, peer] = OPEN;
    fixture
      .subnet(name, name, range, Object.keys(hop).length === 0 ? {} : { [other]: hop })
      .group(`group-${name}`, name)
      .rule("in", `group-${name}`, port, peer)
      .rule("out", `group-${name}`, port, peer);
  }
  return fixture;
}

function ends(...stacks: Fixture[]) {
  const network = readNetwork(stacks.map((stack) => stack.exported()));
  return {
    network,
    one: machine(network, "one", ["group-one"]),
    two: machine(network, "two", ["group-two"]),
  };
}

describe("reachability between networks", () => {
  const peering = (accepted: boolean) => {
    const fixture = pair({ vpcPeeringConnectionId: "pcx" }).add(
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
      "pcx",
      { vpcId: "vpc-one", peerVpcId: "vpc-two" },
    );
    const type = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
    return accepted ? fixture.add(type, "accepter", { vpcPeeringConnectionId: "pcx" }) : fixture;
  };

  it("goes over a peering that is accepted, also when two stacks have a half each", () => {
    const { network, one, two } = ends(peering(true));
    assert.deepEqual(reach(network, one, two, https).path, ["table-one", "pcx", "two"]);
    const split = ends(
      peering(false),
      new Fixture().add("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter", "accepter", {
        vpcPeeringConnectionId: "pcx",
      }),
    );
    reaches(reach(split.network, split.two, split.one, https));
  });

  it("does not go over a peering that nobody accepted", () => {
    const { network, one, two } = ends(peering(false));
    refused(reach(network, one, two, https), /pcx is not accepted/);
  });

  it("carries nothing over a peering that would go on from there", () => {
    const fixture = peering(true)
      .add("aws:ec2/route:Route", "far", {
        routeTableId: "table-one",
        destinationCidrBlock: "10.3.0.0/16",
        vpcPeeringConnectionId: "pcx",
      })
      .vpc("three", "10.3.0.0/16")
      .subnet("three", "three", "10.3.0.0/24")
      .group("group-three", "three")
      .rule("in", "group-three", 443, ANYWHERE);
    const { network, one } = ends(fixture);
    refused(
      reach(network, one, machine(network, "three", ["group-three"]), https),
      /pcx carries nothing for 10\.3/,
    );
  });

  it("reaches another account's machine over a peering that it is said to have accepted", () => {
    const fixture = peering(false);
    const network = readNetwork([fixture.exported()], { acceptedPeerings: ["pcx"] });
    const other = partner(network, "pcx", "10.2.0.9");
    const one = machine(network, "one", ["group-one"]);
    reaches(reach(network, one, other, https));
    reaches(reach(network, { ...other, address: "10.1.0.9" }, machine(network, "two", ["group-two"]), https));
  });

  const joined = () =>
    pair({ transitGatewayId: "tgw" })
      .gatewayTable("tier")
      .attach("attach-one", "one", ["one"], "tier")
      .attach("attach-two", "two", ["two"], "tier");

  it("goes over a transit gateway where its tables know both ends", () => {
    const fixture = joined()
      .member("Propagation", "tier", "attach-one")
      .member("Propagation", "tier", "attach-two");
    const { network, one, two } = ends(fixture);
    const path = ["table-one", "tgw", "tier", "attach-two", "table-two", "two"];
    assert.deepEqual(reach(network, one, two, https).path, path);
    reaches(reach(network, two, one, https));
  });

  it("loses the answer where only one end is known", () => {
    const { network, one, two } = ends(joined().member("Propagation", "tier", "attach-two"));
    refused(reach(network, one, two, https), /the answer is lost: table tier has no route to 10\.1\.0\.4/);
  });

  it("takes a static route before a learned one of the same length, and the longest of all", () => {
    const fixture = () =>
      joined().member("Propagation", "tier", "attach-one").member("Propagation", "tier", "attach-two");
    const dropped = ends(fixture().gatewayRoute("tier", "10.2.0.0/16", { blackhole: true }));
    refused(
      reach(dropped.network, dropped.one, dropped.two, https),
      /tier drops what is for 10\.2\.0\.0\/16/,
    );
    const shorter = ends(fixture().gatewayRoute("tier", "10.0.0.0/8", { blackhole: true }));
    reaches(reach(shorter.network, shorter.one, shorter.two, https));
  });

  it("leaves a network only in zones in which it is attached", () => {
    const fixture = joined()
      .member("Propagation", "tier", "attach-one")
      .member("Propagation", "tier", "attach-two")
      .subnet(
        "elsewhere",
        "one",
        "10.1.9.0/24",
        { "10.2.0.0/16": { transitGatewayId: "tgw" } },
        "us-east-2b",
      );
    const { network, two } = ends(fixture);
    const asker = machine(network, "elsewhere", ["group-one"]);
    refused(reach(network, asker, two, https), /attach-one has no subnet in us-east-2b/);
  });

  it("does not know groups of the other end over a transit gateway, as EC2 does not", () => {
    const fixture = joined()
      .member("Propagation", "tier", "attach-one")
      .member("Propagation", "tier", "attach-two")
      .group("strict", "two")
      .rule("in", "strict", 443, { referencedSecurityGroupId: "group-one" });
    const { network, one } = ends(fixture);
    refused(reach(network, one, machine(network, "two", ["strict"]), https), /asked lets tcp 443 in/);
  });

  it("goes on over peered gateways that were accepted, by the tables of both", () => {
    const peered = (accepted: boolean) => {
      const fixture = pair({})
        .add("aws:ec2/route:Route", "out", {
          routeTableId: "table-one",
          destinationCidrBlock: "10.2.0.0/16",
          transitGatewayId: "tgw",
        })
        .add("aws:ec2/route:Route", "back", {
          routeTableId: "table-two",
          destinationCidrBlock: "10.1.0.0/16",
          transitGatewayId: "far",
        })
        .gatewayTable("near-table")
        .gatewayTable("far-table", "far")
        .attach("attach-one", "one", ["one"], "near-table")
        .attach("attach-two", "two", ["two"], "far-table", { transitGatewayId: "far" })
        .add("aws:ec2transitgateway/peeringAttachment:PeeringAttachment", "peered", {
          transitGatewayId: "tgw",
          peerTransitGatewayId: "far",
        })
        .member("Association", "near-table", "peered")
        .add("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation", "far end", {
          transitGatewayRouteTableId: "far-table",
          transitGatewayAttachmentId: "peered",
        })
        .member("Propagation", "near-table", "attach-one")
        .member("Propagation", "far-table", "attach-two")
        .gatewayRoute("near-table", "10.2.0.0/16", { transitGatewayAttachmentId: "peered" })
        .gatewayRoute("far-table", "10.1.0.0/16", { transitGatewayAttachmentId: "peered" });
      const type = "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter";
      return accepted ? fixture.add(type, "peered", { transitGatewayAttachmentId: "peered" }) : fixture;
    };
    const { network, one, two } = ends(peered(true));
    const { path } = reach(network, one, two, https);
    assert.deepEqual(path, [
      "table-one",
      "tgw",
      "near-table",
      "peered",
      "far-table",
      "attach-two",
      "table-two",
      "two",
    ]);
    reaches(reach(network, two, one, https));
    const waiting = ends(peered(false));
    refused(reach(waiting.network, waiting.one, waiting.two, https), /peered is not accepted/);
  });

  it("reaches a site that announces its ranges, from networks whose tier has learned them", () => {
    const fixture = joined()
      .add("aws:ec2/vpnConnection:VpnConnection", "office", {
        transitGatewayId: "tgw",
        transitGatewayAttachmentId: "attach-office",
      })
      .gatewayTable("sites")
      .member("Association", "sites", "attach-office")
      .member("Propagation", "sites", "attach-one")
      .member("Propagation", "tier", "attach-office")
      .add("aws:ec2/route:Route", "to site", {
        routeTableId: "table-one",
        destinationCidrBlock: "192.168.0.0/16",
        transitGatewayId: "tgw",
      });
    const known = { announced: { office: ["192.168.1.0/24"] } };
    const network = readNetwork([fixture.exported()], known);
    const office = site(network, "office", "192.168.1.9");
    const one = machine(network, "one", ["group-one"]);
    reaches(reach(network, one, office, https));
    reaches(reach(network, office, one, https));
    refused(
      reach(network, office, machine(network, "two", ["group-two"]), https),
      /sites has no route to 10\.2/,
    );
    refused(reach(network, one, { ...office, address: "192.168.2.9" }, https), /no route to 192\.168\.2\.9/);
  });
});

describe("inspection between networks", () => {
  /** Two networks in different zones; what passes between them is sent through endpoints in both zones. */
  function inspected(applianceMode: boolean) {
    const zones = ["us-east-2a", "us-east-2b"];
    const fixture = new Fixture()
      .vpc("inspection", "10.9.0.0/16")
      .gatewayTable("tier")
      .gatewayTable("inspected");
    for (const [index, name] of ["one", "two"].entries()) {
      const zone = zones[index] as string;
      const other = index === 0 ? "10.2.0.0/16" : "10.1.0.0/16";
      const out = { [other]: { transitGatewayId: "tgw" } };
      fixture
        .vpc(name, `10.${index + 1}.0.0/16`)
        .subnet(name, name, `10.${index + 1}.0.0/24`, out, zone)
        .subnet(`${name}-b`, name, `10.${index + 1}.1.0/24`, out, zones[1 - index])
        .group(`group-${name}`, name)
        .rule("in", `group-${name}`, 443, ANYWHERE)
        .rule("out", `group-${name}`, 443, ANYWHERE)
        .attach(`attach-${name}`, name, [name, `${name}-b`], "tier")
        .member("Propagation", "inspected", `attach-${name}`)
        .subnet(
          `in-${index}`,
          "inspection",
          `10.9.${index}.0/28`,
          { "0.0.0.0/0": { vpcEndpointId: `vpce-${index}` } },
          zone,
        )
        .subnet(
          `out-${index}`,
          "inspection",
          `10.9.1${index}.0/28`,
          { "0.0.0.0/0": { transitGatewayId: "tgw" } },
          zone,
        )
        .add("aws:ec2/vpcEndpoint:VpcEndpoint", `vpce-${index}`, {
          vpcId: "vpc-inspection",
          vpcEndpointType: "GatewayLoadBalancer",
          serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-1",
          subnetIds: [`out-${index}`],
        });
    }
    const applianceModeSupport = applianceMode ? "enable" : "disable";
    return fixture
      .attach("attach-inspection", "inspection", ["in-0", "in-1"], "inspected", { applianceModeSupport })
      .gatewayRoute("tier", "0.0.0.0/0", { transitGatewayAttachmentId: "attach-inspection" });
  }

  it("is on the way both there and back, past the same endpoint in appliance mode", () => {
    const { network, one, two } = ends(inspected(true));
    const [there, back] = [reach(network, one, two, https), reach(network, two, one, https)];
    reaches(there);
    reaches(back);
    assert.equal(there.keepers.length, 1);
    assert.deepEqual(there.keepers, back.keepers);
  });

  it("finds that the ways differ without appliance mode, when the ends are in different zones", () => {
    const { network, one, two } = ends(inspected(false));
    refused(reach(network, one, two, https), /ways differ: there past vpce-0, back past vpce-1/);
  });

  it("finds a way that goes round in a circle", () => {
    const circle = inspected(true).gatewayRoute("inspected", "10.2.0.0/16", {
      transitGatewayAttachmentId: "attach-inspection",
    });
    const { network, one, two } = ends(circle);
    refused(reach(network, one, two, https), /goes round in a circle/);
  });
});

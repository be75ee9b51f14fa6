import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as yaml from "yaml";
import { endpointAccess } from "../../stacks/secure-cart/endpoint-access";
import { transitPlan } from "../../stacks/secure-cart/transit-plan";
import { checkSettings } from "../../stacks/settings/check";
import { parseSettings } from "../../stacks/settings/parse";
import { readSiblings, type Sibling } from "../../stacks/settings/stack-files";

type Raw = Record<string, unknown>;

/** Settings of a shipped stack, as they stand in its file. */
function shipped(stack: string): Raw {
  const { config } = yaml.parse(fs.readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: Raw };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]),
  );
}

function inside(raw: Raw, ...keys: string[]): Raw {
  return keys.reduce((within, key) => within[key] as Raw, raw);
}

const line = ({ path, sentence }: { path: string; sentence: string }) => `${path}: ${sentence}`;

/** The sentences for the primary's settings after one change. */
function sentences(change: (raw: Raw) => void): string[] {
  const raw = shipped("secure-cart-primary");
  change(raw);
  return parseSettings(raw).mistakes.map(line);
}

const own = { stack: "secure-cart-primary", system: "secure-cart", environment: "prod" };

/** The cross-checks' sentences for a stack's settings after one change, beside the shipped other one. */
function crossSentences(change: (raw: Raw) => void, stack = own.stack, siblings?: Sibling[]): string[] {
  const raw = shipped(stack);
  change(raw);
  return checkSettings(raw, () => siblings ?? readSiblings(".", { ...own, stack })).mistakes.map(line);
}

const nothing = () => {};

describe("settings of SecureCart", () => {
  it("of both shipped stacks are right, key by key and against each other", () => {
    for (const stack of ["secure-cart-primary", "secure-cart-secondary"]) {
      assert.deepEqual(crossSentences(nothing, stack), []);
    }
  });

  it("are on where the document asks for it: inspection, accelerator, NAT in each zone, a standby, accepted endpoints", () => {
    const { settings } = parseSettings(shipped("secure-cart-primary"));
    assert.ok(settings?.system === "secure-cart");
    assert.equal(settings.inspection.enabled, true);
    assert.equal(settings.accelerator.enabled, true);
    assert.equal(settings.network.natGateways, "one-per-zone");
    assert.equal(settings.database.multiAz, true);
    assert.equal(settings.privateLink.acceptanceRequired, true);
    assert.equal(settings.recovery.shieldAdvanced, undefined);
    assert.equal(settings.onPremises?.directConnect, undefined);
  });

  const single: [title: string, change: (raw: Raw) => void, expected: RegExp][] = [
    [
      "geolocation without a place",
      (raw) => {
        raw.geolocation = {};
      },
      /^geolocation: a map is not allowed, at least one continent or two countries/,
    ],
    [
      "geolocation with one country",
      (raw) => {
        raw.geolocation = { countries: ["US"] };
      },
      /^geolocation\.countries: a list is not allowed, a list of two or more countries/,
    ],
    [
      "a continent that Route 53 does not know",
      (raw) => {
        raw.geolocation = { continents: ["XX"] };
      },
      /^geolocation\.continents\.0: "XX" is not allowed, AF, AN, AS, EU, NA, OC or SA$/,
    ],
    [
      "a public AS number on AWS's side",
      (raw) => {
        inside(raw, "transit").asn = 3320;
      },
      /^transit\.asn: 3320 is not allowed, a private AS number, 64512 to 65534 or 4200000000 to 4294967294$/,
    ],
    [
      "an AS number beyond the last",
      (raw) => {
        inside(raw, "onPremises", "vpn").bgpAsn = 4_294_967_295;
      },
      /^onPremises\.vpn\.bgpAsn: 4294967295 is not allowed, an AS number, 1 to 4294967294/,
    ],
    [
      "an AS number of zero",
      (raw) => {
        inside(raw, "onPremises", "vpn").bgpAsn = 0;
      },
      /^onPremises\.vpn\.bgpAsn: 0 is not allowed/,
    ],
    [
      "a partner's principal that is no ARN",
      (raw) => {
        raw.privateLink = { allowedPrincipals: ["444455556666"] };
      },
      /^privateLink\.allowedPrincipals\.0: "444455556666" is not allowed, the ARN of an account, a role or a user/,
    ],
    [
      "everybody as a principal",
      (raw) => {
        raw.privateLink = { allowedPrincipals: ["*"] };
      },
      /^privateLink\.allowedPrincipals\.0: "\*" is not allowed/,
    ],
    [
      "a throttle of 0",
      (raw) => {
        inside(raw, "api").throttle = { requestsPerSecond: 0 };
      },
      /^api\.throttle\.requestsPerSecond: 0 is not allowed, 1 to 10000$/,
    ],
    [
      "a partner's throttle of 0",
      (raw) => {
        inside(raw, "api", "partners", "0").requestsPerSecond = 0;
      },
      /^api\.partners\.0\.requestsPerSecond: 0 is not allowed, 1 to 10000$/,
    ],
    [
      "a partner twice",
      (raw) => {
        const { partners } = raw.api as { partners: Raw[] };
        partners.push({ ...(partners[0] as Raw) });
      },
      /^api\.partners: a list is not allowed, a list of partners, each name once$/,
    ],
    [
      "an autoscaling minimum above its maximum",
      (raw) => {
        Object.assign(inside(raw, "services", "checkout"), { minimum: 9, maximum: 4 });
      },
      /^services\.checkout\.minimum: 9 is not allowed, 1 to 500, and not above maximum$/,
    ],
    [
      "fewer appliances at most than always",
      (raw) => {
        Object.assign(inside(raw, "inspection"), { minimum: 4, maximum: 3 });
      },
      /^inspection\.minimum: 4 is not allowed, 1 to 100, and not above maximum$/,
    ],
    [
      "memory that Fargate has not for the processors",
      (raw) => {
        Object.assign(inside(raw, "services", "catalog"), { cpu: 1024, memoryMb: 1024 });
      },
      /^services\.catalog\.memoryMb: 1024 is not allowed, what Fargate has: 512, 1024 or 2048 for 256/,
    ],
    [
      "an image that moves",
      (raw) => {
        inside(raw, "services", "catalog").image =
          "111122223333.dkr.ecr.us-east-1.amazonaws.com/catalog:latest";
      },
      /^services\.catalog\.image: .+ is not allowed, an image with a digest or a tag other than latest$/,
    ],
    [
      "an inspection without an image",
      (raw) => {
        delete inside(raw, "inspection").imageId;
      },
      /^inspection\.imageId: is missing\. Image of the appliance/,
    ],
    [
      "an inspection without a range",
      (raw) => {
        delete inside(raw, "inspection").cidr;
      },
      /^inspection\.cidr: is missing\. Address range of the inspection's own VPC/,
    ],
    [
      "an inspection's range off its boundary",
      (raw) => {
        inside(raw, "inspection").cidr = "10.50.240.1/24";
      },
      /^inspection\.cidr: "10\.50\.240\.1\/24" is not allowed, an IPv4 range of \/16 to \/24 on its boundary/,
    ],
    [
      "a site without a way to it",
      (raw) => {
        delete inside(raw, "onPremises").vpn;
      },
      /^onPremises\.vpn: is missing\./,
    ],
    [
      "Direct Connect without agreeing to its cost",
      (raw) => {
        inside(raw, "onPremises").directConnect = { asn: 64701 };
      },
      /^onPremises\.directConnect\.acceptMonthlyCostUsd: is missing\..+256 USD a month/,
    ],
    [
      "Direct Connect at another cost",
      (raw) => {
        inside(raw, "onPremises").directConnect = { asn: 64701, acceptMonthlyCostUsd: 1 };
      },
      /^onPremises\.directConnect\.acceptMonthlyCostUsd: 1 is not allowed, 256, which you agree to pay each month$/,
    ],
    [
      "Shield Advanced without agreeing to its cost",
      (raw) => {
        raw.recovery = { shieldAdvanced: {} };
      },
      /^recovery\.shieldAdvanced\.acceptMonthlyCostUsd: is missing\..+3000 USD a month/,
    ],
    [
      "a response team without Shield Advanced",
      (raw) => {
        raw.recovery = { responseTeam: { emails: ["a@example.com"], phone: "+12065550100" } };
      },
      /^recovery\.shieldAdvanced: is missing\. AWS Shield Advanced/,
    ],
    [
      "an account that is none",
      (raw) => {
        raw.peerAccounts = [{ name: "a", accountId: "42", vpcId: "vpc-0a1b2c3d", cidr: "172.20.0.0/16" }];
      },
      /^peerAccounts\.0\.accountId: "42" is not allowed, twelve digits$/,
    ],
    [
      "a partner's service that is no endpoint service",
      (raw) => {
        raw.partnerEndpoints = [{ name: "risk-desk", serviceName: "risk.example.com" }];
      },
      /^partnerEndpoints\.0\.serviceName: "risk\.example\.com" is not allowed, the name of an endpoint service/,
    ],
    [
      "a misspelt key",
      (raw) => {
        inside(raw, "transit").sharedwith = [];
      },
      /^transit\.sharedwith: there is no such key, did you mean sharedWith\?$/,
    ],
  ];
  for (const [title, change, expected] of single) {
    it(`refuse ${title}`, () => {
      const found = sentences(change);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }

  const across: [title: string, change: (raw: Raw) => void, expected: RegExp, stack?: string][] = [
    [
      "an account twice among those that may connect",
      (raw) => {
        const root = "arn:aws:iam::111122223333:root";
        inside(raw, "privateLink").allowedPrincipals = [root, root];
      },
      /^privateLink\.allowedPrincipals: arn:aws:iam::111122223333:root is there twice$/,
    ],
    [
      "fewer appliances at most than there are zones, without a minimum",
      (raw) => {
        const inspection = inside(raw, "inspection");
        delete inspection.minimum;
        inspection.maximum = 2;
      },
      /^inspection\.maximum: 2 is not allowed, without inspection\.minimum there is one in each of the 3 zones/,
    ],
    [
      "a network that overlaps that of the other region",
      (raw) => {
        inside(raw, "network").cidr = "10.51.0.0/16";
      },
      /^network\.cidr: 10\.51\.0\.0\/16 is not allowed, it overlaps 10\.51\.0\.0\/17 of Pulumi\.secure-cart-secondary\.yaml$/,
    ],
    [
      "an inspection within its own network",
      (raw) => {
        inside(raw, "inspection").cidr = "10.50.1.0/24";
      },
      /^inspection\.cidr: 10\.50\.1\.0\/24 is not allowed, it overlaps 10\.50\.0\.0\/17 of network\.cidr$/,
    ],
    [
      "an inspection that overlaps that of the other region",
      (raw) => {
        inside(raw, "inspection").cidr = "10.51.240.0/24";
      },
      /^inspection\.cidr: 10\.51\.240\.0\/24 is not allowed, it overlaps 10\.51\.240\.0\/24 of inspection\.cidr in Pulumi\.secure-cart-secondary\.yaml$/,
    ],
    [
      "a site within the network of the other region",
      (raw) => {
        inside(raw, "onPremises").developers = ["10.51.64.0/20"];
      },
      /^onPremises\.developers: 10\.51\.64\.0\/20 is not allowed, it overlaps 10\.51\.0\.0\/17 of network\.cidr in Pulumi\.secure-cart-secondary\.yaml$/,
    ],
    [
      "a site that overlaps a part of the other region's",
      (raw) => {
        inside(raw, "onPremises").developers = ["192.168.64.0/21"];
      },
      /^onPremises\.developers: 192\.168\.64\.0\/21 is not allowed, it overlaps 192\.168\.64\.0\/20 of onPremises\.developers in/,
    ],
    [
      "developers among the analysts",
      (raw) => {
        inside(raw, "onPremises").developers = ["192.168.16.0/24"];
      },
      /^onPremises\.analytics: 192\.168\.16\.0\/20 is not allowed, it overlaps 192\.168\.16\.0\/24 of onPremises\.developers$/,
    ],
    [
      "another account's network within this one",
      (raw) => {
        raw.peerAccounts = [
          { name: "a", accountId: "777788889999", vpcId: "vpc-0a1b2c3d", cidr: "10.50.32.0/20" },
        ];
      },
      /^peerAccounts: 10\.50\.32\.0\/20 is not allowed, it overlaps 10\.50\.0\.0\/17 of network\.cidr$/,
    ],
    [
      "the other gateway's AS number",
      (raw) => {
        inside(raw, "transit").asn = 64602;
      },
      /^transit\.asn: 64602 is not allowed, Pulumi\.secure-cart-secondary\.yaml has it/,
    ],
    [
      "the own gateway's AS number for the site",
      (raw) => {
        inside(raw, "onPremises", "vpn").bgpAsn = 64601;
      },
      /^onPremises\.vpn\.bgpAsn: 64601 is not allowed, it is the transit gateway's: transit\.asn$/,
    ],
    [
      "a continent that the other region answers",
      (raw) => {
        raw.geolocation = { continents: ["NA", "EU"] };
      },
      /^geolocation\.continents: EU is not allowed, Pulumi\.secure-cart-secondary\.yaml has it already/,
    ],
    [
      "an accelerator in one region alone",
      (raw) => {
        raw.accelerator = { enabled: false };
      },
      /^accelerator\.enabled: false is not allowed, Pulumi\.secure-cart-secondary\.yaml has true; one accelerator/,
    ],
    [
      "another version of the database",
      (raw) => {
        raw.database = { engineVersion: "16.8" };
      },
      /^database\.engineVersion: 16\.8 is not allowed, .+ has 17\.6; a region's backups/,
    ],
    [
      "a partner's service of another region without naming it",
      (raw) => {
        raw.partnerEndpoints = [
          { name: "risk-desk", serviceName: "com.amazonaws.vpce.us-west-2.vpce-svc-0a1b2c3d4e5f60718" },
        ];
      },
      /^partnerEndpoints\.0\.serviceRegion: us-east-1 is not allowed, the service .+ is in us-west-2$/,
    ],
    [
      "consumers in the stack's own region as in a further one",
      (raw) => {
        inside(raw, "privateLink").consumerRegions = ["us-east-1"];
      },
      /^privateLink\.consumerRegions: us-east-1 is not allowed, it is the stack's own region$/,
    ],
    [
      "canaries in a region of the system",
      (raw) => {
        inside(raw, "watch").canaryRegion = "eu-west-1";
      },
      /^watch\.canaryRegion: eu-west-1 is not allowed/,
    ],
    [
      "an old record of a name that the system makes",
      (raw) => {
        inside(raw, "dns").records = [{ name: "checkout", type: "A", values: ["192.0.2.1"] }];
      },
      /^dns\.records.*checkout/,
    ],
    [
      "a hosted zone in the secondary",
      (raw) => {
        inside(raw, "dns").hostedZoneId = "Z0123456789ABCDEFGHIJ";
      },
      /^dns\.hostedZoneId: is not allowed in a secondary stack/,
      "secure-cart-secondary",
    ],
    [
      "a partner that the primary does not have",
      (raw) => {
        inside(raw, "api", "partners", "0").name = "couriers";
      },
      /^api\.partners: couriers \(shipping\) is not allowed, Pulumi\.secure-cart-primary\.yaml does not have it/,
      "secure-cart-secondary",
    ],
    [
      "an environment that makes a load balancer's name too long",
      (raw) => {
        raw.environment = "acceptance-of-winter";
        raw.recovery = { replicaRegions: ["us-west-2"] };
      },
      /^environment: "acceptance-of-winter" is not allowed, the .+ would be secure-cart-acceptance-of-winter-/,
    ],
  ];
  for (const [title, change, expected, stack] of across) {
    it(`refuse ${title}`, () => {
      const found = crossSentences(change, stack);
      assert.match(found[0] ?? "", expected, found.join("\n"));
    });
  }

  it("refuse a third region, since buckets and gateways are joined as a pair", () => {
    const [secondary] = readSiblings(".", own) as [Sibling];
    const third = { ...secondary, file: "Pulumi.third.yaml", region: "ap-southeast-1", cidr: "10.60.0.0/17" };
    const found = crossSentences(nothing, own.stack, [secondary, third]);
    assert.ok(
      found.includes(
        'role: "primary" is not allowed beside Pulumi.third.yaml: the system is a pair of regions',
      ),
      found.join("\n"),
    );
  });

  it("refuse a primary alone that names no region for copies, and take one that does", () => {
    assert.match(crossSentences(nothing, own.stack, [])[0] ?? "", /^recovery\.replicaRegions: is missing/);
    const named = (raw: Raw) => {
      raw.recovery = { replicaRegions: ["us-west-2"] };
    };
    assert.deepEqual(crossSentences(named, own.stack, []), []);
  });

  it("take one site that both regions are joined with", () => {
    const same = (raw: Raw) => {
      const { developers, analytics } = inside(shipped("secure-cart-secondary"), "onPremises");
      Object.assign(inside(raw, "onPremises"), { developers, analytics });
    };
    assert.deepEqual(crossSentences(same), []);
  });
});

describe("the transit plan of SecureCart", () => {
  const ranges = { network: "10.50.0.0/17", inspection: "10.50.240.0/24", managed: false };

  it("sends whatever arrives at the gateway to the inspection, whose table alone knows where things are", () => {
    const plan = transitPlan(ranges);
    assert.deepEqual(
      [plan.network.learnedBy, plan.site.learnedBy, plan.peering.leadsThere],
      [["inspected"], ["inspected"], "inspected"],
    );
    assert.deepEqual(plan.inspection?.routes, [
      { tier: "networks", destinationCidrBlock: "0.0.0.0/0" },
      { tier: "regions", destinationCidrBlock: "0.0.0.0/0" },
      { tier: "sites", destinationCidrBlock: "10.50.0.0/17" },
    ]);
  });

  it("announces to a site the region's own network alone, and the appliances' to those who manage them", () => {
    const announced = (managed: boolean) =>
      transitPlan({ ...ranges, managed }).inspection?.routes.flatMap(({ tier, destinationCidrBlock }) =>
        tier === "sites" ? [destinationCidrBlock] : [],
      );
    assert.deepEqual(announced(false), ["10.50.0.0/17"]);
    assert.deepEqual(announced(true), ["10.50.0.0/17", "10.50.240.0/24"]);
  });

  it("leads straight on without an inspection, and drops what no route knows", () => {
    const plan = transitPlan({ ...ranges, inspection: undefined });
    assert.equal(plan.inspection, undefined);
    assert.deepEqual(plan.tiers, ["networks", "sites", "regions"]);
    assert.deepEqual(plan.network.learnedBy, ["sites", "regions"]);
    assert.deepEqual(plan.site.learnedBy, ["networks"]);
    assert.equal(plan.peering.leadsThere, "networks");
    assert.deepEqual(plan.open, ["sites"]);
  });
});

describe("what passes the endpoints of SecureCart", () => {
  const repository = (account: string, name: string) => `arn:aws:ecr:us-east-1:${account}:repository/${name}`;
  const passing = async (images: string[]): Promise<string[]> => {
    const account = pulumi.output({
      partition: "aws",
      accountId: "123456789012",
      dnsSuffix: "amazonaws.com",
    });
    const resources = { region: "us-east-1", imageBucket: "b", sessionTable: "t", queues: "q", images };
    const access = endpointAccess(resources, account).find(({ service }) => service === "ecr.dkr");
    const named = pulumi.output(access?.resources ?? []);
    return new Promise((resolve) => named.apply((all) => resolve(all)));
  };

  it("is each image's repository, whosever account it is in, once", async () => {
    const registry = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
    const images = [`${registry}/cart/catalog:1`, `${registry}/cart/catalog:2`, "docker.io/library/pay:3"];
    assert.deepEqual(await passing(images), [repository("111122223333", "cart/catalog")]);
  });

  it("is any repository of the account where no image is in ECR", async () => {
    assert.deepEqual(await passing(["docker.io/library/pay:3"]), [repository("123456789012", "*")]);
  });
});

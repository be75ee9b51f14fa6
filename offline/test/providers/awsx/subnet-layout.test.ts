import assert from "node:assert/strict";
import fc from "fast-check";
import { Netmask } from "netmask";
import {
  gaps,
  layoutOfFirstZone,
  overlapping,
  plannedSubnets,
  type SubnetStrategy,
  subnetBlocks,
} from "../../../providers/awsx/subnet-layout";
import { subnetName, subnetNameTag } from "../../../providers/awsx/subnet-names";
import { normalise, type SubnetSpec, specIssues } from "../../../providers/awsx/subnet-spec";

function layout(
  vpc: string,
  strategy: SubnetStrategy,
  specs: readonly SubnetSpec[] | undefined,
  zones: number,
  zoneMask?: number,
): Record<string, string> {
  const blocks = subnetBlocks(vpc, strategy, specs, zones, zoneMask);
  const plan = plannedSubnets(strategy, specs, zones);
  assert.equal(plan.length, blocks.length);
  return Object.fromEntries(
    plan.map(({ spec, zone }, index) => [subnetName("v", spec, zone), blocks[index] ?? ""]),
  );
}

describe("awsx.ec2.Vpc subnet layout", () => {
  it("Auto without specs gives each zone half for private and a quarter for public subnets", () => {
    assert.deepEqual(layout("10.0.0.0/16", "Auto", undefined, 3), {
      "v-private-1": "10.0.0.0/19",
      "v-public-1": "10.0.32.0/20",
      "v-private-2": "10.0.64.0/19",
      "v-public-2": "10.0.96.0/20",
      "v-private-3": "10.0.128.0/19",
      "v-public-3": "10.0.160.0/20",
    });
  });

  it("Auto keeps the order of the specs and starts each subnet at a multiple of its own size", () => {
    const specs: SubnetSpec[] = [
      { type: "Public", cidrMask: 24 },
      { type: "Private", cidrMask: 20 },
      { type: "Isolated", name: "data", cidrMask: 24 },
    ];
    assert.deepEqual(layout("10.0.0.0/16", "Auto", specs, 2), {
      "v-public-1": "10.0.0.0/24",
      "v-private-1": "10.0.16.0/20",
      "v-data-1": "10.0.32.0/24",
      "v-public-2": "10.0.128.0/24",
      "v-private-2": "10.0.144.0/20",
      "v-data-2": "10.0.160.0/24",
    });
  });

  it("Auto divides a zone evenly between specs without a size", () => {
    const specs: SubnetSpec[] = [{ type: "Public" }, { type: "Private" }, { type: "Isolated" }];
    assert.deepEqual(Object.values(layout("10.0.0.0/20", "Auto", specs, 1)), [
      "10.0.0.0/22",
      "10.0.4.0/22",
      "10.0.8.0/22",
    ]);
  });

  it("availabilityZoneCidrMask sets the distance between the zones", () => {
    assert.deepEqual(
      Object.values(layout("10.0.0.0/16", "Auto", [{ type: "Private", cidrMask: 24 }], 3, 20)),
      ["10.0.0.0/24", "10.0.16.0/24", "10.0.32.0/24"],
    );
  });

  it("AutoMerge replaces the default subnet of the type of an unnamed spec and appends the others", () => {
    const specs: SubnetSpec[] = [
      { type: "Public", cidrMask: 24 },
      { type: "Isolated", cidrMask: 24 },
    ];
    assert.deepEqual(layout("10.0.0.0/16", "AutoMerge", specs, 1), {
      "v-private-1": "10.0.0.0/17",
      "v-public-1": "10.0.128.0/24",
      "v-isolated-1": "10.0.129.0/24",
    });
  });

  it("Legacy without specs lists all private subnets before all public ones", () => {
    assert.deepEqual(Object.entries(layout("10.0.0.0/16", "Legacy", undefined, 2)), [
      ["v-private-1", "10.0.0.0/18"],
      ["v-private-2", "10.0.128.0/18"],
      ["v-public-1", "10.0.64.0/19"],
      ["v-public-2", "10.0.192.0/19"],
    ]);
  });

  it("Legacy with specs allocates private, then public, then isolated, whatever their order", () => {
    const specs: SubnetSpec[] = [{ type: "Isolated" }, { type: "Public" }, { type: "Private" }];
    assert.deepEqual(Object.entries(layout("10.0.0.0/16", "Legacy", specs, 3)).slice(0, 3), [
      ["v-private-1", "10.0.0.0/19"],
      ["v-public-1", "10.0.32.0/20"],
      ["v-isolated-1", "10.0.48.0/24"],
    ]);
  });

  it("Legacy moves a subnet that would overlap the one before it", () => {
    const specs: SubnetSpec[] = [
      { type: "Private", name: "a", cidrMask: 24 },
      { type: "Private", name: "b", cidrMask: 20 },
    ];
    assert.deepEqual(layout("10.0.0.0/16", "Legacy", specs, 1), {
      "v-a-1": "10.0.0.0/24",
      "v-b-1": "10.0.16.0/20",
    });
  });

  it("explicit blocks are used as they are", () => {
    const specs: SubnetSpec[] = [
      { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
      { type: "Private", cidrBlocks: ["10.0.16.0/20", "10.0.32.0/20"] },
    ];
    assert.deepEqual(layout("10.0.0.0/16", "Exact", specs, 2), {
      "v-public-1": "10.0.0.0/24",
      "v-private-1": "10.0.16.0/20",
      "v-public-2": "10.0.1.0/24",
      "v-private-2": "10.0.32.0/20",
    });
  });

  it("subnets that don't fit are refused with both numbers", () => {
    const specs: SubnetSpec[] = [{ type: "Private", cidrMask: 17 }];
    assert.throws(
      () => subnetBlocks("10.0.0.0/16", "Auto", specs, 3, undefined),
      /need 32768 addresses.*has 16384/,
    );
    assert.throws(
      () => subnetBlocks("10.0.0.0/26", "Auto", undefined, 3, undefined),
      /each zone has only a \/28/,
    );
  });

  it("Exact names each gap, also the one at the end", () => {
    const named = [
      { name: "a", block: "10.0.0.0/25" },
      { name: "b", block: "10.0.1.0/24" },
    ];
    assert.deepEqual(gaps("10.0.0.0/23", named), ["between a (10.0.0.0/25) and b (10.0.1.0/24)"]);
    assert.deepEqual(
      gaps("10.0.0.0/22", named).at(-1),
      "between b (10.0.1.0/24) and the end of the VPC (10.0.0.0/22)",
    );
    assert.deepEqual(
      gaps("10.0.0.0/23", [{ name: "a", block: "10.0.0.0/24" }, named[1] ?? { name: "", block: "" }]),
      [],
    );
  });

  it("the layout shows empty space as Unused in the fewest blocks", () => {
    const specs: SubnetSpec[] = [
      { type: "Private", cidrMask: 24 },
      { type: "Public", cidrMask: 22 },
    ];
    const blocks = subnetBlocks("10.0.0.0/16", "Auto", specs, 1, undefined);
    assert.deepEqual(layoutOfFirstZone(plannedSubnets("Auto", specs, 1), blocks, 1), [
      { type: "Private", cidrMask: 24 },
      { type: "Unused", cidrMask: 24 },
      { type: "Unused", cidrMask: 23 },
      { type: "Public", cidrMask: 22 },
    ]);
  });

  it("the name tag can name the zone, the resource never does", () => {
    const spec: SubnetSpec = { type: "Public" };
    assert.equal(subnetNameTag("v", spec, 1, "us-gov-west-1b", "AvailabilityZone"), "v-public-1b");
    assert.equal(subnetNameTag("v", spec, 0, "us-west-2-lax-1a", "AvailabilityZone"), "v-public-2-lax-1a");
    assert.equal(subnetNameTag("v", spec, 1, "us-gov-west-1b", "Legacy"), subnetName("v", spec, 1));
  });
});

describe("awsx.ec2.Vpc subnet specs", () => {
  const paths = (specs: SubnetSpec[], zones = 2) =>
    specIssues(specs, zones).map((issue) => issue.propertyPath);

  it("size and cidrMask complete each other", () => {
    assert.deepEqual(normalise([{ type: "Public", size: 256 }]), [
      { type: "Public", size: 256, cidrMask: 24 },
    ]);
    assert.deepEqual(normalise([{ type: "Public", cidrMask: 20 }]), [
      { type: "Public", size: 4096, cidrMask: 20 },
    ]);
  });

  it("each contradiction is found at its path", () => {
    assert.deepEqual(paths([{ type: "Public", size: 100 }]), ["subnetSpecs[0].size"]);
    assert.deepEqual(paths([{ type: "Public", size: 256, cidrMask: 20 }]), ["subnetSpecs[0].size"]);
    assert.deepEqual(paths([{ type: "Public" }, { type: "Public" }]), ["subnetSpecs[1].name"]);
    assert.deepEqual(paths([{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }]), ["subnetSpecs[0].cidrBlocks"]);
    const one: SubnetSpec = { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] };
    assert.deepEqual(paths([one, { type: "Private" }]), ["subnetSpecs[1].cidrBlocks"]);
    assert.deepEqual(paths([{ ...one, cidrMask: 20 }]), [
      "subnetSpecs[0].cidrBlocks[0]",
      "subnetSpecs[0].cidrBlocks[1]",
    ]);
    assert.deepEqual(paths([one]), []);
  });
});

describe("awsx.ec2.Vpc subnet layout, for any VPC", () => {
  const block = fc.integer({ min: 14, max: 20 }).map((mask) => `10.20.0.0/${mask}`);
  const zones = fc.integer({ min: 1, max: 6 });
  const type = fc.constantFrom("Public", "Private", "Isolated", "Unused");
  const specs = fc.array(fc.record({ type, cidrMask: fc.integer({ min: 20, max: 28 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  const numbered = <Spec extends SubnetSpec>(drawn: readonly Spec[]) =>
    drawn.map((spec, index) => ({ ...spec, name: `s${index}` }));
  const possible = (compute: () => readonly string[]) => {
    try {
      return compute().map((text) => new Netmask(text));
    } catch (error) {
      assert.match(String(error), /addresses|can't be divided/);
      return undefined;
    }
  };
  const named = (masks: readonly Netmask[]) =>
    masks.map((mask, index) => ({ name: `${index}`, block: String(mask) }));

  it("Auto: subnets from large to small lie inside their zone's part of the VPC, apart and in order", () => {
    let laidOut = 0;
    fc.assert(
      fc.property(block, specs, zones, (vpc, drawn, count) => {
        const sorted = numbered(drawn).sort((left, right) => left.cidrMask - right.cidrMask);
        const masks = possible(() => subnetBlocks(vpc, "Auto", sorted, count, undefined));
        if (masks === undefined) return;
        laidOut++;
        assert.equal(masks.length, sorted.length * count);
        assert.deepEqual(overlapping(named(masks)), []);
        const zoneSize = new Netmask(vpc).size / 2 ** Math.ceil(Math.log2(count));
        for (const [index, mask] of masks.entries()) {
          assert.ok(new Netmask(vpc).contains(mask), `${mask} is outside ${vpc}`);
          assert.equal(
            Math.floor((mask.netLong - new Netmask(vpc).netLong) / zoneSize),
            Math.floor(index / sorted.length),
          );
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(laidOut > 200, `only ${laidOut} layouts were possible`);
  });

  it("Auto: in any order each zone's subnets ascend without touching, and have the sizes asked for", () => {
    fc.assert(
      fc.property(block, specs, zones, (vpc, drawn, count) => {
        const masks = possible(() => subnetBlocks(vpc, "Auto", numbered(drawn), count, undefined));
        for (let zone = 0; zone < (masks === undefined ? 0 : count); zone++) {
          const inZone = masks?.slice(zone * drawn.length, (zone + 1) * drawn.length) ?? [];
          assert.deepEqual(
            inZone.map((mask) => mask.bitmask),
            drawn.map((spec) => spec.cidrMask),
          );
          for (const [index, mask] of inZone.entries()) {
            const previous = inZone[index - 1];
            if (previous)
              assert.ok(mask.netLong >= previous.netLong + previous.size, `${previous} then ${mask}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("Legacy: one subnet of each type, from large to small, share no addresses", () => {
    const masks = fc.array(fc.integer({ min: 20, max: 28 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(block, masks, zones, (vpc, drawn, count) => {
        const [large, middle, small] = [...drawn].sort((left, right) => left - right);
        const each: SubnetSpec[] = [
          { type: "Isolated", cidrMask: small },
          { type: "Private", cidrMask: large },
          { type: "Public", cidrMask: middle },
        ];
        const found = possible(() => subnetBlocks(vpc, "Legacy", each, Math.min(count, 2), undefined));
        const fits = drawn.every((mask) => mask >= new Netmask(vpc).bitmask + 3);
        if (found !== undefined && fits) assert.deepEqual(overlapping(named(found)), []);
      }),
      { numRuns: 500 },
    );
  });
});

import * as path from "node:path";
import { type Figure, interleave, median } from "./measure";
import { packCost, packStart, type SampleResource } from "./policy-pack";

/** What the pack adds to a resource of a large stack, how that grows, and what loading it costs. */
export async function policyFigures(
  root: string,
  emptyPack: string,
  sample: readonly SampleResource[],
  rounds: number,
): Promise<Figure[]> {
  const pack = path.join(root, "policy-pack");
  const timed = (folder: string, size: number) => async () =>
    (await packCost(folder, sample, size)).milliseconds;
  const small = await interleave(rounds, { empty: timed(emptyPack, 1000), pack: timed(pack, 1000) });
  const large = await interleave(1, { empty: timed(emptyPack, 10_000), pack: timed(pack, 10_000) });
  const start = await interleave(rounds, { empty: () => packStart(emptyPack), pack: () => packStart(pack) });
  const added = median(small.pack) - median(small.empty);
  const growth = (median(large.pack) - median(large.empty)) / added;
  return [
    {
      title: "policy pack, added to 1,000 resources of the hub's mix",
      measured: `${(added / 1000).toFixed(3)} ms a resource`,
      against: "limit 0.5 ms (awsguard 0.3.1 needs @pulumi/aws 4)",
      ratio: (added / 500).toFixed(2),
      target: "1",
      met: added <= 500,
    },
    {
      title: "policy pack, from 1,000 to 10,000 resources",
      measured: `${growth.toFixed(1)}x`,
      against: "ten times the resources",
      ratio: (growth / 10).toFixed(2),
      target: "1.1",
      met: growth <= 11,
    },
    {
      title: "loading the policy pack",
      measured: `${median(start.pack).toFixed(0)} ms`,
      against: `an empty pack ${median(start.empty).toFixed(0)} ms`,
      ratio: (median(start.pack) / median(start.empty)).toFixed(2),
      target: "1.3",
      met: median(start.pack) / median(start.empty) <= 1.3,
    },
  ];
}

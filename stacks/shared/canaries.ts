import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { Canaries, type CanaryArgs } from "../../components/canaries";
import type { watch } from "../settings/watch";
import type { Part } from "./part";

/** Files of a canary; the runtime looks for them in this folder of the archive. */
const FILES = ["canary.js", "ask.js", "checks.js", "run.js"];

/** What canaries ask, and where they keep what they saw. */
export interface AskedCanaries {
  canaries: CanaryArgs[];
  bucketName: string;
  /** Topic of the canaries' region that hears of failures. */
  topicArn: pulumi.Input<string>;
}

/**
 * A system's names, asked from a region that is none of the system's.
 *
 * @returns names of the canaries
 */
export function runCanaries(
  { settings, names, opts }: Part<{ watch: z.output<typeof watch> }>,
  asked: AskedCanaries,
): string[] {
  const { watch: watched, recovery } = settings;
  const code = new pulumi.asset.AssetArchive(
    Object.fromEntries(
      FILES.map((file) => [
        `nodejs/node_modules/${file}`,
        new pulumi.asset.FileAsset(`workloads/canary/${file}`),
      ]),
    ),
  );
  const { canaryNames } = new Canaries(
    "canaries",
    {
      ...asked,
      region: watched.canaryRegion,
      resourceName: names.prefix,
      code,
      everyMinutes: watched.canaryMinutes,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
  return canaryNames;
}

import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";
import { distDirectory } from "../offline/home/dist";
import { installedPackages } from "../offline/home/packages";
import { shapesOf } from "../offline/home/shapes";
import { type Figure, interleave, median } from "./measure";
import { ProviderProcess } from "./provider/client";
import { benchResources } from "./provider/resources";

const root = path.resolve(__dirname, "..");
const COUNT = 400;
const settings = { version: "", "aws:config:region": "us-east-2", region: "us-east-2" };

/** The stand-in, the stand-in with its account in memory, and the floor. */
type Side = "aws" | "memory" | "peer";

interface Run {
  /** From the start of the process until it listens, in milliseconds. */
  start: number;
  /** Mean time of check, create and diff of one resource, in milliseconds. */
  resource: number;
  /** At the end, in megabytes. */
  memory: number;
}

/**
 * What the AWS stand-in costs: its time per resource, its start and its memory, against a provider that checks and
 * remembers nothing. Each run is a process of its own that makes 400 resources.
 *
 * @param scratch folder for the bundle of the peer and the accounts
 */
export async function offlineFigures(scratch: string, rounds: number): Promise<Figure[]> {
  const aws = await awsStandIn();
  const peer = await bundlePeer(scratch);
  const runs: Record<Side, Run[]> = { aws: [], memory: [], peer: [] };
  const side = (name: Side, open: () => Promise<ProviderProcess>) => async () => {
    const run = await measure(open);
    runs[name].push(run);
    return run.resource;
  };
  const timings = await interleave(rounds, {
    peer: side("peer", () => ProviderProcess.open(peer)),
    memory: side("memory", () => aws({})),
    aws: side("aws", () => aws({ TANDEM_OFFLINE_ACCOUNT: fs.mkdtempSync(path.join(scratch, "account-")) })),
  });
  const middle = (name: Side, of: (run: Run) => number) => median(runs[name].slice(1).map(of));
  const memory = Math.max(...runs.aws.map((run) => run.memory));
  return [
    ratio(
      `AWS stand-in: check, create, diff of one resource of ${COUNT}`,
      [median(timings.aws), median(timings.peer)],
      1.2,
    ),
    ratio("  the same without the files of the account", [median(timings.memory), median(timings.peer)], 1.2),
    ratio(
      "AWS stand-in: start of its process",
      [middle("aws", ({ start }) => start), middle("peer", ({ start }) => start)],
      1.3,
    ),
    {
      title: `AWS stand-in: memory after ${COUNT} resources`,
      measured: `${memory.toFixed(0)} MB`,
      against: "limit",
      ratio: (memory / 200).toFixed(2),
      target: "200 MB",
      met: memory < 200,
    },
  ];
}

async function measure(open: () => Promise<ProviderProcess>): Promise<Run> {
  const provider = await open();
  try {
    await provider.configure(settings);
    let total = 0;
    for (const resource of benchResources(COUNT)) total += await provider.makeAndCompare(resource);
    return { start: provider.start, resource: total / COUNT, memory: provider.memory() };
  } finally {
    await provider.close();
  }
}

/** Starts the stand-in as a home does, but for the account: without a folder it is kept in memory. */
async function awsStandIn(): Promise<(account: NodeJS.ProcessEnv) => Promise<ProviderProcess>> {
  const { ensureBuilt } = await import("../offline/build.mjs");
  await ensureBuilt();
  const installed = installedPackages(root).find(({ name }) => name === "aws");
  if (installed === undefined) throw new Error(`@pulumi/aws is not installed in ${root}`);
  const shapes = shapesOf(installed);
  return (account) =>
    ProviderProcess.open(path.join(distDirectory(), "providers", "aws.cjs"), {
      ...account,
      TANDEM_OFFLINE_PACKAGE: "aws",
      TANDEM_OFFLINE_PACKAGE_VERSION: installed.version,
      TANDEM_OFFLINE_SHAPES: shapes,
      TANDEM_OFFLINE_ALLOW: "",
      TANDEM_OFFLINE_FACTS: "refuse",
      TANDEM_OFFLINE_FAULTS: "",
    });
}

/** The peer in one file, as the stand-ins are. */
async function bundlePeer(scratch: string): Promise<string> {
  const outfile = path.join(scratch, "peer.cjs");
  await build({
    absWorkingDir: root,
    entryPoints: [path.join(__dirname, "provider", "peer.ts")],
    ...{ outfile, bundle: true, platform: "node", format: "cjs", target: "node20", minifySyntax: true },
  });
  return outfile;
}

function ratio(title: string, [measured, base]: [number, number], target: number): Figure {
  const share = measured / base;
  return {
    title,
    measured: `${measured.toFixed(2)} ms`,
    against: `provider that checks nothing ${base.toFixed(2)} ms`,
    ratio: share.toFixed(2),
    target: `${target}`,
    met: share <= target,
  };
}

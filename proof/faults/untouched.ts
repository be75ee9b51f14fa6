import type { ChildProcess } from "node:child_process";
import * as path from "node:path";
import { enginePaths } from "../../offline/home/environment";
import { keep, openPlace, type Place, quick, refresh, removePlace, said, succeed, up } from "./homes";
import { type Picture, pictureOf } from "./outcome";
import type { Stack } from "./stacks";
import { exported, interruptedState, type Kept, resourcesIn } from "./state";

/** What is known of a stack before it is interrupted. */
export interface Untouched {
  /** What a deployment without interruption makes. */
  readonly picture: Picture;
  /** Everything with an id, in the order of the state. */
  readonly resources: readonly Kept[];
  /** Resources that this stack adds to the account. */
  readonly size: number;
  /** How long its `up` takes. */
  readonly milliseconds: number;
  /** Where an `up` can be taken on, from nothing onwards. */
  readonly starts: readonly Start[];
  /** Folder of what was kept after it, for the stacks that stand on this one. */
  readonly folder: string;
}

/** A stack that is deployed to a part. */
export interface Start {
  /** Part of its resources that the account has. */
  readonly part: number;
  /** Folder of what was kept; undefined for an empty home. */
  readonly folder: string | undefined;
  readonly urns: ReadonlySet<string>;
}

/** Parts from which an `up` can be taken on: what comes before the point of interruption need not be made each time. */
const parts = [0.4, 0.75];

/** Makes what runs are compared with, once for each stack. */
export class UntouchedStacks {
  private readonly made = new Map<string, Promise<Untouched>>();

  /**
   * @param directory folder for homes and what is kept of them
   * @param program the project's folder
   * @param thorough also preview each, and keep what is deployed at some parts of the way; not worth it for a run or two
   */
  constructor(
    private readonly directory: string,
    private readonly program: string,
    private readonly stacks: readonly Stack[],
    private readonly thorough: boolean,
  ) {}

  of(stack: Stack): Promise<Untouched> {
    const known = this.made.get(stack.name);
    if (known !== undefined) return known;
    const making = this.make(stack);
    this.made.set(stack.name, making);
    return making;
  }

  private async make(stack: Stack): Promise<Untouched> {
    const owner = this.stacks.find(({ name }) => name === stack.after);
    const before = owner === undefined ? undefined : (await this.of(owner)).folder;
    const place = await this.open(`${stack.name}-untouched`, before);
    await place.home.ensureStack("tandem", stack.name);
    const empty = resourcesIn(place.home.accountDirectory);
    const started = Date.now();
    await succeed(place, up(stack.name), quick);
    const milliseconds = Date.now() - started;
    if (this.thorough)
      await succeed(place, ["preview", "--expect-no-changes", "--non-interactive", "--stack", stack.name]);
    const folder = path.join(this.directory, `${stack.name}-kept`);
    keep(place.directory, folder);
    await succeed(place, refresh(stack.name), quick);
    const size = resourcesIn(place.home.accountDirectory) - empty;
    const untouched = {
      picture: pictureOf(await exported(place.home, stack.name), enginePaths(place.directory).account),
      resources: interruptedState(place.directory, "tandem", stack.name).resources,
      ...{ size, milliseconds, folder },
    };
    removePlace(place);
    const first = { part: 0, folder: before, urns: new Set<string>() };
    const later = this.thorough ? await this.makeParts(stack, before, empty, size) : [];
    return { ...untouched, starts: [first, ...later] };
  }

  /** Brings the stack up in parts, each stopped by the user's Ctrl-C: the engine ends what is under way. */
  private async makeParts(
    stack: Stack,
    before: string | undefined,
    empty: number,
    size: number,
  ): Promise<Start[]> {
    const place = await this.open(`${stack.name}-parts`, before);
    await place.home.ensureStack("tandem", stack.name);
    const starts: Start[] = [];
    for (const part of parts) {
      await stopAt(place, stack.name, empty + Math.floor(part * size));
      const folder = path.join(this.directory, `${stack.name}-kept-${part}`);
      keep(place.directory, folder);
      const { resources } = interruptedState(place.directory, "tandem", stack.name);
      const reached = (resourcesIn(place.home.accountDirectory) - empty) / size;
      starts.push({ part: reached, folder, urns: new Set(resources.map(({ urn }) => urn)) });
    }
    removePlace(place);
    return starts;
  }

  private open(name: string, from: string | undefined): Promise<Place> {
    return openPlace(path.join(this.directory, name), this.program, from);
  }
}

async function stopAt({ home }: Place, stack: string, resources: number): Promise<void> {
  let watch: NodeJS.Timeout | undefined;
  const stop = (child: ChildProcess) => {
    watch = setInterval(() => {
      if (resourcesIn(home.accountDirectory) < resources) return;
      clearInterval(watch);
      child.kill("SIGINT");
    }, 20);
  };
  const outcome = await home.pulumi(up(stack), { env: quick, onStart: stop });
  clearInterval(watch);
  // It may have been done before the signal came; then it is a start with everything made, and never chosen.
  if (outcome.code !== 0 && !/cancel/i.test(said(outcome)))
    throw new Error(`up of ${stack} was to be stopped half way, and failed:\n${said(outcome)}`);
}

import * as fs from "node:fs";
import * as path from "node:path";

/** Milliseconds between two looks at the states. */
const INTERVAL = 2000;

/**
 * Keeps what the state files hold while commands run: the engine writes them after every step, each time over what was
 * there. A look now and then keeps a copy of every file that changed.
 */
export class Checkpoints {
  private readonly stacks: string;
  private readonly seen = new Map<string, number>();
  private kept = 0;

  /**
   * @param state folder of the state backend
   * @param folder where copies go
   */
  constructor(
    state: string,
    private readonly folder: string,
  ) {
    this.stacks = path.join(state, ".pulumi", "stacks", "tandem");
    fs.mkdirSync(folder, { recursive: true });
  }

  /** How many copies were made. */
  get count(): number {
    return this.kept;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => this.look(), INTERVAL);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      this.look();
    }
  }

  private look(): void {
    if (!fs.existsSync(this.stacks)) return;
    for (const name of fs.readdirSync(this.stacks)) {
      const file = path.join(this.stacks, name);
      const changed = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (changed === undefined || this.seen.get(name) === changed) continue;
      this.seen.set(name, changed);
      fs.copyFileSync(file, path.join(this.folder, `${String(++this.kept).padStart(4, "0")}-${name}`));
    }
  }
}

import * as fs from "node:fs";
import * as path from "node:path";
import { installCollector } from "../../../deep-check/collector/install";
import type { GraphFile } from "../../../deep-check/graph/file";
import type { DeepCheck } from "../../../deep-check/process/client";
import { renderFinding } from "../../../deep-check/render";
import { packageDirectory } from "../../../home/dist";
import { type Home, openHome } from "../../../home/home";
import { silentProgress } from "../../../progress";
import { type Temporary, temporary } from "../../support/temporary";
import { inProcess } from "./in-process";
import type { Mistake } from "./mistake";
import type { Said, Told } from "./said";

/** Folder of the programs. */
const programs = path.resolve(__dirname, "..");

/** A copy of a program with a home of its own. */
export class Run {
  private constructor(
    private readonly name: string,
    private readonly at: Temporary,
    private readonly home: Home,
    private readonly deepCheck: DeepCheck,
  ) {}

  static async open(name: string, deepCheck: DeepCheck): Promise<Run> {
    const at = temporary();
    fs.cpSync(path.join(programs, name), at.at("program"), { recursive: true });
    fs.symlinkSync(installedModules(), at.at("node_modules"));
    const home = await openHome({
      directory: at.at("home"),
      programDirectory: at.at("program"),
      fastState: true,
      progress: silentProgress,
    });
    await home.ensureStack(name, "dev");
    return new Run(name, at, home, deepCheck);
  }

  close(): void {
    this.at.remove();
  }

  /** Empties the account and the stack. */
  async forget(): Promise<void> {
    this.home.reset();
    await this.home.ensureStack(this.name, "dev");
  }

  /** Runs with a mistake in the program, and takes it out again. */
  async mistaken<T>({ change: [right, wrong] }: Mistake, run: () => Promise<T>): Promise<T> {
    const file = this.at.at("program", "index.js");
    const source = fs.readFileSync(file, "utf8");
    const parts = source.split(right);
    if (parts.length !== 2)
      throw new Error(`${JSON.stringify(right)} occurs ${parts.length - 1} times in ${this.name}`);
    fs.writeFileSync(file, parts.join(wrong));
    try {
      return await run();
    } finally {
      fs.writeFileSync(file, source);
    }
  }

  /** The program without the engine, in an empty account of its own. */
  inProcess(command: "preview" | "up"): Promise<Told> {
    return inProcess(this.at.at("program"), command);
  }

  /** The real engine on this program. */
  async pulumi(command: string, env: Record<string, string> = {}): Promise<Said> {
    const args = [...command.split(" "), "--stack", "dev", "--non-interactive", "--suppress-progress"];
    const { code, stdout, stderr } = await this.home.pulumi(args, { env });
    return { ok: code === 0, text: stdout + stderr };
  }

  /** A preview, and what the deep check says to its graph. */
  async deeply(): Promise<Said & { findings: string[] }> {
    const file = this.at.at("graph.json");
    fs.rmSync(file, { force: true });
    const collector = installCollector(String(this.home.env().PULUMI_HOME));
    const said = await this.pulumi(`preview --policy-pack ${collector}`, { TANDEM_OFFLINE_GRAPH: file });
    if (!fs.existsSync(file)) return { ...said, findings: [] };
    const graph = JSON.parse(fs.readFileSync(file, "utf8")) as GraphFile;
    const { findings } = await this.deepCheck.judge(graph);
    return { ...said, findings: findings.map(renderFinding) };
  }

  /** Resources that the account holds. */
  account(): string[] {
    const folder = path.join(this.home.accountDirectory, "resources");
    if (!fs.existsSync(folder)) return [];
    return fs
      .readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".json"));
  }
}

function installedModules(): string {
  const own = path.join(packageDirectory(), "node_modules", "@pulumi");
  return fs.existsSync(own) ? path.dirname(own) : path.join(packageDirectory(), "..", "node_modules");
}

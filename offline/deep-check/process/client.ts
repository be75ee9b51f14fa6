import { type ChildProcess, fork } from "node:child_process";
import * as path from "node:path";
import { distDirectory } from "../../home/dist";
import type { Report } from "../check";
import type { GraphFile } from "../graph/file";
import { findPackages } from "../judge/packages";
import type { Request, Response } from "./messages";

interface Waiting {
  resolve(report: Report): void;
  reject(error: Error): void;
}

/**
 * The deep check in a process of its own. It starts to warm up at once; what is asked of it meanwhile is answered when
 * it is ready.
 */
export class DeepCheck {
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private failure: Error | undefined;

  /**
   * @param program the program's folder, where the packages may be installed too
   * @param types CloudFormation types whose rules are enough; without them all rules are compiled
   * @throws PackagesMissing
   */
  static start(program?: string, types?: readonly string[]): DeepCheck {
    findPackages(program);
    const child = fork(path.join(distDirectory(), "deep-check.cjs"), {
      // What the engine might print is no part of any command's output.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
    });
    return new DeepCheck(child, {
      kind: "open",
      program,
      types: types === undefined ? undefined : [...types],
    });
  }

  private constructor(
    private readonly child: ChildProcess,
    open: Request,
  ) {
    child.on("message", (response: Response) => this.answered(response));
    child.once("error", (error) => this.end(error));
    child.once("exit", (code, signal) =>
      this.end(new Error(`the deep check's process ended with ${signal ?? code}`)),
    );
    this.send(open);
  }

  /** @throws Error in the user's words when the engine could not be built or could not take the graph */
  judge(graph: GraphFile): Promise<Report> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ kind: "judge", id, graph });
    });
  }

  /** Ends the process. */
  close(): void {
    this.failure ??= new Error("the deep check is closed");
    this.child.removeAllListeners("exit");
    this.child.kill();
  }

  private send(request: Request): void {
    this.child.send(request, (error) => {
      if (error !== null) this.end(error);
    });
  }

  private answered(response: Response): void {
    if (response.kind === "failure") {
      const error = new Error(`The deep check failed: ${response.message}`);
      if (response.id === undefined) this.end(error);
      else this.take(response.id)?.reject(error);
    } else this.take(response.id)?.resolve(response.report);
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private end(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

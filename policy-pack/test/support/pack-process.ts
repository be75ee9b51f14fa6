import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";

const packDirectory = path.resolve(__dirname, "../..");

/** The built pack in a process of its own, spoken to as the engine does. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Starts the pack and waits for its port. @param directory a pack with a package.json */
  static async start(env: NodeJS.ProcessEnv = {}, directory = packDirectory): Promise<PackProcess> {
    const runner = createRequire(path.join(packDirectory, "package.json")).resolve(
      "@pulumi/pulumi/cmd/run-policy-pack",
    );
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", directory], {
      cwd: directory,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      let errors = "";
      child.stderr.on("data", (chunk: Buffer) => {
        errors += chunk.toString();
      });
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
      child.once("exit", (code) => reject(new Error(`the pack ended with ${code}: ${errors}`)));
    });
    return new PackProcess(
      child,
      new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
      }),
    );
  }

  /** One call, such as `(client, done) => client.analyze(request, done)`. */
  call<Response>(
    start: (
      client: AnalyzerClient,
      done: (error: grpc.ServiceError | null, response: Response) => void,
    ) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      start(this.client, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }
}

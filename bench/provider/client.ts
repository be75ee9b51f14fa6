import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { BenchResource } from "./resources";

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

type Reply<Response> = (error: grpc.ServiceError | null, response: Response) => void;

/** A provider's process, and a connection to it as the engine has one. */
export class ProviderProcess {
  private readonly ids = new Map<string, string>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    /** From its start until it listens, in milliseconds. */
    readonly start: number,
  ) {}

  /** @param bundle a file for Node that prints its port */
  static async open(bundle: string, env: NodeJS.ProcessEnv = {}): Promise<ProviderProcess> {
    const started = performance.now();
    const child = spawn(process.execPath, [bundle], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const start = performance.now() - started;
    const credentials = grpc.credentials.createInsecure();
    const client = new ResourceProviderClient(`127.0.0.1:${port.trim()}`, credentials, unlimited);
    return new ProviderProcess(child, client, start);
  }

  async configure(settings: Record<string, string>): Promise<void> {
    const request = new wire.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript(settings));
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    await answer<wire.ConfigureResponse>((reply) => this.client.configure(request, reply));
  }

  /**
   * Makes a resource and compares it with itself, as the next run does: check, create, diff.
   *
   * @returns how long the provider took to answer all three, in milliseconds
   */
  async makeAndCompare({ type, name, inputs }: BenchResource): Promise<number> {
    const urn = `urn:pulumi:bench::bench::${type}::${name}`;
    const news = Struct.fromJavaScript(inputs((other) => this.ids.get(other) ?? other) as never);
    const started = performance.now();
    const checked = await this.check(urn, news);
    const creation = new wire.CreateRequest();
    creation.setUrn(urn);
    creation.setProperties(checked);
    const made = await answer<wire.CreateResponse>((reply) => this.client.create(creation, reply));
    this.ids.set(name, made.getId());
    const comparison = new wire.DiffRequest();
    comparison.setUrn(urn);
    comparison.setId(made.getId());
    comparison.setOldInputs(checked);
    comparison.setOlds(made.getProperties());
    comparison.setNews(checked);
    const difference = await answer<wire.DiffResponse>((reply) => this.client.diff(comparison, reply));
    const milliseconds = performance.now() - started;
    if (difference.getChanges() !== wire.DiffResponse.DiffChanges.DIFF_NONE)
      throw new Error(`${urn} differs from itself: ${difference.getDiffsList().join(", ")}`);
    return milliseconds;
  }

  /** Memory of the process now, in megabytes. */
  memory(): number {
    const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(this.child.pid)], { encoding: "utf8" });
    return Number(kilobytes) / 1024;
  }

  async close(): Promise<void> {
    this.client.close();
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }

  private async check(urn: string, news: Struct): Promise<Struct> {
    const request = new wire.CheckRequest();
    request.setUrn(urn);
    request.setNews(news);
    const response = await answer<wire.CheckResponse>((reply) => this.client.check(request, reply));
    const [failure] = response.getFailuresList();
    if (failure !== undefined) throw new Error(`${urn} is refused: ${failure.getReason()}`);
    return response.getInputs() ?? new Struct();
  }
}

function answer<Response>(call: (reply: Reply<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

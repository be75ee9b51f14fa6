import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { StateResource } from "./floor";

/** A resource of an exported state. */
export interface SampleResource extends StateResource {
  id?: string;
  parent?: string;
  outputs?: Record<string, unknown>;
  propertyDependencies?: Record<string, string[]>;
}

/** What one pack costs for one graph: the calls that the engine makes in a preview, in milliseconds. */
export interface PackCost {
  readonly resources: number;
  readonly milliseconds: number;
}

/**
 * Times a policy pack over the engine's own protocol, without an engine: every resource's inputs one after the other,
 * then the whole stack. The time of the pack's start is not in it.
 *
 * @param sample resources of a deployed stack; repeated under other names until there are `size` of them
 */
export async function packCost(
  pack: string,
  sample: readonly SampleResource[],
  size: number,
): Promise<PackCost> {
  const resources = repeated(sample, size);
  const requests = resources.map(analyzeRequest);
  const stack = new AnalyzeStackRequest().setResourcesList(resources.map(analyzerResource));
  const server = await PackServer.start(pack);
  try {
    // The first calls find the code cold, which is a cost of the start.
    for (const request of requests.slice(0, 50)) await server.analyze(request);
    const begin = performance.now();
    for (const request of requests) await server.analyze(request);
    await server.analyzeStack(stack);
    return { resources: size, milliseconds: performance.now() - begin };
  } finally {
    server.stop();
  }
}

/** Time from the start of a pack's process until it answers, in milliseconds. */
export async function packStart(pack: string): Promise<number> {
  const begin = performance.now();
  const server = await PackServer.start(pack);
  const milliseconds = performance.now() - begin;
  server.stop();
  return milliseconds;
}

const REGION = "us-east-2";

/** Copies under names, ids and ARNs of their own, so that each refers to resources of its own copy as in a real system. */
function repeated(sample: readonly SampleResource[], size: number): SampleResource[] {
  const custom = sample.filter(({ type }) => !type.startsWith("pulumi:"));
  if (custom.length === 0) throw new Error("the sample has no resources");
  const names = custom.flatMap(({ urn, id, outputs }) =>
    [urn, id, outputs?.arn].filter((name) => typeof name === "string"),
  );
  // The longest first: an ARN holds an id. Short ids are words that stand for other things, too.
  const long = [...new Set(names)].filter((name) => name.length >= 8).sort((a, b) => b.length - a.length);
  const form = new RegExp(
    `(?:${long
      .map((name) =>
        JSON.stringify(name)
          .slice(1, -1)
          .replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
      )
      .join("|")})(?![\\w-])`,
    "g",
  );
  const copies = Array.from({ length: Math.ceil(size / custom.length) }, (_, index) =>
    JSON.parse(JSON.stringify(custom).replace(form, (name) => `${name}-${index}`)),
  ) as SampleResource[][];
  return copies.flat().slice(0, size);
}

function analyzeRequest({ urn, type, inputs = {} }: SampleResource): AnalyzeRequest {
  return new AnalyzeRequest()
    .setType(type)
    .setUrn(urn)
    .setName(urn.split("::").at(-1) as string)
    .setProperties(struct(inputs))
    .setOptions(new AnalyzerResourceOptions())
    .setProvider(provider());
}

function analyzerResource(resource: SampleResource): AnalyzerResource {
  const { urn, type, parent, inputs, outputs, propertyDependencies = {} } = resource;
  const message = new AnalyzerResource()
    .setType(type)
    .setUrn(urn)
    .setName(urn.split("::").at(-1) as string)
    .setProperties(struct({ ...inputs, ...outputs }))
    .setOptions(new AnalyzerResourceOptions())
    .setProvider(provider())
    .setParent(parent ?? "");
  for (const [property, urns] of Object.entries(propertyDependencies)) {
    message.getPropertydependenciesMap().set(property, new AnalyzerPropertyDependencies().setUrnsList(urns));
  }
  return message;
}

function provider(): AnalyzerProviderResource {
  return new AnalyzerProviderResource()
    .setType("pulumi:providers:aws")
    .setUrn("urn:pulumi:bench::bench::pulumi:providers:aws::aws")
    .setName("aws")
    .setProperties(struct({ region: REGION }));
}

function struct(values: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(asSent(values) as Parameters<typeof Struct.fromJavaScript>[0]);
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/**
 * A state holds a secret's ciphertext and references to resources; the engine sends policies a value and a URN. What the
 * value is makes no difference to the time.
 */
function asSent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSent);
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value && value[SIGNATURE] === SECRET) return { [SIGNATURE]: SECRET, value: "a secret" };
  if (SIGNATURE in value && value[SIGNATURE] === RESOURCE) return "urn" in value ? value.urn : "";
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asSent(item)]));
}

/** A pack in a process of its own. */
class PackServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(pack: string): Promise<PackServer> {
    const runner = createRequire(path.join(pack, "package.json")).resolve(
      "@pulumi/pulumi/cmd/run-policy-pack",
    );
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", pack], {
      cwd: pack,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
      child.once("exit", (code) => reject(new Error(`the pack ended with ${code}`)));
    });
    const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    const credentials = grpc.credentials.createInsecure();
    return new PackServer(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials, unlimited));
  }

  analyze(request: AnalyzeRequest): Promise<AnalyzeResponse> {
    return new Promise((resolve, reject) => {
      this.client.analyze(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  analyzeStack(request: AnalyzeStackRequest): Promise<AnalyzeResponse> {
    return new Promise((resolve, reject) => {
      this.client.analyzeStack(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }
}

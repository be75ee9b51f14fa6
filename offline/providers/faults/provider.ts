import { setTimeout as sleep } from "node:timers/promises";
import {
  type CheckRequest,
  type CheckResult,
  type Created,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  InitializationFailed,
  type InvokeResult,
  type Log,
  type PropertyChange,
  type Provider,
  ProviderError,
  type ReadRequest,
  type ReadState,
  type UpdateRequest,
  type ValueMap,
} from "../core/protocol/provider";
import { type FaultRule, fits, type Hit } from "./rule";

/** What a fault does to the world around the provider; tests put something harmless here. */
export interface World {
  wait(milliseconds: number): Promise<unknown>;
  /** Ends this process. */
  crash(): void;
  /** Ends the engine, and this process with it. */
  die(): void;
}

const realWorld: World = {
  wait: (milliseconds) => sleep(milliseconds),
  crash: () => process.exit(1),
  die: () => {
    // The engine started this process: it is the parent.
    process.kill(process.ppid, "SIGKILL");
    process.exit(1);
  },
};

/** How often the AWS provider tries a throttled call. */
const attempts = 25;
/** Milliseconds before the second try; each later one waits twice as long, up to a second. */
const firstWait = 50;

/** A provider whose calls go wrong as its rules say. Previews change nothing in AWS, so they never go wrong. */
export class FaultyProvider implements Provider {
  readonly name: string;
  readonly version: string;
  private readonly counts = new Map<FaultRule, number>();
  private log: Log = () => undefined;

  constructor(
    private readonly inner: Provider,
    private readonly rules: readonly FaultRule[],
    private readonly world: World = realWorld,
  ) {
    this.name = inner.name;
    this.version = inner.version;
  }

  configure(config: ValueMap, log: Log): void {
    this.log = log;
    this.inner.configure(config, log);
  }

  check(request: CheckRequest): CheckResult | Promise<CheckResult> {
    return this.inner.check(request);
  }

  diff(request: DiffRequest): PropertyChange[] {
    return this.inner.diff(request);
  }

  async create(request: CreateRequest): Promise<Created> {
    if (request.preview) return this.inner.create(request);
    const rule = this.ruleFor({ operation: "create", ...request });
    const created = await this.perform(rule, request, () => this.inner.create(request));
    if (rule?.fault !== "half-create") return created;
    throw new InitializationFailed(
      `${title(request)} was made, but did not become ready: unexpected state 'failed', wanted target 'available'. ${asked(rule)}`,
      { ...created, inputs: request.inputs },
    );
  }

  async read(request: ReadRequest): Promise<ReadState | undefined> {
    const rule = this.ruleFor({ operation: "read", ...request });
    return this.perform(rule, request, () => this.inner.read(request));
  }

  async update(request: UpdateRequest): Promise<ValueMap> {
    if (request.preview) return this.inner.update(request);
    const rule = this.ruleFor({ operation: "update", ...request });
    return this.perform(rule, request, () => this.inner.update(request));
  }

  async delete(request: DeleteRequest): Promise<void> {
    const rule = this.ruleFor({ operation: "delete", ...request });
    return this.perform(rule, request, () => this.inner.delete(request));
  }

  async invoke(token: string, args: ValueMap, preview: boolean): Promise<InvokeResult> {
    const hit = { operation: "call" as const, type: token, urn: "", name: "" };
    return this.perform(this.ruleFor(hit), hit, () => this.inner.invoke(token, args, preview));
  }

  /** The first rule that hits a call; each rule counts the calls that fit it. */
  private ruleFor(hit: Hit): FaultRule | undefined {
    const hits = this.rules.filter((rule) => {
      if (!fits(rule, hit)) return false;
      const count = (this.counts.get(rule) ?? 0) + 1;
      this.counts.set(rule, count);
      return rule.nth === undefined || rule.nth === count;
    });
    return hits[0];
  }

  private async perform<Result>(
    rule: FaultRule | undefined,
    subject: Pick<Hit, "type" | "name" | "urn">,
    call: () => Result | Promise<Result>,
  ): Promise<Result> {
    switch (rule?.fault) {
      case undefined:
      case "half-create":
        return call();
      case "throttle":
        await this.throttle(rule, subject);
        return call();
      case "hang":
        await this.world.wait(rule.seconds * 1000);
        throw new ProviderError(
          `${title(subject)}: timeout while waiting for an answer (timeout: ${rule.seconds}s). ${asked(rule)}`,
        );
      case "fail":
        throw new ProviderError(
          `${title(subject)}: https response error StatusCode: 500, api error InternalFailure: The request processing has failed because of an unknown error. ${asked(rule)}`,
        );
      case "fail-after":
        await call();
        throw new ProviderError(
          `${title(subject)}: request send failed: read: connection reset by peer. It was done all the same. ${asked(rule)}`,
        );
      case "crash":
      case "die":
        return this.end(rule.fault, rule.when, call);
    }
  }

  private async throttle(rule: FaultRule, subject: Pick<Hit, "type" | "name" | "urn">): Promise<void> {
    for (let attempt = 1; attempt <= rule.times; attempt++) {
      if (attempt === attempts)
        throw new ProviderError(
          `${title(subject)}: exceeded maximum number of attempts, ${attempts}, api error Throttling: Rate exceeded. ${asked(rule)}`,
        );
      this.log("info", `throttled (Rate exceeded), attempt ${attempt} of ${attempts}`, subject.urn);
      await this.world.wait(Math.min(1000, firstWait * 2 ** (attempt - 1)));
    }
  }

  private async end<Result>(
    fault: "crash" | "die",
    when: FaultRule["when"],
    call: () => Result | Promise<Result>,
  ): Promise<Result> {
    if (when === "after") await call();
    this.world[fault]();
    // Until the process has ended, no answer goes out.
    return new Promise(() => undefined);
  }
}

const title = ({ type, name }: Pick<Hit, "type" | "name">): string =>
  name === "" ? type : `${type} "${name}"`;

/** So that nobody takes a rehearsal for an outage. */
const asked = ({ fault, operation, pattern }: FaultRule): string =>
  `(asked for by TANDEM_OFFLINE_FAULTS: ${fault} ${operation} ${pattern})`;

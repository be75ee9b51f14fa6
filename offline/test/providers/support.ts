import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Account, MemoryAccount } from "../../providers/aws/account/account";
import { AwsProvider } from "../../providers/aws/provider";
import { refusals } from "../../providers/aws/refusals/index";
import { Judge } from "../../providers/aws/refusals/judge";
import type { CheckRequest, Log } from "../../providers/core/protocol/provider";
import { ensureShapes } from "../../providers/core/shape/cache";
import { FileCatalog } from "../../providers/core/shape/catalog";
import type { ValueMap } from "../../providers/core/values/value";

/** Shapes of an installed package, scanned once per machine and version. */
export function catalogOf(name: string): FileCatalog {
  const directory = join(tmpdir(), "tandem-offline-test-shapes", name.replace("/", "-"));
  ensureShapes(dirname(require.resolve(`${name}/package.json`)), directory);
  return new FileCatalog(directory);
}

export interface Resource {
  urn: string;
  type: string;
  name: string;
  id: string;
  inputs: ValueMap;
  outputs: ValueMap;
}

export interface CloudOptions {
  region?: string;
  stack?: string;
  account?: Account;
  allow?: string;
  config?: ValueMap;
}

/** One stack's provider over a pretend account, driven as the engine drives it. */
export class Cloud {
  readonly account: Account;
  readonly provider: AwsProvider;
  readonly warnings: string[] = [];
  readonly allow: string | undefined;
  private readonly stack: string;

  constructor({
    region = "eu-west-1",
    stack = "test",
    account = new MemoryAccount(),
    allow,
    config,
  }: CloudOptions = {}) {
    this.account = account;
    this.stack = stack;
    this.allow = allow;
    this.provider = new AwsProvider({
      version: "7.48.0",
      catalog: catalogOf("@pulumi/aws"),
      account,
      accountLasts: true,
      judge: new Judge(account, refusals, allow),
      environment: {},
    });
    const log: Log = (severity, message) => {
      if (severity === "warning") this.warnings.push(message);
    };
    this.provider.configure({ region, ...config }, log);
  }

  subject(type: string, name: string) {
    return { urn: `urn:pulumi:${this.stack}::project::${type}::${name}`, type, name };
  }

  check(type: string, name: string, news: ValueMap, options: Partial<CheckRequest> = {}) {
    return this.provider.check({
      ...this.subject(type, name),
      olds: undefined,
      autonaming: undefined,
      news,
      ...options,
    });
  }

  /** Reasons a preview would show. */
  refused(type: string, name: string, news: ValueMap): string[] {
    return this.check(type, name, news).failures.map(({ reason }) => reason);
  }

  preview(type: string, name: string, news: ValueMap): ValueMap {
    return this.provider.create({
      ...this.subject(type, name),
      inputs: this.checked(type, name, news),
      preview: true,
    }).outputs;
  }

  /** Checks and creates; throws with the reasons when either refuses. */
  create(type: string, name: string, news: ValueMap): Resource {
    const inputs = this.checked(type, name, news);
    const subject = this.subject(type, name);
    return { ...subject, inputs, ...this.provider.create({ ...subject, inputs, preview: false }) };
  }

  /** Creates without a check, for what only creation can refuse. */
  createUnchecked(type: string, name: string, inputs: ValueMap): Resource {
    const subject = this.subject(type, name);
    return { ...subject, inputs, ...this.provider.create({ ...subject, inputs, preview: false }) };
  }

  update(resource: Resource, news: ValueMap, preview = false): Resource {
    const inputs = this.checked(resource.type, resource.name, news, resource.inputs);
    const request = {
      ...resource,
      oldInputs: resource.inputs,
      oldOutputs: resource.outputs,
      news: inputs,
      preview,
    };
    return { ...resource, inputs, outputs: this.provider.update(request) };
  }

  diff(resource: Resource, news: ValueMap, ignoreChanges: string[] = []) {
    const inputs = this.checked(resource.type, resource.name, news, resource.inputs);
    const request = {
      ...resource,
      oldInputs: resource.inputs,
      oldOutputs: resource.outputs,
      news: inputs,
      ignoreChanges,
    };
    return this.provider.diff(request);
  }

  delete(resource: Resource): void {
    this.provider.delete({ ...resource, oldInputs: resource.inputs });
  }

  invoke(token: string, args: ValueMap): ValueMap {
    const { result, failures } = this.provider.invoke(token, args);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return result;
  }

  private checked(type: string, name: string, news: ValueMap, olds?: ValueMap): ValueMap {
    const { inputs, failures } = this.check(type, name, news, { olds });
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }
}

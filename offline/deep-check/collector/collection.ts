import * as fs from "node:fs";
import type { AnalyzeRequest, AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import { fromStruct } from "../../providers/core/values/wire";
import { encodeValues } from "../graph/encode";
import type { GraphFile, RawResource } from "../graph/file";

/** What the engine shows of a run, gathered from its two kinds of calls. */
export class Collection {
  /** Checked inputs by URN: the call for the whole stack has outputs only, and they hide what was left out. */
  private readonly inputs = new Map<string, Record<string, unknown>>();

  input(request: AnalyzeRequest): void {
    this.inputs.set(request.getUrn(), encodeValues(fromStruct(request.getProperties())));
  }

  /** Writes the graph beside the file and then in its place: whoever waits for it never reads half of it. */
  write(resources: readonly AnalyzerResource[], file: string): void {
    const graph: GraphFile = { resources: resources.map((one) => this.raw(one)) };
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, JSON.stringify(graph));
    fs.renameSync(draft, file);
  }

  private raw(resource: AnalyzerResource): RawResource {
    const outputs = encodeValues(fromStruct(resource.getProperties()));
    const provider = resource.getProvider()?.getUrn();
    const dependencies: Record<string, string[]> = {};
    resource.getPropertydependenciesMap().forEach((urns, property) => {
      dependencies[property] = urns.getUrnsList();
    });
    return {
      urn: resource.getUrn(),
      type: resource.getType(),
      parent: resource.getParent(),
      inputs: this.inputs.get(resource.getUrn()) ?? outputs,
      outputs,
      propertyDependencies: dependencies,
      ...(provider !== undefined && { provider: `${provider}::` }),
    };
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";

interface Property {
  causesReplacement?: "yes" | "no" | "maybe";
  relationshipRefs?: { cloudFormationType: string; propertyName: string }[];
}

interface Resource {
  arnTemplate?: string;
  properties: Record<string, Property>;
}

/** What the service specification says of a property directly under the type. */
export interface TopLevel {
  refers: readonly string[];
  replaces: "yes" | "maybe" | undefined;
}

/** What AWS's service specification knows beside the schemas: what a property names, what replaces, how ARNs look. */
export class Links {
  readonly version: string;
  private readonly resources = new Map<string, Resource>();

  constructor() {
    const file = join(require.resolve("@aws-cdk/aws-service-spec"), "..", "..", "package.json");
    this.version = String((JSON.parse(readFileSync(file, "utf8")) as { version?: unknown }).version);
    for (const resource of loadAwsServiceSpecSync().all("resource"))
      this.resources.set(resource.cloudFormationType, resource);
  }

  topLevel(type: string, property: string): TopLevel {
    return { refers: this.of(type, property), replaces: this.replaces(type, property) };
  }

  /** Kinds of what a top-level property names, as `AWS::KMS::Key.Arn` or `AWS::EC2::Subnet.Id`. */
  private of(type: string, property: string): string[] {
    const links = this.resources.get(type)?.properties[property]?.relationshipRefs ?? [];
    return links.map(({ cloudFormationType, propertyName }) => {
      const kind = /Arn$/.test(propertyName) ? "Arn" : /Id$/.test(propertyName) ? "Id" : "Name";
      return `${cloudFormationType}.${kind}`;
    });
  }

  private replaces(type: string, property: string): "yes" | "maybe" | undefined {
    const answer = this.resources.get(type)?.properties[property]?.causesReplacement;
    return answer === "no" ? undefined : answer;
  }

  arn(type: string): string | undefined {
    return this.resources.get(type)?.arnTemplate;
  }
}

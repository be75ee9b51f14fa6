import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scanPackage } from "../../providers/core/shape/package-scan";
import type { TypeNode } from "../node";
import { factsFormat } from "../store";
import { typeNames } from "../tables/types";
import { Aliases } from "./aliases";
import { Links } from "./links";
import { Schemas } from "./schema";
import { buildTables } from "./tables";
import { buildType } from "./tree";
import { writeFacts } from "./write";

const file = join(__dirname, "..", "data", "facts.br");

/**
 * Makes the facts file anew. For a maintainer, with each new version of @pulumi/aws or of a source:
 *
 *     pip download --no-deps cfn-lint==1.58.0 -d /tmp/lint && unzip -qd /tmp/lint /tmp/lint/*.whl
 *     npm run facts -- /tmp/lint
 */
function main(directory: string | undefined): void {
  const schemas = openSchemas(directory);
  const packageFile = require.resolve("@pulumi/aws/package.json");
  const shapesVersion = String(
    (JSON.parse(readFileSync(packageFile, "utf8")) as { version?: unknown }).version,
  );
  const shapes = scanPackage(dirname(packageFile));
  const aliases = new Aliases();
  const links = new Links();
  const types = new Map<string, TypeNode>();
  for (const names of typeNames())
    types.set(names.token, buildType(names, shapes, schemas, aliases, links).node);
  const unused = aliases.unused();
  if (unused.length > 0) throw new Error(`aliases that no input asks for:\n  ${unused.join("\n  ")}`);

  const header = {
    format: factsFormat,
    date: schemas.date,
    sources: {
      "cfn-lint": schemas.version,
      "@aws-cdk/aws-service-spec": links.version,
      "@pulumi/aws": shapesVersion,
    },
    licences: [
      "cfn-lint: MIT-0, Copyright Amazon.com, Inc. or its affiliates",
      "@aws-cdk/aws-service-spec: Apache-2.0, Copyright Amazon.com, Inc. or its affiliates; selected and renamed",
    ],
  };
  const { lines, bytes, packed } = writeFacts(file, header, types, buildTables(schemas));
  console.log(`${lines} types, ${Math.round(bytes / 1024)} KiB, ${Math.round(packed / 1024)} KiB packed`);
}

function openSchemas(directory: string | undefined): Schemas {
  const schemas = join(directory ?? "", "cfnlint", "data", "schemas");
  if (directory === undefined || !existsSync(schemas))
    throw new Error(
      `give the folder of an unpacked cfn-lint wheel; ${directory ?? "no folder"} has no cfnlint/data/schemas`,
    );
  return new Schemas(schemas);
}

try {
  main(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

// Writes what the manifests of one region need to know of its stack:
//
//   pulumi stack output paymentApi --json --stack prod-primary | node workloads/payment-api/region.mjs prod-us-east-2
//
// An overlay that is not there yet is begun; one that is there keeps its kustomization.yaml, whose image belongs to the
// release pipeline.
import * as fs from "node:fs";
import * as path from "node:path";

const KEYS = [
  "AWS_REGION",
  "CLUSTER",
  "COMPUTE",
  "DATABASE_NAME",
  "DATABASE_PORT",
  "DATABASE_READER_HOST",
  "DATABASE_USER",
  "DATABASE_WRITER_HOST",
  "GLOBAL_DATABASE",
  "ORIGIN_SECRET",
  "PORT",
  "TARGET_GROUP_ARN",
  "VPC_CIDR",
  "VPC_ID",
];
const COMPONENTS = { "auto-mode": "auto-mode", "managed-node-groups": "node-groups" };

/**
 * The region's ConfigMap, as YAML.
 *
 * @param {Record<string, string>} values the stack output `paymentApi`
 * @throws Error with what is missing
 */
export function regionFile(values) {
  const missing = KEYS.filter((key) => typeof values?.[key] !== "string" || values[key] === "");
  if (missing.length > 0) {
    throw new Error(
      `The stack output paymentApi lacks ${missing.join(", ")}. Bring the stack up first, without errors.`,
    );
  }
  const lines = KEYS.map((key) => `  ${key}: ${JSON.stringify(values[key])}`);
  return [
    "# Written by workloads/payment-api/region.mjs from the stack output paymentApi; do not edit.",
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata:",
    "  name: payment-api-region",
    "  namespace: payments",
    "data:",
    ...lines,
    "  ORIGIN_HEADER_OBJECTS: |",
    `    - objectName: ${JSON.stringify(values.ORIGIN_SECRET)}`,
    "      objectType: secretsmanager",
    "      objectAlias: origin-header",
    "",
  ].join("\n");
}

/** The overlay's kustomization, as it begins. @throws Error for a way to run nodes that has no component */
export function firstKustomization({ AWS_REGION, COMPUTE }) {
  const component = COMPONENTS[COMPUTE];
  if (component === undefined) {
    throw new Error(`COMPUTE: "${COMPUTE}" is not allowed, ${Object.keys(COMPONENTS).join(" or ")} is.`);
  }
  return [
    "apiVersion: kustomize.config.k8s.io/v1beta1",
    "kind: Kustomization",
    "resources:",
    "  - ../../base",
    "  - region.yaml",
    "components:",
    `  - ../../${component}`,
    "  - ../../from-region",
    "# The release pipeline sets the digest: kustomize edit set image payment-api=<repository>@sha256:<digest>",
    "images:",
    "  - name: payment-api",
    `    newName: 111122223333.dkr.ecr.${AWS_REGION}.amazonaws.com/payment-api`,
    "    newTag: 1.0.0",
    "",
  ].join("\n");
}

/**
 * Writes the files of an overlay.
 *
 * @param {string} overlays folder of all overlays
 * @param {string} name such as `prod-us-east-2`
 * @returns {string[]} what was written
 */
export function writeOverlay(overlays, name, values) {
  if (!/^[a-z][a-z0-9-]*$/.test(name ?? "")) {
    throw new Error(`"${name ?? ""}" is not allowed, an overlay's name such as prod-us-east-2 is.`);
  }
  const folder = path.join(overlays, name);
  const files = { "region.yaml": regionFile(values) };
  if (!fs.existsSync(path.join(folder, "kustomization.yaml"))) {
    files["kustomization.yaml"] = firstKustomization(values);
  }
  fs.mkdirSync(folder, { recursive: true });
  return Object.entries(files).map(([file, content]) => {
    fs.writeFileSync(path.join(folder, file), content);
    return path.join(folder, file);
  });
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  try {
    const values = JSON.parse(fs.readFileSync(0, "utf8"));
    for (const file of writeOverlay(path.join(import.meta.dirname, "overlays"), process.argv[2], values)) {
      console.log(`wrote ${path.relative(process.cwd(), file)}`);
    }
  } catch (error) {
    console.error(
      error instanceof SyntaxError ? "The input is not the stack output paymentApi as JSON." : error.message,
    );
    process.exitCode = 1;
  }
}

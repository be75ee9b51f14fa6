import { z } from "zod";
import { Addon } from "../../../components/payment-cluster/addon-versions";
import { areDifferentRoles } from "../../../components/payment-cluster/administrators";
import { instanceTypesMistake } from "../../../components/payment-cluster/instance-types";

const nodes = z
  .strictObject({
    instanceTypes: z
      .array(z.string())
      .refine((types) => instanceTypesMistake(types) === undefined)
      .meta({ allowed: "1 to 20 types of one processor and one size, such as m7g.xlarge and m6g.xlarge" })
      .default(["m7g.xlarge", "m6g.xlarge"])
      .describe(
        "EC2 instance types of the nodes. Graviton unless they say otherwise: the image follows them.",
      ),
    minimum: z.int().min(1).max(450).default(3).describe("Nodes that are always there."),
    maximum: z
      .int()
      .min(1)
      .max(450)
      .meta({ allowed: "1 to 450, and not less than minimum" })
      .default(30)
      .describe("Nodes at most."),
  })
  .refine(({ minimum, maximum }) => maximum >= minimum, { path: ["maximum"] });

/** Versions by add-on, every one optional. */
const addonVersions = z.strictObject(
  Object.fromEntries(
    Object.values(Addon).map((addon) => [
      addon,
      z
        .string()
        .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/)
        .meta({ allowed: "an add-on's version such as v1.13.2-eksbuild.21" })
        .optional()
        .describe(
          `Version of the add-on ${addon}, instead of the one that belongs to the Kubernetes version.`,
        ),
    ]),
  ) as Record<Addon, z.ZodOptional<z.ZodString>>,
);

/** EKS cluster and its load balancer. */
export const cluster = z
  .strictObject({
    version: z
      .string()
      .regex(/^1\.\d{2}$/)
      .meta({ allowed: 'a Kubernetes version in quotes, such as "1.34"' })
      .describe("Kubernetes version of the EKS cluster."),
    administrators: z
      .array(
        z
          .string()
          .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/)
          .meta({ allowed: "the ARN of an IAM role" }),
      )
      .min(1)
      .refine(areDifferentRoles)
      .meta({ allowed: "one or more ARNs of IAM roles, each name once in an account" })
      .describe("IAM roles that administer the cluster through access entries."),
    compute: z
      .enum(["auto-mode", "managed-node-groups"])
      .default("auto-mode")
      .describe("Who runs the nodes: EKS Auto Mode, or a managed node group with the Cluster Autoscaler."),
    nodes: nodes
      .optional()
      .meta({ allowed: "a map where compute is managed-node-groups, and nothing elsewhere" })
      .describe("The managed node group, with compute: managed-node-groups and only then."),
    addonVersions: addonVersions
      .prefault({})
      .describe("Versions of EKS add-ons. Equal in all stacks, or a failover is an upgrade as well."),
    targetPort: z
      .int()
      .min(1024)
      .max(65535)
      .default(8443)
      .describe("Port on which the pods of the payment API speak TLS."),
  })
  .refine(({ compute, nodes: group }) => compute === "managed-node-groups" || group === undefined, {
    path: ["nodes"],
  })
  .describe("EKS cluster and its load balancer.");

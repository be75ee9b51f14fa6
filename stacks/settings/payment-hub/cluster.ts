import { z } from "zod";

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
      .describe("IAM roles that administer the cluster through access entries."),
    targetPort: z
      .int()
      .min(1024)
      .max(65535)
      .default(8443)
      .describe("Port on which the pods of the payment API speak TLS."),
  })
  .describe("EKS cluster and its load balancer.");

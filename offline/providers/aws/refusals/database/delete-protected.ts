import { flag } from "../../../core/values/read";
import { found, type Refusal } from "../refusal";
import { clusterType, globalType } from "./global-members";

const common = { phases: ["delete"], severity: "error" } as const;

export const deleteProtectedDatabase: Refusal = {
  ...common,
  name: "rds-deletion-protection",
  code: "InvalidParameterCombination",
  sentence: "A database with deletion protection can't be deleted.",
  source: "Amazon Aurora User Guide, Deleting Aurora DB clusters and DB instances",
  types: [clusterType, globalType, "aws:rds/instance:Instance"],
  judge: ({ inputs }) =>
    flag(inputs, "deletionProtection") === true
      ? found(
          "it can't be deleted while deletionProtection is true; set it to false, run `up`, then delete it",
          "deletionProtection",
        )
      : undefined,
};

export const deleteProtectedLoadBalancer: Refusal = {
  ...common,
  name: "lb-deletion-protection",
  code: "OperationNotPermitted",
  sentence: "A load balancer with deletion protection can't be deleted.",
  source: "Elastic Load Balancing API Reference, DeleteLoadBalancer",
  types: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  judge: ({ inputs }) =>
    flag(inputs, "enableDeletionProtection") === true
      ? found(
          "it can't be deleted while enableDeletionProtection is true; set it to false, run `up`, then delete it",
          "enableDeletionProtection",
        )
      : undefined,
};

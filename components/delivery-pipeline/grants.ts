import type * as codebuild from "@pulumi/aws/codebuild";
import * as pulumi from "@pulumi/pulumi";
import { ActionKind, regionOf } from "./actions";
import type { DeliveryPipelineArgs } from "./args";
import type { PipelineGrants, PipelineScope } from "./documents";
import type { MadeSource } from "./source";
import type { ArtifactStore } from "./stores";

/** What the stages of a pipeline ask of its role. */
export function grantsOf(
  args: DeliveryPipelineArgs,
  stores: ArtifactStore[],
  source: MadeSource,
  projects: codebuild.Project[],
): pulumi.Output<Omit<PipelineGrants, keyof PipelineScope>> {
  const actions = args.stages.flatMap((stage) => stage.actions);
  return pulumi.output({
    stores: stores.map(({ bucket, key }) => ({ bucketArn: bucket.arn, keyArn: key.arn })),
    source: { kind: args.source.kind, arn: source.arn },
    projectArns: projects.map(({ arn }) => arn),
    services: actions.flatMap((action) => {
      if (action.kind !== ActionKind.EcsDeploy) return [];
      const { clusterName, serviceName, taskRoleArns } = action;
      return [{ region: regionOf(action, args.region), clusterName, serviceName, taskRoleArns }];
    }),
    deployments: actions.flatMap((action) => {
      if (action.kind !== ActionKind.EcsBlueGreen) return [];
      const { applicationName, deploymentGroupName, taskRoleArns } = action;
      return [{ region: regionOf(action, args.region), applicationName, deploymentGroupName, taskRoleArns }];
    }),
    buckets: actions.flatMap((action) => {
      if (action.kind !== ActionKind.S3Deploy) return [];
      return [{ bucketName: action.bucketName, keyPrefix: action.keyPrefix ?? "", keyArn: action.kmsKeyArn }];
    }),
    watchesAlarms: args.stages.some(({ alarmNames = [] }) => alarmNames.length > 0),
  });
}

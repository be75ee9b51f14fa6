import type * as codebuild from "@pulumi/aws/codebuild";
import * as codepipeline from "@pulumi/aws/codepipeline";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { ActionKind, hasProject } from "./actions";
import { type DeliveryPipelineArgs, defaults } from "./args";
import { declaredStage, sourceStage, triggers } from "./declaration";
import { approverPolicy, type PipelineScope, serviceTrust } from "./documents";
import { grantsOf } from "./grants";
import { createNotices } from "./notices";
import { pipelinePolicy } from "./pipeline-policy";
import { createProject } from "./project";
import { createSource, createStart, type MadeSource } from "./source";
import { type ArtifactStore, createStores } from "./stores";
import { mistakes } from "./validate";

export * from "./actions";
export * from "./args";

/**
 * A pipeline from a change to what runs: builds, reviews, tests, approvals and deployments, in one or several regions.
 * A stage that deploys goes back to what it deployed before when it fails or when an alarm goes off.
 *
 * Cost: 0.002 USD for each minute of an action beyond the first 100 a month, builds by the minute, 1 USD a month for the
 * key in each region.
 */
export class DeliveryPipeline extends pulumi.ComponentResource {
  /** Name of the pipeline. */
  readonly pipelineName: pulumi.Output<string>;
  /** ARN of the pipeline. */
  readonly pipelineArn: pulumi.Output<string>;
  /** ARN of the connection or repository that it reads. */
  readonly sourceArn: pulumi.Output<string>;
  /** Address for `git clone` of a CodeCommit repository that was made here. */
  readonly cloneUrl?: pulumi.Output<string>;
  /** Policy for people who approve, when something is approved: a JSON document. */
  readonly approverPolicy?: pulumi.Output<string>;
  /** ARN of the key of the artifacts in the pipeline's region; people who push to the CodeCommit repository use it, too. */
  readonly keyArn: pulumi.Output<string>;

  private readonly name: string;
  private readonly scope: pulumi.Output<PipelineScope>;

  constructor(name: string, args: DeliveryPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("DeliveryPipeline", name, mistakes(args));
    super("tandem:components:DeliveryPipeline", name, args, opts);
    this.name = name;
    this.scope = this.pipelineScope(args.region);
    const protect = args.protect ?? opts?.protect ?? defaults.protect;

    const stores = createStores(name, args, protect, this);
    const store = stores[0] as ArtifactStore;
    const source = createSource(name, args, { scope: this.scope, store, protect }, this);
    const projects = this.projects(args, store);
    const pipeline = this.pipeline(args, stores, source, projects);
    createStart(name, args, { sourceArn: source.arn, pipelineArn: pipeline.arn, scope: this.scope }, this);
    createNotices(name, args, this);

    this.pipelineName = pipeline.name;
    this.pipelineArn = pipeline.arn;
    this.sourceArn = source.arn;
    this.cloneUrl = source.cloneUrl;
    this.approverPolicy = approvals(args, pipeline.arn);
    this.keyArn = store.key.arn;
    this.registerOutputs({
      pipelineName: this.pipelineName,
      pipelineArn: this.pipelineArn,
      keyArn: this.keyArn,
    });
  }

  private pipelineScope(region: string): pulumi.Output<PipelineScope> {
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition }, { accountId }]) => ({ partition, accountId, region }));
  }

  private projects(args: DeliveryPipelineArgs, store: ArtifactStore): codebuild.Project[] {
    const actions = args.stages.flatMap((stage) => stage.actions.filter(hasProject));
    const workshop = { args, scope: this.scope, store, parent: this };
    return actions.map((action) => createProject(`${this.name}-${action.name}`, action, workshop));
  }

  private pipeline(
    args: DeliveryPipelineArgs,
    stores: ArtifactStore[],
    source: MadeSource,
    projects: codebuild.Project[],
  ): codepipeline.Pipeline {
    const { region, resourceName } = args;
    const role = new iam.Role(
      `${this.name}-role`,
      {
        description: `Pipeline ${resourceName} in ${region}`,
        assumeRolePolicy: this.scope.apply(({ partition, accountId }) =>
          serviceTrust(
            "codepipeline.amazonaws.com",
            accountId,
            `arn:${partition}:codepipeline:${region}:${accountId}:${resourceName}`,
          ),
        ),
      },
      { parent: this },
    );
    const permissions = new iam.RolePolicy(
      `${this.name}-permissions`,
      {
        role: role.name,
        name: "deliver",
        policy: pulumi
          .all([this.scope, grantsOf(args, stores, source, projects)])
          .apply(([scope, grants]) => pipelinePolicy({ ...scope, ...grants })),
      },
      { parent: this },
    );
    return new codepipeline.Pipeline(
      `${this.name}-pipeline`,
      {
        region,
        name: resourceName,
        pipelineType: "V2",
        executionMode: args.executionMode ?? defaults.executionMode,
        roleArn: role.arn,
        artifactStores: stores.map(({ region: where, bucket, key }) => ({
          type: "S3",
          location: bucket.bucketName,
          encryptionKey: { type: "KMS", id: key.arn },
          // CodePipeline wants it of several stores, and refuses it of one.
          ...(stores.length > 1 && { region: where }),
        })),
        stages: [sourceStage(args, source.arn), ...args.stages.map((stage) => declaredStage(args, stage))],
        triggers: triggers(args),
      },
      { parent: this, dependsOn: permissions },
    );
  }
}

function approvals(
  { stages }: DeliveryPipelineArgs,
  pipelineArn: pulumi.Output<string>,
): pulumi.Output<string> | undefined {
  const waiting = stages.flatMap((stage) =>
    stage.actions
      .filter(({ kind }) => kind === ActionKind.Approval)
      .map((action) => `${stage.name}/${action.name}`),
  );
  return waiting.length === 0 ? undefined : pipelineArn.apply((arn) => approverPolicy(arn, waiting));
}

import type * as pulumi from "@pulumi/pulumi";
import type { PipelineAction } from "./actions";

/** Where the pipeline's code or image comes from. */
export enum SourceKind {
  /** A repository of GitHub, GitLab or Bitbucket, by a connection. */
  Connection = "connection",
  /** A CodeCommit repository. */
  CodeCommit = "codecommit",
  /** An image in ECR: the pipeline deploys what another one has built. */
  Image = "image",
}

/** Who keeps the repository of a connection. */
export enum ConnectionProvider {
  GitHub = "GitHub",
  GitLab = "GitLab",
  Bitbucket = "Bitbucket",
}

/** Which pushes start the pipeline. */
export interface GitTrigger {
  /**
   * Files of which a push has to change one, as glob patterns; up to 8.
   * @default none: any
   */
  paths?: string[];
  /**
   * Files that don't count, as glob patterns; up to 8.
   * @default none
   */
  excludedPaths?: string[];
  /**
   * Tags that start the pipeline instead of pushes to the branch, as glob patterns; up to 8.
   * @default none
   */
  tags?: string[];
}

/** A repository outside of AWS. */
export interface ConnectionSource {
  kind: SourceKind.Connection;
  /** `owner/name`. */
  repository: string;
  branch: string;
  /**
   * ARN of a connection that somebody has finished.
   * @default none: one is made, which a person finishes once in the console; until then the pipeline can't start
   */
  connectionArn?: pulumi.Input<string>;
  /**
   * Who keeps the repository, for a connection that is made. A change replaces the connection.
   * @default ConnectionProvider.GitHub
   */
  provider?: ConnectionProvider;
  /** @default every push to the branch */
  trigger?: GitTrigger;
}

/** A repository in CodeCommit. */
export interface CodeCommitSource {
  kind: SourceKind.CodeCommit;
  /** Name of the repository, up to 100 characters. A change replaces the repository. */
  repositoryName: string;
  branch: string;
  /**
   * Whether the repository is made here, with its approval rule; otherwise it is there already.
   * @default true
   */
  create?: boolean;
  /**
   * People other than the author who have to approve a pull request into the branch, 1 to 10.
   * @default 1
   */
  approvals?: number;
  /**
   * Who counts as one of them, as patterns of ARNs, for example `arn:aws:sts::111122223333:assumed-role/developer/*`.
   * @default []: everybody who may approve
   */
  approvers?: string[];
}

/** A repository of images in ECR. */
export interface ImageSource {
  kind: SourceKind.Image;
  /** Full name of the repository, in the pipeline's region. */
  repositoryName: string;
  /** Tag that is taken when somebody starts the pipeline by hand. A push starts it with the image that was pushed. */
  imageTag: string;
  /**
   * Start of the tags whose push starts the pipeline.
   * @default none: every tag
   */
  tagPrefix?: string;
}

/** What CodePipeline does with a change that comes while another one is on its way. */
export enum ExecutionMode {
  /** The newer change overtakes the older one between two stages. */
  Superseded = "SUPERSEDED",
  /** Each change waits for its turn. One that waits for an approval holds up all others. */
  Queued = "QUEUED",
}

/** What happens when a stage fails. */
export enum StageFailure {
  Fail = "FAIL",
  /** The stage runs again with what it had last when it succeeded. */
  Rollback = "ROLLBACK",
  /** The failed actions run once more. */
  Retry = "RETRY",
}

/** A stage: actions that belong together. */
export interface StageArgs {
  /** Name of the stage, unique in the pipeline: letters, digits and "-", up to 50. */
  name: string;
  /** At least one. */
  actions: PipelineAction[];
  /** @default StageFailure.Rollback where something is deployed, else StageFailure.Fail */
  onFailure?: StageFailure;
  /**
   * Names of alarms of the pipeline's region: while one is on, the stage isn't entered; when one goes off after the stage
   * has succeeded, it is rolled back. Up to 5. To let a repair in while an alarm is on, somebody overrides the condition
   * in the console.
   * @default []
   */
  alarmNames?: pulumi.Input<string>[];
  /**
   * Minutes that the alarms are watched after the stage, 1 to 60.
   * @default 15
   */
  watchMinutes?: number;
}

/** What {@link DeliveryPipeline} takes. */
export interface DeliveryPipelineArgs {
  /** Region of the pipeline and its builds. A change replaces everything. */
  region: string;
  /** Name of the pipeline, and start of the names of all that it has, unique in account and region. A change replaces it all. */
  resourceName: string;
  /** Start of the names of the artifact buckets; `-<region>` is added. A change replaces the buckets. */
  bucketNamePrefix: string;
  /** Where the code or image comes from. */
  source: ConnectionSource | CodeCommitSource | ImageSource;
  /** What happens with it, in order; at least one stage. */
  stages: StageArgs[];
  /** Topic of the region that hears of failures, of approvals that wait, and of pull requests in CodeCommit. */
  topicArn: pulumi.Input<string>;
  /** @default ExecutionMode.Superseded */
  executionMode?: ExecutionMode;
  /**
   * Days that artifacts are kept; a stage can't be rolled back to a run whose artifacts are gone.
   * @default 90
   */
  artifactDays?: number;
  /**
   * Days that logs of builds are kept; one of CloudWatch's numbers.
   * @default 365
   */
  logRetentionInDays?: number;
  /**
   * Protect the artifact buckets and the CodeCommit repository from deletion by Pulumi.
   * @default the component's own `protect` option, else true
   */
  protect?: boolean;
  /**
   * Delete all artifacts and reports with the pipeline; without it a bucket that holds any can't be deleted.
   * @default false
   */
  forceDestroy?: boolean;
}

/** The posture of a pipeline unless its args say otherwise, and what every pipeline has. */
export const defaults = {
  executionMode: ExecutionMode.Superseded,
  artifactDays: 90,
  logRetentionInDays: 365,
  approvals: 1,
  watchMinutes: 15,
  buildTimeoutMinutes: 30,
  /** Minutes of a build that waits for CodeDeploy: its slowest shift takes a hundred. */
  moveTimeoutMinutes: 120,
  /** Minutes that a build waits for a machine. */
  queuedTimeoutMinutes: 60,
  deployTimeoutMinutes: 30,
  placeholder: "IMAGE1_NAME",
  imageFile: "imagedefinitions.json",
  protect: true,
  forceDestroy: false,
  /** Container images of CodeBuild by processor, Amazon Linux 2023. */
  images: {
    arm64: { image: "aws/codebuild/amazonlinux-aarch64-standard:3.0", type: "ARM_CONTAINER" },
    x86_64: { image: "aws/codebuild/amazonlinux-x86_64-standard:5.0", type: "LINUX_CONTAINER" },
  },
} as const;

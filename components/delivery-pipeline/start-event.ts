import { type CodeCommitSource, type ImageSource, SourceKind } from "./args";

/** The event that starts a pipeline. */
export interface StartEvent {
  /** What a revision is called when a run is started with it. */
  revisionType: "COMMIT_ID" | "IMAGE_DIGEST";
  /** Where the revision is in the event, as a JSON path. */
  revisionPath: string;
  /** Which events, for the ARN of the source. */
  pattern(sourceArn: string): Record<string, unknown>;
}

/**
 * A push to the branch, or of an image.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source.html
 */
export function startEvent(source: CodeCommitSource | ImageSource): StartEvent {
  if (source.kind === SourceKind.CodeCommit) {
    return {
      revisionType: "COMMIT_ID",
      revisionPath: "$.detail.commitId",
      pattern: (sourceArn) => ({
        source: ["aws.codecommit"],
        "detail-type": ["CodeCommit Repository State Change"],
        resources: [sourceArn],
        detail: {
          event: ["referenceCreated", "referenceUpdated"],
          referenceType: ["branch"],
          referenceName: [source.branch],
        },
      }),
    };
  }
  const { repositoryName, tagPrefix } = source;
  return {
    revisionType: "IMAGE_DIGEST",
    revisionPath: "$.detail.image-digest",
    pattern: () => ({
      source: ["aws.ecr"],
      "detail-type": ["ECR Image Action"],
      detail: {
        "action-type": ["PUSH"],
        result: ["SUCCESS"],
        "repository-name": [repositoryName],
        "image-tag": [tagPrefix === undefined ? { exists: true } : { prefix: tagPrefix }],
      },
    }),
  };
}

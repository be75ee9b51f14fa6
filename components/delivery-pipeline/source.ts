import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as codecommit from "@pulumi/aws/codecommit";
import * as codeconnections from "@pulumi/aws/codeconnections";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { SOURCE } from "./actions";
import {
  type CodeCommitSource,
  ConnectionProvider,
  type ConnectionSource,
  type DeliveryPipelineArgs,
  defaults,
  SourceKind,
} from "./args";
import { approvalRule, type PipelineScope, serviceTrust, startPolicy } from "./documents";
import { createEventNotice } from "./event-notice";
import { startEvent } from "./start-event";
import type { ArtifactStore } from "./stores";

/** What a source has in AWS. */
export interface MadeSource {
  /** ARN of the connection or repository. */
  arn: pulumi.Output<string>;
  /** Address for `git clone`, of a CodeCommit repository that was made. */
  cloneUrl?: pulumi.Output<string>;
}

/** The connection or repository that a pipeline reads; made, or named. */
export function createSource(
  name: string,
  args: DeliveryPipelineArgs,
  home: { scope: pulumi.Output<PipelineScope>; store: ArtifactStore; protect: boolean },
  parent: pulumi.Resource,
): MadeSource {
  const { source, region } = args;
  const named = (service: string, resource: string) => ({
    arn: home.scope.apply(
      ({ partition, accountId }) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`,
    ),
  });
  switch (source.kind) {
    case SourceKind.Connection:
      return { arn: connection(name, args, source, parent) };
    case SourceKind.CodeCommit:
      if (source.create === false) return named("codecommit", source.repositoryName);
      return repository(name, args, source, home, parent);
    case SourceKind.Image:
      return named("ecr", `repository/${source.repositoryName}`);
  }
}

function connection(
  name: string,
  { region, resourceName }: DeliveryPipelineArgs,
  { connectionArn, provider }: ConnectionSource,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  if (connectionArn !== undefined) return pulumi.output(connectionArn);
  const made = new codeconnections.Connection(
    `${name}-connection`,
    { region, name: resourceName, providerType: provider ?? ConnectionProvider.GitHub },
    { parent },
  );
  return made.arn;
}

function repository(
  name: string,
  { region, resourceName, topicArn }: DeliveryPipelineArgs,
  source: CodeCommitSource,
  { store, protect }: { store: ArtifactStore; protect: boolean },
  parent: pulumi.Resource,
): MadeSource {
  const { repositoryName, branch, approvals = defaults.approvals, approvers = [] } = source;
  const made = new codecommit.Repository(
    `${name}-repository`,
    {
      region,
      repositoryName,
      description: `Source of the pipeline ${resourceName}`,
      kmsKeyId: store.key.arn,
    },
    { parent, protect },
  );
  const template = new codecommit.ApprovalRuleTemplate(
    `${name}-approvals`,
    {
      region,
      name: `${resourceName}-approvals`,
      description: `Who approves pull requests into ${branch}`,
      content: approvalRule(branch, approvals, approvers),
    },
    { parent },
  );
  new codecommit.ApprovalRuleTemplateAssociation(
    `${name}-approvals-association`,
    { region, approvalRuleTemplateName: template.name, repositoryName: made.repositoryName },
    { parent },
  );
  createEventNotice(
    `${name}-review`,
    {
      region,
      ruleName: `${resourceName}-review`,
      description: `Pull requests in ${repositoryName} that want to be looked at`,
      pattern: made.arn.apply((arn) =>
        JSON.stringify({
          source: ["aws.codecommit"],
          "detail-type": ["CodeCommit Pull Request State Change"],
          resources: [arn],
          detail: {
            event: ["pullRequestCreated", "pullRequestSourceBranchUpdated"],
            destinationReference: [`refs/heads/${branch}`],
          },
        }),
      ),
      topicArn,
      message: 'Pull request <number> "<title>" in <repository> wants to be looked at.',
      paths: {
        number: "$.detail.pullRequestId",
        title: "$.detail.title",
        repository: "$.detail.repositoryNames[0]",
      },
    },
    parent,
  );
  return { arn: made.arn, cloneUrl: made.cloneUrlHttp };
}

/** Starts the pipeline by an event of its source; nobody asks the source for news. Connections do it by themselves. */
export function createStart(
  name: string,
  { source, region, resourceName }: DeliveryPipelineArgs,
  made: {
    sourceArn: pulumi.Output<string>;
    pipelineArn: pulumi.Output<string>;
    scope: pulumi.Output<PipelineScope>;
  },
  parent: pulumi.Resource,
): void {
  if (source.kind === SourceKind.Connection) return;
  const ruleName = `${resourceName}-source`;
  const { revisionType, revisionPath, pattern } = startEvent(source);
  const rule = new cloudwatch.EventRule(
    `${name}-start-rule`,
    {
      region,
      name: ruleName,
      description: `Starts the pipeline ${resourceName}`,
      eventPattern: made.sourceArn.apply((arn) => JSON.stringify(pattern(arn))),
    },
    { parent },
  );
  const role = new iam.Role(
    `${name}-start-role`,
    {
      description: `Starts the pipeline ${resourceName} in ${region}`,
      assumeRolePolicy: made.scope.apply(({ partition, accountId }) =>
        serviceTrust(
          "events.amazonaws.com",
          accountId,
          `arn:${partition}:events:${region}:${accountId}:rule/${ruleName}`,
        ),
      ),
    },
    { parent },
  );
  const permissions = new iam.RolePolicy(
    `${name}-start-permissions`,
    { role: role.name, name: "start", policy: made.pipelineArn.apply(startPolicy) },
    { parent },
  );
  new cloudwatch.EventTarget(
    `${name}-start-target`,
    {
      region,
      rule: rule.name,
      arn: made.pipelineArn,
      roleArn: role.arn,
      // The run takes what the event tells of, also when something newer has come meanwhile.
      inputTransformer: {
        inputPaths: { revision: revisionPath },
        inputTemplate: JSON.stringify({
          sourceRevisions: [{ actionName: SOURCE, revisionType, revisionValue: "<revision>" }],
        }),
      },
    },
    { parent, dependsOn: permissions },
  );
}

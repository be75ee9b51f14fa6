import { text } from "../../core/values/read";
import type { Birth } from "../birth";
import { idFrom, nameAsId, type OutputTable } from "./table";

const repositoryId: Pick<OutputTable[string], "id" | "outputs"> = {
  id: idFrom("", "repository"),
  outputs: (birth) => ({ registryId: birth.accountId }),
};

/** A registry's settings are one per account and region. */
const registrySettings: OutputTable[string] = {
  id: (birth) => birth.accountId,
  outputs: (_, id) => ({ registryId: id }),
};

/** ECR, CodePipeline, CodeBuild, CodeDeploy, CodeCommit and CodeConnections. */
export const delivery: OutputTable = {
  "aws:ecr/repository:Repository": {
    id: nameAsId(),
    outputs: (birth, name) => ({
      arn: birth.arn("ecr", `repository/${name}`),
      name,
      registryId: birth.accountId,
      repositoryUrl: `${birth.accountId}.dkr.ecr.${birth.region}.${birth.dnsSuffix}/${name}`,
    }),
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": repositoryId,
  "aws:ecr/repositoryPolicy:RepositoryPolicy": repositoryId,
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": registrySettings,
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": registrySettings,
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {
    id: idFrom("", "ecrRepositoryPrefix"),
    outputs: (birth) => ({ registryId: birth.accountId }),
  },
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": {
    id: idFrom("", "prefix"),
    outputs: (birth) => ({ registryId: birth.accountId }),
  },
  "aws:codecommit/repository:Repository": {
    id: idFrom("", "repositoryName"),
    outputs: (birth, name) => {
      const host = `git-codecommit.${birth.region}.${birth.dnsSuffix}/v1/repos/${name}`;
      return {
        arn: birth.arn("codecommit", name),
        repositoryId: birth.uuid("repository"),
        cloneUrlHttp: `https://${host}`,
        cloneUrlSsh: `ssh://${host}`,
      };
    },
  },
  "aws:codecommit/approvalRuleTemplate:ApprovalRuleTemplate": {
    id: nameAsId(),
    outputs: (birth, name) => ({ name, approvalRuleTemplateId: birth.uuid("template") }),
  },
  "aws:codecommit/approvalRuleTemplateAssociation:ApprovalRuleTemplateAssociation": {
    id: idFrom(",", "approvalRuleTemplateName", "repositoryName"),
  },
  "aws:codeconnections/connection:Connection": {
    id: (birth) => birth.arn("codeconnections", `connection/${birth.uuid("connection")}`),
    // Until a person has finished it in the console.
    outputs: (birth, arn) => ({ arn, name: birth.named("name"), connectionStatus: "PENDING" }),
  },
  "aws:codebuild/project:Project": {
    id: (birth) => birth.arn("codebuild", `project/${birth.named("name")}`),
    outputs: (birth, arn) => ({ arn, name: birth.named("name"), badgeUrl: "", publicProjectAlias: "" }),
  },
  "aws:codebuild/reportGroup:ReportGroup": {
    id: (birth) => birth.arn("codebuild", `report-group/${birth.named("name")}`),
    outputs: (birth, arn) => ({ arn, name: birth.named("name") }),
  },
  "aws:codedeploy/application:Application": {
    id: (birth) => birth.uuid("application"),
    outputs: (birth, id) => ({
      arn: birth.arn("codedeploy", `application:${birth.named("name")}`),
      applicationId: id,
      name: birth.named("name"),
      githubAccountName: "",
      linkedToGithub: false,
    }),
  },
  "aws:codedeploy/deploymentGroup:DeploymentGroup": {
    id: (birth) => birth.uuid("deployment group"),
    outputs: (birth, id) => {
      const [application, group] = [read(birth, "appName"), read(birth, "deploymentGroupName")];
      return {
        arn: birth.arn("codedeploy", `deploymentgroup:${application}/${group}`),
        deploymentGroupId: id,
        computePlatform: computePlatform(birth),
      };
    },
  },
  "aws:codepipeline/pipeline:Pipeline": {
    id: nameAsId(),
    outputs: (birth, name) => ({ arn: birth.arn("codepipeline", name), name }),
  },
};

const read = (birth: Birth, property: string): string => text(birth.inputs, property) ?? "";

/** The application's, of which a deployment group tells by what it deploys to. */
function computePlatform(birth: Birth): string {
  if (birth.inputs.ecsService !== undefined) return "ECS";
  return read(birth, "deploymentConfigName").startsWith("CodeDeployDefault.Lambda") ? "Lambda" : "Server";
}

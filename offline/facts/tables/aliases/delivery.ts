import type { AliasTable } from "./alias-table";

/** Pipelines, jobs, workflows. */
export const delivery: AliasTable = {
  "athena/namedQuery:NamedQuery": { query: "QueryString" },
  "athena/preparedStatement:PreparedStatement": { name: "StatementName" },
  "codebuild/project:Project": {
    buildTimeout: "TimeoutInMinutes",
    queuedTimeout: "QueuedTimeoutInMinutes",
  },
  "codedeploy/deploymentConfig:DeploymentConfig": {
    "trafficRoutingConfig.timeBasedCanary.interval": "CanaryInterval",
    "trafficRoutingConfig.timeBasedCanary.percentage": "CanaryPercentage",
    "trafficRoutingConfig.timeBasedLinear.interval": "LinearInterval",
    "trafficRoutingConfig.timeBasedLinear.percentage": "LinearPercentage",
  },
  "codedeploy/deploymentGroup:DeploymentGroup": {
    appName: "ApplicationName",
    blueGreenDeploymentConfig: "BlueGreenDeploymentConfiguration",
  },
  "codepipeline/pipeline:Pipeline": {
    artifactStores: ".",
    "artifactStores.region": "-map",
    "artifactStores.encryptionKey": "ArtifactStore.EncryptionKey",
    "artifactStores.location": "ArtifactStore.Location",
    "artifactStores.type": "ArtifactStore.Type",
    "stages.actions.category": "ActionTypeId.Category",
    "stages.actions.owner": "ActionTypeId.Owner",
    "stages.actions.provider": "ActionTypeId.Provider",
    "stages.actions.version": "ActionTypeId.Version",
    "stages.actions.inputArtifacts": "InputArtifacts.Name",
    "stages.actions.outputArtifacts": "OutputArtifacts.Name",
  },
  "glue/crawler:Crawler": {
    schedule: "Schedule.ScheduleExpression",
    s3Targets: "Targets.S3Targets",
    jdbcTargets: "Targets.JdbcTargets",
    dynamodbTargets: "Targets.DynamoDBTargets",
    catalogTargets: "Targets.CatalogTargets",
    deltaTargets: "Targets.DeltaTargets",
    icebergTargets: "Targets.IcebergTargets",
    hudiTargets: "Targets.HudiTargets",
    mongodbTargets: "Targets.MongoDBTargets",
  },
  "glue/job:Job": { connections: "Connections.Connections" },
  "glue/catalogTable:CatalogTable": { partitionIndices: "-resource" },
  "scheduler/schedule:Schedule": {
    "*.ecsParameters.networkConfiguration": "NetworkConfiguration.AwsvpcConfiguration",
    "*.ecsParameters.networkConfiguration.assignPublicIp": "-enum",
  },
  "sfn/stateMachine:StateMachine": { definition: "DefinitionString", name: "StateMachineName" },
};

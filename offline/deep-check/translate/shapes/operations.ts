import { capitalised, fields, items, object, renamed, type Shape, type TypeShapes } from "./shape";

const TASK = "TaskInvocationParameters.MaintenanceWindow";

/** One store of artifacts stands alone; several, one in each region, are a list with their regions. */
const artifactStores: Shape = (writer, value, path) => {
  const stores = items(value, path);
  for (const [index, { item, path: at }] of stores.entries()) {
    const place = stores.length > 1 ? `ArtifactStores[${index}].ArtifactStore` : "ArtifactStore";
    fields(writer, item, at, {
      location: renamed(`${place}.Location`),
      type: renamed(`${place}.Type`),
      encryptionKey: object({
        id: renamed(`${place}.EncryptionKey.Id`),
        type: renamed(`${place}.EncryptionKey.Type`),
      }),
      ...(stores.length > 1 ? { region: renamed(`ArtifactStores[${index}].Region`) } : {}),
    });
  }
};

/** Names that spelling does not find, in types that watch and run things. */
export const operations: Readonly<Record<string, TypeShapes>> = {
  "cloudwatch/eventConnection:EventConnection": {
    authParameters: object({
      apiKey: object({
        key: renamed("AuthParameters.ApiKeyAuthParameters.ApiKeyName"),
        value: renamed("AuthParameters.ApiKeyAuthParameters.ApiKeyValue"),
      }),
      basic: object({
        username: renamed("AuthParameters.BasicAuthParameters.Username"),
        password: renamed("AuthParameters.BasicAuthParameters.Password"),
      }),
      oauth: object({
        authorizationEndpoint: renamed("AuthParameters.OAuthParameters.AuthorizationEndpoint"),
        httpMethod: renamed("AuthParameters.OAuthParameters.HttpMethod"),
        clientParameters: object({
          clientId: renamed("AuthParameters.OAuthParameters.ClientParameters.ClientID"),
          clientSecret: renamed("AuthParameters.OAuthParameters.ClientParameters.ClientSecret"),
        }),
      }),
    }),
  },
  "codepipeline/pipeline:Pipeline": { artifactStores },
  "ssm/maintenanceWindowTask:MaintenanceWindowTask": {
    taskInvocationParameters: object({
      automationParameters: capitalised(`${TASK}AutomationParameters`),
      lambdaParameters: capitalised(`${TASK}LambdaParameters`),
      runCommandParameters: capitalised(`${TASK}RunCommandParameters`),
      stepFunctionsParameters: capitalised(`${TASK}StepFunctionsParameters`),
    }),
  },
};

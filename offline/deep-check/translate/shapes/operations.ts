import { capitalised, object, renamed, type TypeShapes } from "./shape";

const TASK = "TaskInvocationParameters.MaintenanceWindow";

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
  "ssm/maintenanceWindowTask:MaintenanceWindowTask": {
    taskInvocationParameters: object({
      automationParameters: capitalised(`${TASK}AutomationParameters`),
      lambdaParameters: capitalised(`${TASK}LambdaParameters`),
      runCommandParameters: capitalised(`${TASK}RunCommandParameters`),
      stepFunctionsParameters: capitalised(`${TASK}StepFunctionsParameters`),
    }),
  },
};

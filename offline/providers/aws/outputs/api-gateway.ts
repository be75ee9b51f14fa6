import { text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import type { Birth } from "../birth";
import type { OutputTable } from "./table";

/**
 * API Gateway. What calls an API names it by its execute-api ARN, what manages it by one of apigateway, which has no
 * account. https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
export const apiGateway: OutputTable = {
  "aws:apigatewayv2/api:Api": {
    id: apiId,
    outputs: (birth, id) => ({
      arn: managed(birth, `/apis/${id}`),
      executionArn: birth.arn("execute-api", id),
      apiEndpoint: `${isWebSocket(birth) ? "wss" : "https"}://${host(birth, id)}`,
    }),
  },
  "aws:apigatewayv2/stage:Stage": {
    id: (birth) => birth.named("name"),
    outputs: (birth, name) => {
      const api = text(birth.inputs, "apiId") ?? "";
      return {
        arn: managed(birth, `/apis/${api}/stages/${name}`),
        ...entry(birth, api, name, name === "$default" ? "" : name),
      };
    },
  },
  "aws:apigateway/restApi:RestApi": {
    id: apiId,
    outputs: (birth, id) => ({
      arn: managed(birth, `/restapis/${id}`),
      executionArn: birth.arn("execute-api", id),
      rootResourceId: birth.hex(10, "root resource"),
      createdDate: "",
    }),
  },
  "aws:apigateway/stage:Stage": {
    id: (birth) => `ags-${text(birth.inputs, "restApi") ?? ""}-${stageName(birth)}`,
    outputs: (birth) => {
      const api = text(birth.inputs, "restApi") ?? "";
      const stage = stageName(birth);
      return {
        arn: managed(birth, `/restapis/${api}/stages/${stage}`),
        ...entry(birth, api, stage, stage),
      };
    },
  },
};

function apiId(birth: Birth): string {
  return birth.hex(10, "api");
}

function managed(birth: Birth, resource: string): string {
  return `arn:${birth.partition}:apigateway:${birth.region}::${resource}`;
}

function host(birth: Birth, api: string): string {
  return `${api}.execute-api.${birth.region}.${birth.dnsSuffix}`;
}

function isWebSocket(birth: Birth): boolean {
  return text(birth.inputs, "protocolType") === "WEBSOCKET";
}

function stageName(birth: Birth): string {
  return text(birth.inputs, "stageName") ?? "";
}

/** Where a stage is called. */
function entry(birth: Birth, api: string, stage: string, path: string): ValueMap {
  return {
    executionArn: birth.arn("execute-api", `${api}/${stage}`),
    invokeUrl: `https://${host(birth, api)}/${path}`,
  };
}

import { stableText } from "../../core/lifecycle/stable";
import { text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { type Birth, pretendTime } from "../birth";
import { idFrom, type OutputTable } from "./table";

/** Hosted zone ids of regional names. Source: AWS General Reference, "Amazon API Gateway endpoints and quotas". */
const REGIONAL_ZONES: Readonly<Record<string, string>> = {
  "us-east-1": "Z1UJRXOUMOOFQ8",
  "us-east-2": "ZOJJZC49E0EPZ",
  "us-west-1": "Z2MUQ32089INYE",
  "us-west-2": "Z2OJLYMUO9EFXC",
  "ap-northeast-1": "Z1YSHQZHG15GKL",
  "ap-south-1": "Z3VO1THU9YC4UR",
  "ap-southeast-1": "ZL327KTPIQFUL",
  "ap-southeast-2": "Z2RPCDW04V8134",
  "ca-central-1": "Z19DQILCV0OWEC",
  "eu-central-1": "Z1U9ULNL0V5AJ3",
  "eu-north-1": "Z3UWIKFBOOGXPP",
  "eu-west-1": "ZLY8HYME6SFDD",
  "eu-west-2": "ZJ5UAJN8Y3Z2Q",
  "eu-west-3": "Z3KY65QIEKYHQQ",
  "sa-east-1": "ZCMLWB8V5SYIT",
};
const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";

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
  "aws:apigateway/deployment:Deployment": {
    id: shortId("deployment"),
    outputs: () => ({ createdDate: pretendTime }),
  },
  "aws:apigateway/domainName:DomainName": {
    id: idFrom("", "domainName"),
    outputs: (birth, name) => ({
      arn: managed(birth, `/domainnames/${name}`),
      regionalDomainName: `d-${birth.text(10, LOWER, "domain")}.execute-api.${birth.region}.${birth.dnsSuffix}`,
      regionalZoneId: REGIONAL_ZONES[birth.region] ?? `Z${birth.region.replace(/-/g, "").toUpperCase()}API`,
      // Of private names alone.
      domainNameId: "",
      ...{ cloudfrontDomainName: "", cloudfrontZoneId: "Z2FDTNDATAQYW2", certificateUploadDate: "" },
      routingMode: text(birth.inputs, "routingMode") ?? "BASE_PATH_MAPPING_ONLY",
      ownershipVerificationCertificateArn: "",
    }),
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    id: (birth) => `${text(birth.inputs, "domainName") ?? ""}/${text(birth.inputs, "basePath") ?? ""}`,
  },
  "aws:apigateway/methodSettings:MethodSettings": { id: idFrom("-", "restApi", "stageName", "methodPath") },
  "aws:apigateway/restApiPolicy:RestApiPolicy": { id: idFrom("", "restApiId") },
  "aws:apigateway/account:Account": {
    id: () => "api-gateway-account",
    outputs: () => ({ apiKeyVersion: "4", features: ["UsagePlans"] }),
  },
  "aws:apigateway/apiKey:ApiKey": {
    id: (birth) => birth.text(10, LOWER, "key"),
    outputs: (birth, id) => ({
      arn: managed(birth, `/apikeys/${id}`),
      name: birth.named("name"),
      value: birth.inputs.value ?? keyValue(id),
      createdDate: pretendTime,
      lastUpdatedDate: pretendTime,
    }),
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    id: shortId("plan"),
    outputs: (birth, id) => ({ arn: managed(birth, `/usageplans/${id}`), name: birth.named("name") }),
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    id: idFrom("", "keyId"),
    outputs: (birth, id) => ({
      name: birth.outputOf("aws:apigateway/apiKey:ApiKey", "keyId", "name", ""),
      value: birth.outputOf("aws:apigateway/apiKey:ApiKey", "keyId", "value", keyValue(id)),
    }),
  },
  "aws:apigatewayv2/vpcLink:VpcLink": {
    id: shortId("link"),
    outputs: (birth, id) => ({ arn: managed(birth, `/vpclinks/${id}`), name: birth.named("name") }),
  },
};

function shortId(purpose: string): (birth: Birth) => string {
  return (birth) => birth.text(6, LOWER, purpose);
}

/**
 * What a key is when nobody chose it: by its id alone, so that what is read of it is the same in a later run, whose
 * account has no secrets.
 */
function keyValue(id: string): string {
  return stableText(40, LOWER, `value of ${id}`);
}

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

import { ProviderError } from "../../core/protocol/provider";
import { text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { regionFacts } from "../regions";
import type { Answer, Call, FunctionTable } from "./table";

/** AWS's managed policies and their ids. Source: Amazon CloudFront Developer Guide, "Use managed ... policies". */
const cachePolicies: Record<string, string> = {
  "Managed-Amplify": "2e54312d-136d-493c-8eb9-b001f22f67d2",
  "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "Managed-Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
  UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
};

const originRequestPolicies: Record<string, string> = {
  "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
  "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
  "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "Managed-Elemental-MediaTailor-PersonalizedManifests": "775133bc-15f2-49f9-abea-afb2e0bf67d2",
  "Managed-HostHeaderOnly": "bf0718e1-ba1e-49d1-88b1-f726733018ae",
  "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
};

const responseHeadersPolicies: Record<string, string> = {
  "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
  "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
  "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
  "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
};

export const cloudfront: FunctionTable = {
  "aws:cloudfront/getCachePolicy:getCachePolicy": policyLookup(
    "getCachePolicy",
    cachePolicies,
    "cachePolicy",
    "CachePolicy",
  ),
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": policyLookup(
    "getOriginRequestPolicy",
    originRequestPolicies,
    "originRequestPolicy",
    "OriginRequestPolicy",
  ),
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": policyLookup(
    "getResponseHeadersPolicy",
    responseHeadersPolicies,
    "responseHeadersPolicy",
    "ResponseHeadersPolicy",
  ),
};

/** A policy by name or id: AWS's managed ones first, then those of the account. */
function policyLookup(name: string, managed: Record<string, string>, module: string, type: string): Answer {
  return (call) => {
    const [wantedId, wantedName] = [text(call.args, "id"), text(call.args, "name")];
    const entry = Object.entries(managed).find(([key, id]) => key === wantedName || id === wantedId);
    if (entry !== undefined) return answer(call, entry[1], entry[0], `${module}`, {});
    const own = call.account
      .all(`aws:cloudfront/${module}:${type}`)
      .find((one) => one.id === wantedId || text(one.outputs, "name") === wantedName);
    if (own !== undefined) return answer(call, own.id, text(own.outputs, "name") ?? "", module, own.outputs);
    throw new ProviderError(
      `${name}: there is no policy ${JSON.stringify(wantedName ?? wantedId ?? null)}; AWS manages ${Object.keys(managed).join(", ")}`,
    );
  };
}

function answer(
  { region, settings }: Call,
  id: string,
  name: string,
  module: string,
  outputs: ValueMap,
): ValueMap {
  const kind = module.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const owner = Object.keys(outputs).length === 0 ? "" : settings.accountId;
  return {
    ...{ comment: "", etag: `E${id.slice(0, 12).toUpperCase()}`, defaultTtl: 0, maxTtl: 0, minTtl: 0 },
    ...outputs,
    ...{ id, name, arn: `arn:${regionFacts(region).partition}:cloudfront::${owner}:${kind}/${id}` },
  };
}

import { child, text } from "../../../core/values/read";
import type { Account, Stored } from "../../account/account";
import { arnRegion, isGiven } from "../known";
import { always, whenDone } from "../phases";
import { found, type Refusal } from "../refusal";
import { distributionType } from "./behaviors";
import { edgeFunctions } from "./edge-functions";

const common = {
  ...always,
  code: "InvalidLambdaFunctionAssociation",
  source: "CloudFront Developer Guide, Restrictions on Lambda@Edge",
  types: [distributionType],
} as const;

export const edgeFunctionVersion: Refusal = {
  ...common,
  name: "cloudfront-lambda-version",
  sentence: "A distribution names a numbered version of a Lambda function.",
  judge({ inputs }) {
    const bare = edgeFunctions(inputs).find(({ arn }) => !/:function:[^:]+:\d+$/.test(arn));
    return bare === undefined
      ? undefined
      : found(
          `${bare.path} is ${bare.arn}; the function ARN must name a numbered version, not an alias or $LATEST. Set \`publish: true\` on the function and use its qualifiedArn`,
          bare.path,
        );
  },
};

export const edgeFunctionRegion: Refusal = {
  ...common,
  name: "cloudfront-lambda-region",
  sentence: "A Lambda function of a distribution is in us-east-1.",
  judge({ inputs }) {
    const far = edgeFunctions(inputs).find(({ arn }) => (arnRegion(arn) ?? "us-east-1") !== "us-east-1");
    return far === undefined
      ? undefined
      : found(
          `${far.path} is a function in ${arnRegion(far.arn)} (${far.arn}); Lambda@Edge takes functions of us-east-1 alone. Give the function \`region: "us-east-1"\``,
          far.path,
        );
  },
};

/** What an edge function can't have: property of the function and what it holds. */
const refused: readonly [property: string, inner: string][] = [
  ["environment", "variables"],
  ["vpcConfig", "subnetIds"],
];

export const edgeFunctionSettings: Refusal = {
  ...common,
  ...whenDone,
  name: "cloudfront-lambda-settings",
  sentence: "A Lambda function of a distribution has no environment variables and no VPC.",
  judge({ inputs }, account) {
    for (const { path, arn } of edgeFunctions(inputs)) {
      const settings = functionOf(account, arn)?.inputs ?? {};
      const property = refused.find(([outer, inner]) => isGiven(child(settings, outer) ?? {}, inner))?.[0];
      if (property !== undefined)
        return found(
          `${path} is ${arn}, a function with ${property}; functions at the edge take none. Read settings from the request, or build them into the code`,
          path,
        );
    }
    return undefined;
  },
};

const functionOf = (account: Account, qualifiedArn: string): Stored | undefined =>
  account
    .all("aws:lambda/function:Function")
    .find(({ outputs }) => text(outputs, "arn") === qualifiedArn.replace(/:(\d+|\$LATEST)$/, ""));

import { child, isSet } from "../../../core/values/read";
import { providerFile } from "../exclusive";
import { givenOf } from "../known";
import { always, byProvider } from "../phases";
import { found, type Refusal } from "../refusal";

const types = ["aws:lambda/function:Function"] as const;
const common = { ...byProvider, types, source: providerFile("lambda/function.go") } as const;
const sources = ["code", "imageUri", "s3Bucket"];

export const codeSource: Refusal = {
  ...common,
  name: "lambda-code-source",
  sentence: "A function's code comes from exactly one of code, imageUri and s3Bucket.",
  judge({ inputs }) {
    const given = givenOf(inputs, sources);
    if (given.length > 1)
      return found(
        `it has ${given.join(" and ")}; a function has exactly one of ${sources.join(", ")}`,
        given[1] ?? "",
      );
    return sources.some((source) => isSet(inputs, source))
      ? undefined
      : found(`it has no code; a function has exactly one of ${sources.join(", ")}`, "code");
  },
};

export const codeObject: Refusal = {
  ...common,
  name: "lambda-code-object",
  sentence: "s3Bucket and s3Key come together.",
  judge({ inputs }) {
    const pair = ["s3Bucket", "s3Key"] as const;
    const missing = pair.filter((property) => !isSet(inputs, property));
    return missing.length !== 1 || givenOf(inputs, pair).length === 0
      ? undefined
      : found(`${missing[0]} is missing; s3Bucket and s3Key come together`, missing[0]);
  },
};

/** Variables that Lambda itself sets. */
const reserved = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

export const reservedVariables: Refusal = {
  ...always,
  name: "lambda-reserved-environment",
  code: "InvalidParameterValueException",
  sentence: "A function's environment has none of the variables that Lambda itself sets.",
  source: "AWS Lambda Developer Guide, Defined runtime environment variables",
  types,
  judge({ inputs }) {
    const variables = child(child(inputs, "environment") ?? {}, "variables") ?? {};
    const own = Object.keys(variables).filter((key) => reserved.has(key));
    return own.length === 0
      ? undefined
      : found(
          `environment.variables contains reserved keys that are currently not supported for modification: ${own.join(", ")}. Lambda sets them; take another name`,
          "environment.variables",
        );
  },
};

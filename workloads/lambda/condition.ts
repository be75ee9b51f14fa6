import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/**
 * The item that made the condition of a write to DynamoDB fail, where the write asked for it; an empty one where there
 * is none. Undefined for any other error.
 */
export function conditionFailure(error: unknown): Record<string, AttributeValue> | undefined {
  if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") return undefined;
  return (error as Error & { Item?: Record<string, AttributeValue> }).Item ?? {};
}

import { crc32 } from "node:zlib";
import { texts } from "../../../core/values/read";
import type { Answer } from "../table";
import { documentOf, refused } from "./arguments";
import { merge, type PolicyDocument } from "./model";
import { parseDocument } from "./parse";
import { writeDocument } from "./write";

/**
 * `iam.getPolicyDocument`: pure computation, the same text as the real provider writes.
 * Its rules: hashicorp/terraform-provider-aws, internal/service/iam, policy document data source and model.
 */
export const getPolicyDocument: Answer = ({ args }) => {
  const merged: PolicyDocument = { Version: "", Id: "", Statement: [] };
  for (const source of sources(texts(args, "sourcePolicyDocuments"))) merge(merged, source);
  merge(merged, documentOf(args));
  for (const [index, json] of texts(args, "overridePolicyDocuments").entries())
    if (json !== "") merge(merged, parseDocument(json, `override document ${index}`));
  const { json, minified } = writeDocument(merged);
  return { id: String(crc32(json)), json, minifiedJson: minified };
};

/**
 * Source documents must not share a Sid; the function's own statements and overrides may replace theirs. An empty text
 * is no document, as for overrides.
 */
function sources(documents: string[]): PolicyDocument[] {
  const seen = new Set<string>();
  return documents.flatMap((json, index) => {
    if (json === "") return [];
    const document = parseDocument(json, `source document ${index}`);
    for (const [at, { Sid }] of document.Statement.entries()) {
      if (Sid !== "" && seen.has(Sid))
        throw refused(
          `writing IAM Policy Document: merging source document ${index}: duplicate Sid (${Sid}) in source_policy_documents (statement ${at}). Remove the Sid or ensure Sids are unique.`,
        );
      seen.add(Sid);
    }
    return document;
  });
}

import type { Statement } from "../../policy-pack/rules/policy-documents";
import type { AccessDocument } from "./documents";

/** What a check can find. */
export type CheckName =
  | "wildcard-action"
  | "wildcard-principal"
  | "wildcard-resource"
  | "unknown-action"
  | "unknown-condition-key"
  | "unknown-resource"
  | "unknown-source"
  | "misfit"
  | "open-trust"
  | "principal-form"
  | "unread";

/** One thing that is wrong with a statement, or that needs a reason. */
export interface Finding {
  readonly check: CheckName;
  readonly stack: string;
  /** Logical name of the resource that brings the document. */
  readonly document: string;
  /** Type of that resource. */
  readonly type: string;
  /** `Sid`, or the position in the document, from 1. */
  readonly statement: string;
  /** The action, principal, resource or condition it is about. */
  readonly subject: string;
  readonly message: string;
}

/** Makes findings of a statement. */
export function findingOf(
  { stack, resource }: AccessDocument,
  statement: Statement,
  check: CheckName,
  subject: string,
  message: string,
): Finding {
  return {
    ...{ check, stack, subject, message },
    document: resource.name,
    type: resource.type,
    statement: statement.sid || String(statement.position),
  };
}

import type { Statement } from "../../../policy-pack/rules/policy-documents";
import type { ActionFacts } from "../action-facts";
import type { ArnIndex } from "../arns";
import type { AccessDocument } from "../documents";
import type { Finding } from "../finding";
import type { Outside } from "../reasons";

/** What a check of a statement may look at besides the statement. */
export interface Context {
  readonly facts: ActionFacts;
  readonly arns: ArnIndex;
  /** The account that the system is in. */
  readonly account: string;
  /** Things outside the system that a policy may name; what was met is marked. */
  readonly outside: readonly Outside[];
  readonly met: Set<object>;
}

/** Looks at one statement of a document. */
export type Check = (document: AccessDocument, statement: Statement, context: Context) => Finding[];

/** `${aws:username}` and its like, as what they can become. */
export function withoutVariables(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, "*");
}

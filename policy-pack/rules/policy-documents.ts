import type { Judgement } from "../frame/rule";
import { block, eachText, everyPart, isUnknown, type Props, text } from "../frame/values";

/** One test of a statement's `Condition`. */
export interface Condition {
  /** As written, such as `StringEquals` or `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** In lower case: AWS compares the names of keys without case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a statement speaks of: kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`. */
export interface Principal {
  readonly kind: string;
  /** `*` is everybody. */
  readonly id: string;
}

/**
 * One statement of a policy document. Everything is read when it is asked for: in a document that is given as an
 * object one part may be unknown, and the others are not.
 */
export class Statement {
  constructor(
    private readonly props: Props,
    /** From 1, for messages. */
    readonly position: number,
  ) {}

  /** Its name inside the document; empty where it has none. */
  get sid(): string {
    return text(this.props, "Sid") ?? "";
  }

  get allows(): boolean {
    return text(this.props, "Effect") === "Allow";
  }

  /** In lower case: AWS compares actions without case. */
  get actions(): readonly string[] {
    return textsAt(this.props, "Action").map((action) => action.toLowerCase());
  }

  /** What `NotAction` leaves out, in lower case. */
  get excludedActions(): readonly string[] {
    return textsAt(this.props, "NotAction").map((action) => action.toLowerCase());
  }

  get resources(): readonly string[] {
    return textsAt(this.props, "Resource");
  }

  /** What `NotResource` leaves out. */
  get excludedResources(): readonly string[] {
    return textsAt(this.props, "NotResource");
  }

  get principals(): readonly Principal[] {
    return this.principalsAt("Principal");
  }

  /** Whom `NotPrincipal` leaves out. */
  get excludedPrincipals(): readonly Principal[] {
    return this.principalsAt("NotPrincipal");
  }

  get conditions(): readonly Condition[] {
    const operators = block(this.props, "Condition") ?? {};
    return Object.keys(operators).flatMap((operator) => {
      const keys = block(operators, operator) ?? {};
      return Object.keys(keys).map((key) => ({
        operator,
        key: key.toLowerCase(),
        values: textsAt(keys, key),
      }));
    });
  }

  /** Whether an element such as `NotAction` is there, be its value known or not. */
  has(element: "Action" | "NotAction" | "Resource" | "NotResource" | "Principal" | "NotPrincipal"): boolean {
    return element in this.props;
  }

  /** Whether it speaks of an action such as `iam:PassRole`: by `Action` with wildcards, or by not being in `NotAction`. */
  speaksOf(action: string): boolean {
    const name = action.toLowerCase();
    if (!this.has("NotAction")) return anyMatches(this.actions, name);
    return !anyMatches(this.excludedActions, name);
  }

  /** Whether it speaks of all resources, be it by `*` or by `NotResource`. */
  get everyResource(): boolean {
    return this.has("NotResource") || this.resources.includes("*");
  }

  /**
   * Whether it speaks of everybody: a principal `*` (or `NotPrincipal`), and no condition that narrows it to some
   * account, organisation, network or source.
   */
  get everybody(): boolean {
    const open =
      this.has("NotPrincipal") || this.principals.some(({ kind, id }) => kind === "AWS" && id === "*");
    return open && !this.conditions.some(narrows);
  }

  private principalsAt(element: "Principal" | "NotPrincipal"): readonly Principal[] {
    if (this.props[element] === "*") return [{ kind: "AWS", id: "*" }];
    const kinds = block(this.props, element) ?? {};
    return Object.keys(kinds).flatMap((kind) => textsAt(kinds, kind).map((id) => ({ kind, id })));
  }
}

/**
 * Visits every statement of the policy document in a property, be it JSON text or an object, like `everyPart`. A
 * property that holds no policy document is not evaluated; AWS refuses it anyway.
 *
 * @throws UnknownValueError the first unknown value that `visit` met, after it has seen all statements
 */
export function eachStatement(
  props: Props,
  key: string,
  { notEvaluated }: Pick<Judgement, "notEvaluated">,
  visit: (statement: Statement) => void,
): void {
  const value = props[key];
  if (value === undefined || value === null || value === "") return;
  const document = typeof value === "string" ? parsed(value) : block(props, key);
  if (!document) {
    notEvaluated(`${key} is no policy document`);
    return;
  }
  const statements: unknown = document.Statement;
  const visitOne = (read: () => unknown, position: number) => () => {
    const statement = block({ statement: read() }, "statement");
    if (statement) visit(new Statement(statement, position));
    else notEvaluated(`statement ${position} of ${key} is no statement`);
  };
  if (!Array.isArray(statements)) visitOne(() => statements, 1)();
  else
    everyPart(...Array.from({ length: statements.length }, (_, i) => visitOne(() => statements[i], i + 1)));
}

/** Whether a condition is met only by callers that somebody chose. */
export function narrows({ operator, key, values }: Condition): boolean {
  // A negation, a test that passes when the key is missing, and one over no values leave the world in.
  if (/Not|IfExists|^ForAllValues:|^Null$/i.test(operator)) return false;
  return narrowingKeys.has(key) && values.length > 0 && values.every((value) => !tooWide(value));
}

/** Whether a pattern with `*` and `?`, as policies have them, matches a name. */
export function matches(pattern: string, name: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`, "s").test(name);
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html ("The meaning of public")
// the keys of KMS and Lambda that name an account, and of EFS that names the VPC's mount targets
// (https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html).
const narrowingKeys = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "elasticfilesystem:accessedviamounttarget",
  "kms:calleraccount",
  "lambda:sourceaccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/** `*`, `arn:aws:iam::*:role/*` and `0.0.0.0/0` narrow nothing. */
function tooWide(value: string): boolean {
  if (/^[*?:]*$/.test(value) || /\/0$/.test(value)) return true;
  if (!value.startsWith("arn:")) return false;
  const [, , service = "", , account = "", ...rest] = value.split(":");
  // A bucket's ARN names no account, but its bucket.
  return account === "" ? service === "*" || /^\**$/.test(rest.join(":")) : /^[*?]+$/.test(account);
}

function anyMatches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name));
}

/** The texts of an element that may be one text or a list. */
function textsAt(props: Props, key: string): readonly string[] {
  const single = props[key];
  if (typeof single === "string") return [single];
  // Conditions may also hold a number or a switch.
  if (typeof single === "number" || typeof single === "boolean") return [String(single)];
  const found: string[] = [];
  eachText(props, key, (item) => found.push(item));
  return found;
}

function parsed(json: string): Props | undefined {
  try {
    return block({ document: JSON.parse(json) as unknown }, "document");
  } catch (error) {
    if (isUnknown(error) || !(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

import type { Statement } from "../../../policy-pack/rules/policy-documents";
import type { AccessDocument, Collected, DocumentKind } from "../documents";
import { mayAllow } from "../managed-policies";
import { naming, speaksOf } from "./match";
import {
  type AccessRequest,
  accountOf,
  type Caller,
  contextOf,
  type Decision,
  type RequestContext,
} from "./request";

/** A statement that speaks of a request, with its document. */
interface Found {
  readonly document: AccessDocument;
  readonly statement: Statement;
}

/**
 * Answers what AWS would, by the documents of a system, in the order of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 *
 * It knows no service or resource control policies and no session policies: a system of one account has none of its own.
 */
export class Access {
  constructor(private readonly collected: Pick<Collected, "documents" | "managed">) {}

  /** Whether a request is let through, and the statement or the lack of one that decides. */
  decide(request: AccessRequest): Decision {
    const { caller, action, resource } = request;
    const context = contextOf(request);
    const found = this.documentsOf(request).flatMap((document) =>
      document.statements
        .filter((statement) => speaksOf(statement, action, resource, context))
        .map((statement) => ({ document, statement })),
    );
    const denied = found.find(
      ({ document, statement }) => !statement.allows && concerns(document, statement, caller),
    );
    if (denied) return { outcome: "denied", because: `${title(denied)} denies it` };
    const allows = found.filter(({ statement }) => statement.allows);
    return (
      this.refusedByFence(request, allows) ??
      this.granted(request, allows) ??
      this.unread(request) ?? { outcome: "denied", because: "nothing allows it" }
    );
  }

  /** Boundaries and endpoints grant nothing; what they do not allow is refused, whatever grants it. */
  private refusedByFence(
    { caller, endpoint }: AccessRequest,
    allows: readonly Found[],
  ): Decision | undefined {
    const has = (kind: DocumentKind, about: string) =>
      this.collected.documents.some((document) => document.kind === kind && document.about === about);
    const passes = (kind: DocumentKind, about: string) =>
      allows.some(
        ({ document, statement }) =>
          document.kind === kind && document.about === about && concerns(document, statement, caller),
      );
    if (endpoint !== undefined && has("endpoint", endpoint) && !passes("endpoint", endpoint))
      return { outcome: "denied", because: `the policy of ${endpoint} does not allow it` };
    const bounded = caller.kind === "role" && has("boundary", caller.arn) && !passes("boundary", caller.arn);
    return bounded ? { outcome: "denied", because: "the permissions boundary does not allow it" } : undefined;
  }

  /**
   * In one account the caller's or the resource's policy is enough, where the resource's names the caller itself. Across
   * accounts both are needed. A key's policy and a role's trust are needed always, be it that they leave the decision to
   * their account. https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
   */
  private granted(request: AccessRequest, allows: readonly Found[]): Decision | undefined {
    const { caller, action } = request;
    const of = (kinds: readonly DocumentKind[]) =>
      allows.filter(({ document }) => kinds.includes(document.kind));
    const [own] = of(["identity"]);
    const theirs = of(["resource", "trust"]).map((found) => ({
      found,
      how: naming(found.statement, caller),
    }));
    const direct = theirs.find(({ how }) => how === "itself");
    const delegated = theirs.find(({ how }) => how === "account");
    const owner = this.ownerOf(request);
    const foreign = accountOf(caller) !== "" && owner !== "" && owner !== accountOf(caller);
    if (direct && (!foreign || own))
      return { outcome: "allowed", because: `${title(direct.found)} allows it` };
    if (own === undefined) return undefined;
    const needed = foreign || /^(kms:|sts:assumerole)/i.test(action);
    if (needed && !delegated)
      return {
        outcome: "denied",
        because: `${title(own)} allows it, but not the policy of ${request.resource}`,
      };
    return { outcome: "allowed", because: `${title(own)} allows it` };
  }

  /** What AWS's own policies may allow besides; theirs are known by their actions only. */
  private unread({ caller, action }: AccessRequest): Decision | undefined {
    const own = namesOf(caller);
    const policy = this.collected.managed.find(
      ({ about, policyArn }) => own.includes(about) && mayAllow(policyArn, action),
    );
    return policy && { outcome: "perhaps", because: `${policy.policyArn} may allow it` };
  }

  private documentsOf(request: AccessRequest): AccessDocument[] {
    const own = namesOf(request.caller);
    return this.collected.documents.filter(({ kind, about }) => {
      if (kind === "identity" || kind === "boundary") return own.includes(about);
      if (kind === "endpoint") return about === request.endpoint;
      if (kind === "trust") return about === request.resource && /^sts:/i.test(request.action);
      return keeps(about, request.keptBy ?? request.resource);
    });
  }

  /** Account of the resource; an S3 ARN has none, its bucket's policy tells of the same account as the caller's. */
  private ownerOf({ resource, context = {} }: AccessRequest): string {
    const told = Object.entries(context).find(([key]) => key.toLowerCase() === "aws:resourceaccount")?.[1];
    return resource.split(":")[4] || [told].flat()[0] || "";
  }
}

/** Whether the policy of a resource is also that of another: a bucket's of its objects, a region's of its log groups. */
function keeps(about: string, resource: string): boolean {
  if (about === resource) return true;
  const [, , service, region] = resource.split(":");
  if (about.startsWith("logs:")) return service === "logs" && about === `logs:${region}`;
  return service === "s3" && resource.startsWith(`${about}/`);
}

/** A caller's own ARN and those of its groups. */
function namesOf(caller: Caller): readonly string[] {
  if (caller.kind === "role") return [caller.arn];
  return caller.kind === "user" ? [caller.arn, ...(caller.groups ?? [])] : [];
}

/** Whether a statement that matches a request is about its caller: identity policies are about whoever has them. */
function concerns({ kind }: AccessDocument, statement: Statement, caller: Caller): boolean {
  return kind === "identity" || kind === "boundary" || naming(statement, caller) !== "not";
}

function title({ document: { stack, resource }, statement }: Found): string {
  return `${stack} ${resource.name} ${statement.sid || `statement ${statement.position}`}`;
}

export type { AccessRequest, Caller, Decision, RequestContext };

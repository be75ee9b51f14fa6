/** Values of condition keys; the keys are in lower case. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

/** Who asks. */
export type Caller =
  | { readonly kind: "role"; readonly arn: string }
  | {
      readonly kind: "user";
      readonly arn: string;
      /** ARNs of the groups that the user is in. */
      readonly groups?: readonly string[];
    }
  /** A service in its own name, such as `s3.amazonaws.com`. */
  | { readonly kind: "service"; readonly name: string }
  /** Somebody whom an identity provider vouches for, by the provider's ARN or name. */
  | { readonly kind: "federated"; readonly provider: string };

/** One question: may this caller do this, on this, like this? */
export interface AccessRequest {
  readonly caller: Caller;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** ARN; `*` for an action that knows no resources. */
  readonly resource: string;
  /** Condition keys that the caller or the service adds; case does not count. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Id of the VPC endpoint that the request passes. */
  readonly endpoint?: string;
  /** ARN of what has the policy of the resource, where the resource's own ARN does not tell: a recovery point's vault. */
  readonly keptBy?: string;
}

/** What AWS answers, and why. */
export interface Decision {
  /** `perhaps`: only an AWS managed policy may allow it, whose document is not read here. */
  readonly outcome: "allowed" | "denied" | "perhaps";
  readonly because: string;
}

/** Account of an ARN, or of a caller; empty for services and providers. */
export function accountOf(caller: Caller): string {
  return caller.kind === "role" || caller.kind === "user" ? (caller.arn.split(":")[4] ?? "") : "";
}

/**
 * The keys that AWS adds to a request by itself, under what the request says.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf({ caller, resource, context = {}, endpoint }: AccessRequest): RequestContext {
  const [, , , region = "", owner = ""] = resource.split(":");
  const account = accountOf(caller);
  const added: Record<string, string> = {
    "aws:securetransport": "true",
    "aws:principalisawsservice": String(caller.kind === "service"),
    ...(region && { "aws:requestedregion": region }),
    ...((owner || account) && { "aws:resourceaccount": owner || account }),
    ...(account && { "aws:principalaccount": account, "kms:calleraccount": account }),
    ...("arn" in caller && { "aws:principalarn": caller.arn }),
    ...(caller.kind === "user" && { "aws:username": caller.arn.split("/").at(-1) as string }),
    ...(caller.kind === "service" && { "aws:principalservicename": caller.name }),
    ...(endpoint && { "aws:sourcevpce": endpoint }),
  };
  const all = Object.entries({ ...added, ...lowered(context) });
  return Object.fromEntries(all.map(([key, value]) => [key, [value].flat()]));
}

function lowered<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
}

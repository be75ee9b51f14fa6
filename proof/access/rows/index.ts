import type { ActionFacts } from "../action-facts";
import { fits } from "../checks/actions";
import type { Collected } from "../documents";
import { Access, type Decision } from "../evaluate/evaluate";
import type { AccessRequest } from "../evaluate/request";
import type { SystemGraph } from "../graph";
import { neededRows } from "./needs";
import paymentHub from "./payment-hub";
import requestResponse from "./request-response";
import { Finder, type Row } from "./row";
import secureCart from "./secure-cart";
import storefront from "./storefront";
import webApp from "./web-app";

/** What the five systems must and must not allow, in words. */
const rows: readonly Row[] = [...paymentHub, ...requestResponse, ...secureCart, ...webApp, ...storefront];

/** A row with the answer that a system gives. */
export interface Answered {
  readonly row: Row;
  readonly decision: Decision;
  /** Whether the answer is the one that is owed; `perhaps` is where AWS's own policy has to allow it. */
  readonly met: boolean;
  /** Why the question itself is wrong: a refusal of what AWS does not have proves nothing. */
  readonly nonsense?: string;
}

/** Asks a system everything that its rows ask. */
export function answer(
  graph: SystemGraph,
  { documents, managed }: Collected,
  facts: ActionFacts,
): Answered[] {
  const find = new Finder(graph);
  const access = new Access({ documents, managed });
  return rowsOfSystem(graph).map((row) => {
    const given = row.given?.(find);
    const asked = given ? new Access({ documents: [...documents, ...given], managed }) : access;
    const request = row.request(find);
    const decision = asked.decide(request);
    const nonsense = nonsenseOf(request, facts);
    const owed =
      row.expect === "must" ? ["allowed", ...(row.byManagedPolicy ? ["perhaps"] : [])] : ["denied"];
    return {
      row,
      decision,
      met: owed.includes(decision.outcome) && nonsense === undefined,
      ...(nonsense && { nonsense }),
    };
  });
}

/** The rows of one system: those in words, and what its resources need to work. */
export function rowsOfSystem(graph: SystemGraph): readonly Row[] {
  return [...rows.filter(({ system }) => system === graph.system), ...neededRows(graph)];
}

/** Why a request is none that AWS could get: an action, resource or key of it does not exist, or they do not fit. */
export function nonsenseOf(
  { action, resource, context = {} }: AccessRequest,
  facts: ActionFacts,
): string | undefined {
  const [known] = facts.matching(action);
  if (known?.name !== action) return `AWS has no action ${action}`;
  const right = resource === "*" ? known.resources.length === 0 : fits(known.resources, resource);
  if (!right) return `${action} is not about ${resource}`;
  const key = Object.keys(context).find((name) => facts.conditionKey(name) === undefined);
  return key && `AWS has no condition key ${key}`;
}

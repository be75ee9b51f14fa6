import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Place, quick, refresh, succeed, up } from "./homes";
import { leavesLock } from "./kinds";
import type { Plan } from "./plan";
import type { Interrupted } from "./state";

/**
 * Goes on as docs/runbooks/resume-after-a-kill.md says: `cancel` where the lock was left behind, `refresh` where the
 * account may be another than the state says, and the next `up`. A `refresh` that was left out before comes after it
 * where creations are still noted as begun: no `up` takes such a note away.
 *
 * @throws Error with all that Pulumi printed when one of them fails
 */
export async function heal(
  plan: Plan,
  place: Place,
  program: string,
  interrupted: Interrupted,
): Promise<void> {
  const stack = plan.stack.name;
  if (leavesLock(plan.kind)) await succeed(place, ["cancel", "--yes", "--stack", stack]);
  const { pendingCreates } = interrupted;
  const isRefreshed = needsRefresh(plan);
  const resolve = pendingCreates.length > 0 ? resolved(place, program, pendingCreates) : [];
  if (isRefreshed) await succeed(place, refresh(stack, ...resolve));
  await succeed(place, up(stack), quick);
  if (!isRefreshed && pendingCreates.length > 0)
    await succeed(place, refresh(stack, "--clear-pending-creates"));
}

/** `up` alone sees nothing of what was changed behind Pulumi's back. */
export function needsRefresh({ kind, way }: Plan): boolean {
  return kind === "deleted" || kind === "changed" || way === "refresh, then up";
}

/** What was begun is looked for in the account: taken into the state where it is there, and forgotten where not. */
function resolved(place: Place, program: string, urns: readonly string[]): string[] {
  const account = openAccount(place.home.accountDirectory, awsCatalog(program)).list();
  const made = account.filter(({ urn }) => urns.includes(urn));
  return [
    ...made.flatMap(({ urn, id }) => [
      ...["--import-pending-creates", urn],
      ...["--import-pending-creates", id],
    ]),
    "--clear-pending-creates",
  ];
}

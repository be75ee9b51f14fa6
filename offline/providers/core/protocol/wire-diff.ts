import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyChange } from "./provider";

const { Kind } = PropertyDiff;
const kinds = { add: Kind.ADD, update: Kind.UPDATE, delete: Kind.DELETE };
const replaceKinds = { add: Kind.ADD_REPLACE, update: Kind.UPDATE_REPLACE, delete: Kind.DELETE_REPLACE };

/** The wire form of a list of changes; no change means that nothing is to do. */
export function fillDiff(changes: readonly PropertyChange[]): DiffResponse {
  const response = new DiffResponse();
  response.setChanges(
    changes.length === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME,
  );
  response.setHasdetaileddiff(changes.length > 0);
  for (const { path, kind, replace } of changes) {
    const diff = new PropertyDiff();
    diff.setKind((replace ? replaceKinds : kinds)[kind]);
    // Both sides of the comparison are inputs, so the engine shows the user's own values.
    diff.setInputdiff(true);
    response.getDetaileddiffMap().set(path, diff);
  }
  response.setDiffsList(topLevel(changes));
  response.setReplacesList(topLevel(changes.filter(({ replace }) => replace)));
  return response;
}

function topLevel(changes: readonly PropertyChange[]): string[] {
  return [...new Set(changes.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path))];
}

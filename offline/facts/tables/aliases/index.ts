import type { AliasTable } from "./alias-table";
import { compute } from "./compute";
import { data } from "./data";
import { delivery } from "./delivery";
import { edge } from "./edge";
import { network } from "./network";
import { operations } from "./operations";

export const aliases: AliasTable = { ...network, ...compute, ...data, ...edge, ...delivery, ...operations };

const settingsOfTheProvider = new Set(["region", "tagsAll", "timeouts", "namePrefix", "triggers"]);

/** Inputs of every type that only Terraform's providers have: how to create, wait and delete. */
export function everywhere(path: string): boolean {
  if (settingsOfTheProvider.has(path)) return true;
  return /^(skip[A-Z]|force[A-Z]\w*(Destroy|Delete|Update|Deletion)|waitFor)\w*$|Wo(Version)?$/.test(path);
}

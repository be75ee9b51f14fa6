import type { Mistake } from "./mistake";
import { compute } from "./mistakes-compute";
import { data } from "./mistakes-data";
import { network } from "./mistakes-network";

/** Mistakes by program. */
export const mistakes: Readonly<Record<string, readonly Mistake[]>> = { ...network, ...data, ...compute };

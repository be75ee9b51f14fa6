import { absoluteFaults, FaultError, faultsVariable, readFaults } from "../providers/faults/parse";
import { callersDirectory } from "./places";
import { UsageError } from "./usage";

/** Refuses faults that do not exist before anything starts, and gives the file of rules its full path. */
export function settleFaults(environment: NodeJS.ProcessEnv): void {
  const given = environment[faultsVariable];
  if (given === undefined) return;
  environment[faultsVariable] = absoluteFaults(given, callersDirectory());
  try {
    readFaults(environment);
  } catch (error) {
    throw error instanceof FaultError ? new UsageError(error.message) : error;
  }
}

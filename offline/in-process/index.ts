/** Runs Pulumi programs inside this process, without the engine. */
export { MemoryAccount } from "../providers/aws/account/account";
export {
  type Deployment,
  type Diagnostic,
  errorsOf,
  type RegisteredOptions,
  type RegisteredResource,
} from "./deployment";
export { Packages } from "./providers";
export { type RunOptions, runInProcess } from "./run";
export { exportedState, type StateResource } from "./state";

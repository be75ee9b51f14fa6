import { FactCheck, refusalNames } from "../../facts/check/index";
import { FileCatalog } from "../core/shape/catalog";
import { serveWithFaults } from "../faults/serve";
import { MemoryAccount } from "./account/account";
import { FileAccount } from "./account/file-account";
import { AwsProvider } from "./provider";
import { refusals } from "./refusals/index";
import { Judge } from "./refusals/judge";

/**
 * The stand-in AWS provider as a plugin. Environment: TANDEM_OFFLINE_SHAPES (shapes of the installed package),
 * TANDEM_OFFLINE_ACCOUNT (directory of the pretend account), TANDEM_OFFLINE_ACCOUNT_ID (its number),
 * TANDEM_OFFLINE_PACKAGE_VERSION, TANDEM_OFFLINE_ALLOW (names of refusals and facts that are switched off),
 * TANDEM_OFFLINE_FACTS (`refuse`, `warn` or `off`: values that AWS does not take).
 */
const environment = process.env;
const directory = environment.TANDEM_OFFLINE_ACCOUNT;
const account = directory === undefined ? new MemoryAccount() : new FileAccount(directory);

serveWithFaults(
  new AwsProvider({
    version: environment.TANDEM_OFFLINE_PACKAGE_VERSION ?? "0.0.0",
    catalog: new FileCatalog(environment.TANDEM_OFFLINE_SHAPES),
    account,
    accountLasts: directory !== undefined,
    judge: new Judge(account, refusals, refusalNames(environment.TANDEM_OFFLINE_ALLOW)),
    facts: new FactCheck(environment),
    environment,
  }),
).catch((error: unknown) => {
  process.stderr.write(
    `the offline AWS stand-in could not start: ${error instanceof Error ? error.message : error}\n`,
  );
  process.exitCode = 1;
});

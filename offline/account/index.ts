import * as fs from "node:fs";
import type { Account, Stored } from "../providers/aws/account/account";
import { FileAccount } from "../providers/aws/account/file-account";
import { globalType, writerOf } from "../providers/aws/account/global-database";
import { isLost, lostRegions } from "../providers/aws/account/lost-regions";
import { readBack } from "../providers/aws/account/read-back";
import { knownRegions } from "../providers/aws/regions";
import { nearest } from "../providers/core/check/nearest";
import type { Catalog } from "../providers/core/shape/catalog";
import type { Value } from "../providers/core/values/value";
import { remove, set, takesText } from "./change";
import { answer, type DnsAnswer, type Question } from "./dns/answer";
import { type HealthStatus, setHealth } from "./dns/health";
import { AccountError } from "./error";
import { type Filter, findOne, list } from "./find";
import { failover, switchover, type WriterChange, type WriterChanged } from "./global-database";

export type { Stored } from "../providers/aws/account/account";
export type { Candidate, DnsAnswer, Question } from "./dns/answer";
export type { Health, HealthStatus } from "./dns/health";
export { AccountError } from "./error";
export { type Filter, logicalName, stackOf } from "./find";
export type { WriterChange, WriterChanged } from "./global-database";

/** State of an account beside its resources. */
export interface AccountStatus {
  lostRegions: string[];
  /** Health checks that were set by hand, by id. */
  health: Record<string, string>;
  /** Region of the writer, by global database. */
  writers: Record<string, string>;
}

/**
 * What happens to an account outside Pulumi: a person in the console, an outage, a failover. Stacks find it on their
 * next refresh. Mistakes throw `AccountError`.
 */
export class OfflineAccount {
  /** @param catalog shapes of `@pulumi/aws`, for what a property may be */
  constructor(
    private readonly account: Account,
    private readonly catalog: Catalog,
  ) {}

  /** The resources that exist, by type, then in order of creation. */
  list(filter?: Filter): Stored[] {
    return list(this.account, filter);
  }

  /** One resource by id, ARN, URN, logical name or name, as AWS would answer now. */
  show(resource: string, filter?: Filter): Stored {
    const stored = findOne(this.account, resource, filter);
    return { ...stored, ...readBack(stored, this.account) };
  }

  /** Changes a property outside Pulumi; undefined takes it away. */
  set(resource: string, path: string, value: Value | undefined, filter?: Filter): Stored {
    return set(this.account, this.catalog, findOne(this.account, resource, filter), path, value);
  }

  /** Whether a property is a text. */
  takesText(resource: string, path: string, filter?: Filter): boolean {
    return takesText(this.catalog, findOne(this.account, resource, filter), path);
  }

  /** Deletes a resource outside Pulumi. */
  delete(resource: string, filter?: Filter): Stored {
    const stored = findOne(this.account, resource, filter);
    remove(this.account, stored);
    return stored;
  }

  /** From now on no call in the region is answered; services without regions live on. */
  loseRegion(region: string): void {
    if (!knownRegions.includes(region)) throw new AccountError(unknownRegion(region));
    this.account.setCircumstance("lost-region", region, "lost");
  }

  restoreRegion(region: string): void {
    if (!isLost(this.account, region)) {
      const lost = this.lostRegions();
      throw new AccountError(
        `${region} is not lost; ${lost.length === 0 ? "no region is" : `${lost.join(", ")} is`}`,
      );
    }
    this.account.setCircumstance("lost-region", region, undefined);
  }

  lostRegions(): string[] {
    return lostRegions(this.account);
  }

  /** Another member of an Aurora global database becomes the writer, nothing lost. Needs both regions. */
  switchover(change: WriterChange): WriterChanged {
    return switchover(this.account, change);
  }

  /** The same without asking the old writer; what was not copied is lost. */
  failover(change: WriterChange & { allowDataLoss: boolean }): WriterChanged {
    return failover(this.account, change);
  }

  /**
   * Sets what Route 53 thinks of a health check; undefined leaves it to the account again.
   *
   * @returns id of the check
   */
  setHealth(check: string, status: HealthStatus | undefined): string {
    return setHealth(this.account, check, status);
  }

  /** Which record Route 53 answers with now. */
  answer(question: Question): DnsAnswer {
    return answer(this.account, question);
  }

  /** What was brought about by hand, and which members write. */
  status(): AccountStatus {
    const globals = this.account.all(globalType).flatMap(({ id }) => {
      const writer = writerOf(this.account, id);
      return writer === undefined ? [] : [[id, writer.region]];
    });
    return {
      lostRegions: this.lostRegions(),
      health: Object.fromEntries(this.account.circumstances("health")),
      writers: Object.fromEntries(globals) as Record<string, string>,
    };
  }

  /** Brings all regions back and leaves all health checks to the account. Resources and writers stay. */
  reset(): void {
    for (const kind of ["lost-region", "health"] as const)
      for (const about of this.account.circumstances(kind).keys())
        this.account.setCircumstance(kind, about, undefined);
  }
}

/**
 * Opens the account of an offline home.
 *
 * @param directory `home.accountDirectory`
 */
export function openAccount(directory: string, catalog: Catalog): OfflineAccount {
  if (!fs.existsSync(directory))
    throw new AccountError(
      `there is no offline account in ${directory}; a first \`up\` in this home makes it`,
    );
  return new OfflineAccount(new FileAccount(directory), catalog);
}

function unknownRegion(region: string): string {
  const guess = nearest(region, knownRegions);
  const hint =
    guess === undefined ? `there are ${[...knownRegions].sort().join(", ")}` : `did you mean ${guess}?`;
  return `AWS has no region "${region}"; ${hint}`;
}

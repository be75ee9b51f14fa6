import type { Account } from "../../providers/aws/account/account";
import { dnsName } from "../../providers/aws/records";
import { AccountError } from "../error";
import { endpoint, type Health, healthOf } from "./health";
import { type RecordSet, recordSets } from "./records";

/** Who asks, and for what. */
export interface Question {
  name: string;
  /** @default "A" */
  type?: string;
  /** Region from which it is asked; decides between records by latency. */
  from?: string;
}

/** A record set that could answer, and what Route 53 thinks of it. */
export interface Candidate extends Health {
  record: RecordSet;
  /** Whether it is an answer now. */
  isAnswer: boolean;
  /** Of 100 questions, how many it answers; undefined where that depends on who asks. */
  share: number | undefined;
}

/** What Route 53 answers now. */
export interface DnsAnswer {
  name: string;
  type: string;
  candidates: Candidate[];
  /** What the answer leads to: addresses, or names outside the account's zones. */
  values: string[];
  /** What the account can't tell, such as who is nearest. */
  note: string | undefined;
}

/**
 * Which record Route 53 answers with, from the health of what the records point to and their routing policies.
 * Source: Amazon Route 53 Developer Guide, "How Amazon Route 53 chooses records when health checking is configured".
 *
 * @throws AccountError when the account's zones have no such record
 */
export function answer(account: Account, { name, type = "A", from }: Question): DnsAnswer {
  const all = recordSets(account);
  const wanted = all.filter((one) => one.name === dnsName(name) && one.type === type.toUpperCase());
  if (wanted.length === 0) throw new AccountError(noRecord(all, name, type));
  return new Resolver(account, all, from).answer(wanted, []);
}

class Resolver {
  constructor(
    private readonly account: Account,
    private readonly all: readonly RecordSet[],
    private readonly from: string | undefined,
  ) {}

  answer(records: readonly RecordSet[], path: readonly string[]): DnsAnswer {
    const [first] = records;
    const name = first?.name ?? "";
    const type = first?.type ?? "";
    if (path.includes(name)) throw new AccountError(`${[...path, name].join(" -> ")} goes round in a circle`);
    const judged = records.map((record) => ({ record, ...this.health(record, [...path, name]) }));
    const { chosen, share, note } = choose(judged, this.from);
    const candidates = judged.map((one) => {
      const isAnswer = chosen.includes(one);
      return { ...one, isAnswer, share: isAnswer ? share?.(one.record) : 0 };
    });
    const values = chosen.flatMap(({ record }) => this.values(record, [...path, name]));
    return { name, type, candidates, values: [...new Set(values)], note };
  }

  private health(record: RecordSet, path: readonly string[]): Health {
    const { healthCheckId, alias } = record;
    if (healthCheckId !== undefined) {
      const check = healthOf(this.account, healthCheckId);
      if (check.status === "unhealthy") return { ...check, why: `its health check: ${check.why}` };
    }
    if (alias?.evaluatesTarget) return this.target(record, alias.name, path);
    if (healthCheckId !== undefined) return { status: "healthy", why: "its health check is healthy" };
    return { status: "healthy", why: "it has no health check" };
  }

  private target(record: RecordSet, name: string, path: readonly string[]): Health {
    const behind = this.behind(record);
    if (behind.length === 0) return endpoint(this.account, name);
    const { candidates } = this.answer(behind, path);
    const isHealthy = candidates.some(({ status }) => status === "healthy");
    return isHealthy
      ? { status: "healthy", why: `${name} has a healthy record` }
      : { status: "unhealthy", why: `no record of ${name} is healthy` };
  }

  private values(record: RecordSet, path: readonly string[]): string[] {
    if (record.alias === undefined) return record.values;
    const behind = this.behind(record);
    return behind.length === 0 ? [record.alias.name] : this.answer(behind, path).values;
  }

  /** The records that an alias leads to, when it leads into a zone of the account. */
  private behind({ alias, type }: RecordSet): RecordSet[] {
    return this.all.filter(
      (one) => one.name === alias?.name && one.zoneId === alias.zoneId && one.type === type,
    );
  }
}

interface Judged extends Health {
  record: RecordSet;
}

interface Choice {
  chosen: Judged[];
  share?: (record: RecordSet) => number;
  note?: string;
}

const isHealthy = ({ status }: Judged): boolean => status === "healthy";

/** Where nothing is healthy, Route 53 takes everything to be healthy rather than answer nothing. */
const healthyOf = (records: Judged[]): Judged[] => {
  const healthy = records.filter(isHealthy);
  return healthy.length > 0 ? healthy : records;
};

function choose(records: Judged[], from: string | undefined): Choice {
  const routing = records[0]?.record.routing ?? "simple";
  switch (routing) {
    case "simple":
      return { chosen: records, share: () => 100 };
    case "failover":
      return { chosen: failover(records), share: () => 100 };
    case "weighted":
      return weighted(records);
    case "latency":
      return latency(healthyOf(records), from);
    case "multivalue":
      return { chosen: healthyOf(records).slice(0, 8), share: () => 100 };
    default:
      return nearest(healthyOf(records), `${routing} routing: it depends on the place of who asks`);
  }
}

function failover(records: Judged[]): Judged[] {
  const primary = records.find(({ record }) => record.policy === "PRIMARY");
  const secondary = records.find(({ record }) => record.policy === "SECONDARY");
  const first = [primary, secondary].find((one) => one !== undefined && isHealthy(one));
  return [first ?? primary ?? secondary].filter((one) => one !== undefined);
}

/** Records of weight 0 answer only when no other is healthy. */
function weighted(records: Judged[]): Choice {
  const healthy = records.filter(isHealthy);
  const heavy = (some: Judged[]) => some.filter(({ record }) => Number(record.policy) > 0);
  const chosen = [heavy(healthy), healthy, heavy(records), records].find((some) => some.length > 0) ?? [];
  const total = chosen.reduce((sum, { record }) => sum + Number(record.policy), 0);
  const share = ({ policy }: RecordSet): number =>
    total === 0 ? 100 / chosen.length : (Number(policy) / total) * 100;
  return { chosen, share: (record) => Math.round(share(record)) };
}

function latency(records: Judged[], from: string | undefined): Choice {
  const own = records.filter(({ record }) => record.policy === from);
  if (own.length > 0) return { chosen: own, share: () => 100 };
  return nearest(records, "latency routing: it depends on who asks; --from REGION asks from a region");
}

const nearest = (chosen: Judged[], note: string): Choice =>
  chosen.length > 1 ? { chosen, note } : { chosen, share: () => 100 };

function noRecord(all: readonly RecordSet[], name: string, type: string): string {
  const types = all.filter((one) => one.name === dnsName(name)).map((one) => one.type);
  if (types.length > 0)
    return `${name} has no ${type} record; it has ${[...new Set(types)].join(", ")} (--type)`;
  const names = [...new Set(all.map((one) => one.name))].sort();
  return `the account's zones have no record ${name}; they have ${names.length === 0 ? "none" : names.join(", ")}`;
}

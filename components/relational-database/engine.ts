import { promotionTier } from "../database-parts/capacity";
import { AURORA_MYSQL, inOrder, type Parameter, POSTGRESQL, RDS_MYSQL } from "../database-parts/parameters";
import { DatabaseEngine, DatabaseForm, Insights } from "./args";

/** What RDS calls an engine, what it is run with, and what its logs are called. */
export interface EngineFacts {
  /** RDS's own name of the engine. */
  engine: "postgres" | "mysql" | "aurora-postgresql" | "aurora-mysql";
  /** What clients and Secrets Manager call it. */
  dialect: string;
  /** What is spoken, for people. */
  protocol: string;
  port: number;
  /** Logs that are exported to CloudWatch. */
  logs: readonly string[];
  parameters: readonly Parameter[];
}

const postgres = { dialect: "postgres", protocol: "PostgreSQL", port: 5432, parameters: POSTGRESQL };
const mysql = { dialect: "mysql", protocol: "MySQL", port: 3306 };

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html */
const facts: Record<"rds" | "aurora", Record<DatabaseEngine, EngineFacts>> = {
  rds: {
    [DatabaseEngine.PostgreSql]: { ...postgres, engine: "postgres", logs: ["postgresql", "upgrade"] },
    [DatabaseEngine.MySql]: {
      ...mysql,
      engine: "mysql",
      logs: ["error", "slowquery"],
      parameters: RDS_MYSQL,
    },
  },
  aurora: {
    [DatabaseEngine.PostgreSql]: { ...postgres, engine: "aurora-postgresql", logs: ["postgresql"] },
    [DatabaseEngine.MySql]: {
      ...mysql,
      engine: "aurora-mysql",
      logs: ["audit", "error", "slowquery"],
      parameters: AURORA_MYSQL,
    },
  },
};

/** Facts of an engine in the form that it runs in. */
export function engineFacts(form: DatabaseForm, engine: DatabaseEngine): EngineFacts {
  return facts[form === DatabaseForm.Instance ? "rds" : "aurora"][engine];
}

/** Parameters of the database's parameter group, in RDS's order. */
export function databaseParameters(form: DatabaseForm, engine: DatabaseEngine): Parameter[] {
  return inOrder(engineFacts(form, engine).parameters);
}

/** Parameter group family of a version: `postgres17`, `mysql8.4`, `aurora-postgresql16`, `aurora-mysql8.0`. */
export function parameterGroupFamily(form: DatabaseForm, engine: DatabaseEngine, version: string): string {
  const [major = "", minor = ""] = version.split(".");
  const series = engine === DatabaseEngine.PostgreSql ? major : `${major}.${minor}`;
  return `${engineFacts(form, engine).engine}${series}`;
}

/** An instance of an Aurora cluster. */
export interface ClusterMember {
  /** What it is among its siblings, and the end of its child's name and of its identifier. */
  role: string;
  promotionTier: number;
}

/**
 * Instances of an Aurora cluster. Serverless ones have names of their own: they are made beside the provisioned ones,
 * and the cluster always has a running set while it goes from one to the other.
 */
export function clusterMembers(form: DatabaseForm, count: number, reporting: boolean): ClusterMember[] {
  const kind = form === DatabaseForm.AuroraServerless ? "serverless-" : "";
  const members = Array.from({ length: count }, (_, index) => ({
    role: `${kind}${index + 1}`,
    promotionTier: promotionTier(index),
  }));
  return reporting ? [...members, { role: `${kind}${REPORTING}`, promotionTier: LAST_TIER }] : members;
}

/** Role of the reader that reports are made from. */
export const REPORTING = "reporting";

/**
 * Performance Insights, equal in a cluster and its instances. The advanced mode of Database Insights refuses a shorter
 * retention than 15 months.
 *
 * @param keyArn `T` is a plain string or an output of one
 */
export function performanceInsights<T>(insights: Insights, keyArn: T) {
  if (insights === Insights.Off) return { performanceInsightsEnabled: false };
  return {
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: keyArn,
    performanceInsightsRetentionPeriod: insights === Insights.Advanced ? 465 : 7,
  };
}

/** Mode of Database Insights, which RDS knows two of. */
export const insightsMode = (insights: Insights): string =>
  insights === Insights.Advanced ? "advanced" : "standard";

/** Last failover priority: only chosen when no other instance is left. */
const LAST_TIER = 15;

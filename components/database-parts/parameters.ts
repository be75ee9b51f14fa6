/** One parameter of a parameter group, as RDS takes it. */
export interface Parameter {
  name: string;
  value: string;
  applyMethod: "immediate" | "pending-reboot";
}

/** In the order of their names, as RDS gives them back. */
export function inOrder(parameters: readonly Parameter[]): Parameter[] {
  return [...parameters].sort((one, other) => (one.name < other.name ? -1 : 1)).map((each) => ({ ...each }));
}

/**
 * What every PostgreSQL database of ours is run with, on Aurora as on RDS.
 * - Passwords are known to the server as SCRAM verifiers only, and clients log in with nothing weaker.
 *   https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL_Password_Encryption_configuration.html
 */
export const POSTGRESQL: readonly Parameter[] = [
  { name: "log_min_duration_statement", value: "1000", applyMethod: "immediate" },
  { name: "log_statement", value: "ddl", applyMethod: "immediate" },
  { name: "password_encryption", value: "scram-sha-256", applyMethod: "immediate" },
  { name: "rds.accepted_password_auth_method", value: "scram", applyMethod: "immediate" },
  { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
];

/** What every MySQL database of ours is run with: TLS for all, slow statements in a log that RDS can export. */
const MYSQL: readonly Parameter[] = [
  { name: "log_output", value: "FILE", applyMethod: "immediate" },
  { name: "long_query_time", value: "1", applyMethod: "immediate" },
  { name: "slow_query_log", value: "1", applyMethod: "immediate" },
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html */
export const RDS_MYSQL: readonly Parameter[] = [
  ...MYSQL,
  { name: "require_secure_transport", value: "1", applyMethod: "immediate" },
];

/**
 * Aurora writes an audit log by itself: who connects, and who changes rights or structure. Statements with data in them
 * are left out.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
 */
export const AURORA_MYSQL: readonly Parameter[] = [
  ...MYSQL,
  { name: "require_secure_transport", value: "ON", applyMethod: "immediate" },
  { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL", applyMethod: "immediate" },
  { name: "server_audit_logging", value: "1", applyMethod: "immediate" },
];

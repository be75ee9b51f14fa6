/** A policy document as the provider holds it between reading and writing. Member names are IAM's. */
export interface PolicyDocument {
  Version: string;
  Id: string;
  Statement: Statement[];
}

export interface Statement {
  Sid: string;
  Effect: string;
  Action?: unknown;
  NotAction?: unknown;
  Resource?: unknown;
  NotResource?: unknown;
  Principal: Principal[];
  NotPrincipal: Principal[];
  Condition: Condition[];
}

/** Identifiers of one type. A single text stays one, a list stays a list, even with one member. */
export interface Principal {
  type: string;
  identifiers: string | string[];
}

export interface Condition {
  test: string;
  variable: string;
  values: string[];
}

/** Puts a document's statements into another: one with the Sid of an earlier one takes its place. */
export function merge(into: PolicyDocument, added: PolicyDocument): void {
  if (added.Id !== "") into.Id = added.Id;
  if (added.Version > into.Version) into.Version = added.Version;
  for (const statement of added.Statement) {
    const at = statement.Sid === "" ? -1 : into.Statement.findIndex(({ Sid }) => Sid === statement.Sid);
    if (at < 0) into.Statement.push(statement);
    else into.Statement[at] = statement;
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "./mistakes";

/** One thing that a role may do besides what its component gives it. */
export interface PolicyStatement {
  /** Letters and digits, once in its list. */
  sid: string;
  /** Actions in full, such as `dynamodb:GetItem`; `*` only at the end of one. */
  actions: string[];
  /** ARNs that they are allowed on. */
  resources: pulumi.Input<string>[];
  /**
   * Conditions as IAM writes them: operator, key, value.
   * @default {}
   */
  conditions?: Record<string, Record<string, pulumi.Input<string | string[]>>>;
}

/** A statement as it stands in a document. */
export interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Refuses statements that allow more than one thing can need. */
export function statementMistakes(propertyPath: string, statements: readonly PolicyStatement[]): Mistake[] {
  const sids = statements.map(({ sid }) => sid);
  return statements.flatMap(({ sid, actions, resources }, index) => {
    const path = `${propertyPath}[${index}]`;
    const found: Mistake[] = [];
    if (!/^[A-Za-z0-9]+$/.test(sid) || sids.indexOf(sid) !== index) {
      const reason = `"${sid}" is not allowed, letters and digits that are there once are`;
      found.push({ propertyPath: `${path}.sid`, reason });
    }
    if (actions.length === 0 || resources.length === 0) {
      found.push({ propertyPath: path, reason: "at least one action and one resource are needed" });
    }
    for (const action of actions) {
      if (/^[a-z0-9-]+:[A-Za-z]+\*?$/.test(action)) continue;
      const reason = `"${action}" is not allowed, an action such as s3:GetObject is`;
      found.push({ propertyPath: `${path}.actions`, reason });
    }
    return found;
  });
}

/**
 * The statements in IAM's own form.
 *
 * @returns known once the ARNs are
 */
export function statementsOf(statements: readonly PolicyStatement[]): pulumi.Output<Statement[]> {
  return pulumi.output(statements).apply((all) =>
    all.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: "Allow" as const,
      Action: actions,
      Resource: resources,
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  );
}

/** A policy document of these statements. */
export function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Whose service may take a role, and for which resources. */
export interface TrustScope {
  partition: string;
  region: string;
  accountId: string;
}

/**
 * The trust of a role that a service takes for resources of this account and region alone: another account that names the
 * role gets nothing by it.
 *
 * @param principal for example `ecs-tasks.amazonaws.com`
 * @param source the service in the ARNs of its resources, for example `ecs`
 */
export function serviceTrust(
  principal: string,
  source: string,
  { partition, region, accountId }: TrustScope,
): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: principal },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:${source}:${region}:${accountId}:*` },
      },
    },
  ]);
}

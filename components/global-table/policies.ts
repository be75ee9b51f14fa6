import * as pulumi from "@pulumi/pulumi";
import { type PolicyStatement, policyDocument } from "../arguments/policy-statements";

/** What a role may do with the items of a table. */
export enum TableAccess {
  Read = "read",
  ReadWrite = "read-write",
}

/** A table or replica of one region, as policies name it. */
export interface EncryptedTable {
  region: string;
  tableArn: string;
  keyArn: string;
  /** The partition's, for example `amazonaws.com`. */
  dnsSuffix: string;
}

/** The same, of which some is known only after deployment. */
export type EncryptedTableInputs = { [K in keyof EncryptedTable]: pulumi.Input<EncryptedTable[K]> };

const READ = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan"];
const WRITE = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];

/** What has to be named for it: ARNs, and the service through which the key is used. */
interface Named<T> {
  table: T;
  indexes: T;
  key: T;
  viaService: T;
}

/**
 * Work with the items of one table in one region, through its indexes too, and the use of the table's key that DynamoDB
 * asks for on behalf of who works.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function work<T>({ table, indexes, key, viaService }: Named<T>, access: TableAccess) {
  const actions = access === TableAccess.Read ? READ : [...READ, ...WRITE];
  return [
    {
      sid: "Items",
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [table, indexes],
      conditions: undefined,
    },
    {
      sid: "Key",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: [key],
      conditions: { StringEquals: { "kms:ViaService": viaService } },
    },
  ];
}

/** Lets a role work with the items of a table, as statements of its policy. */
export function tableStatements(table: EncryptedTableInputs, access: TableAccess): PolicyStatement[] {
  const { region, tableArn, keyArn, dnsSuffix } = table;
  const named: Named<pulumi.Input<string>> = {
    table: tableArn,
    indexes: pulumi.interpolate`${tableArn}/index/*`,
    key: keyArn,
    viaService: pulumi.interpolate`dynamodb.${region}.${dnsSuffix}`,
  };
  return work(named, access);
}

/**
 * Lets a role work with the items of a table.
 *
 * @returns a JSON document
 */
export function tablePolicy(
  { region, tableArn, keyArn, dnsSuffix }: EncryptedTable,
  access: TableAccess,
): string {
  const viaService = `dynamodb.${region}.${dnsSuffix}`;
  const statements = work(
    { table: tableArn, indexes: `${tableArn}/index/*`, key: keyArn, viaService },
    access,
  );
  return policyDocument(
    statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources.length > 1 ? resources : resources[0],
      ...(conditions && { Condition: conditions }),
    })),
  );
}

/** Lets DAX take on a role. Without conditions: which source DAX says, if any, is documented nowhere. */
export const DAX_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "dax.amazonaws.com" } }],
});

/**
 * Lets a role ask a DAX cluster for items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
 *
 * @returns a JSON document
 */
export function acceleratorPolicy(clusterArn: string, access: TableAccess): string {
  // DAX knows neither DescribeTable nor a right of its own to connect.
  const read = READ.filter((action) => action !== "DescribeTable");
  const actions = access === TableAccess.Read ? read : [...read, ...WRITE];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AskAccelerator",
        Effect: "Allow",
        Action: actions.map((action) => `dax:${action}`),
        Resource: clusterArn,
      },
    ],
  });
}

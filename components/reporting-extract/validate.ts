import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { bucketNameMistakes } from "../private-bucket/bucket-name";
import { defaults, type ReportingExtractArgs, tableName } from "./args";

/** What RDS, Glue or Athena would refuse, and tables that would be one in Athena. */
export function mistakes(args: ReportingExtractArgs): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  const { resourceName, tables, schedule = defaults.schedule } = args;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(resourceName)) {
    refuse(
      "resourceName",
      `"${resourceName}" is not allowed, lower-case letters, digits and single hyphens are, a letter first`,
    );
  }
  if (tables.length === 0) refuse("tables", "none is not allowed, at least one table is");
  const names = tables.map(tableName);
  tables.forEach((table, index) => {
    const path = `tables[${index}]`;
    if (!/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/.test(table.name)) {
      refuse(`${path}.name`, `"${table.name}" is not allowed, schema and table such as public.orders are`);
    }
    const first = names.indexOf(tableName(table));
    if (first !== index) {
      refuse(
        `${path}.name`,
        `"${table.name}" is not allowed, ${tables[first]?.name} has that name in Athena already`,
      );
    }
    if (table.columns.length === 0) refuse(`${path}.columns`, "none is not allowed, at least one column is");
    for (const { name, type } of table.columns) {
      if (!/^[a-z_][a-z0-9_]*$/.test(name) || name === "day") {
        refuse(
          `${path}.columns`,
          `"${name}" is not allowed, lower-case letters, digits and "_" are; "day" is the partition`,
        );
      }
      if (
        !/^(string|int|bigint|double|float|boolean|date|timestamp|smallint|decimal\(\d+,\d+\))$/.test(type)
      ) {
        refuse(
          `${path}.columns`,
          `${name}: "${type}" is not allowed, a type of Athena such as string or bigint is`,
        );
      }
    }
  });
  if (!/^(cron|rate)\([^()]+\)$/.test(schedule)) {
    refuse("schedule", `"${schedule}" is not allowed, a schedule such as cron(0 5 * * ? *) is`);
  }
  const { retentionInDays = defaults.retentionInDays, queryLimitGigabytes = defaults.queryLimitGigabytes } =
    args;
  if (!Number.isInteger(retentionInDays) || retentionInDays < 30) {
    refuse("retentionInDays", `${retentionInDays} is not allowed, 30 or more is`);
  }
  if (!Number.isInteger(queryLimitGigabytes) || queryLimitGigabytes < 1) {
    refuse("queryLimitGigabytes", `${queryLimitGigabytes} is not allowed, 1 or more is`);
  }
  return [
    ...found,
    ...bucketNameMistakes("bucketName", args.bucketName),
    ...physicalNameMistakes("resourceName", resourceName, [
      // RDS takes 60; a day is added.
      { what: "export", name: `${resourceName}-2030-01-31`, longest: 51 },
      { what: "dead-letter queue", name: `${resourceName}-dead-letter`, longest: 80 },
    ]),
  ];
}

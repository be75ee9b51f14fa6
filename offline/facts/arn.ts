import { tokenOf } from "./mapping";
import { factsIfThere } from "./store";

/** What an ARN is made of beside its form. */
export interface ArnParts {
  partition: string;
  region: string;
  accountId: string;
  /** Name or id of the resource, as its ARN ends. */
  resource: string;
}

/**
 * The ARN of a type by AWS's own template; undefined where there is none, or where it wants more than one word of the
 * resource, which only the resource's own table can know.
 */
export function arnByTemplate(type: string, parts: ArnParts): string | undefined {
  const token = tokenOf(type);
  const template = token === undefined ? undefined : factsIfThere()?.type(token)?.arn;
  if (template === undefined) return undefined;
  const arn = template
    .replace(/\$\{Partition\}/, parts.partition)
    .replace(/\$\{Region\}/, parts.region)
    .replace(/\$\{Account\}/, parts.accountId);
  const open = arn.match(/\$\{\w+\}/g) ?? [];
  return open.length === 1 ? arn.replace(/\$\{\w+\}/, () => parts.resource) : undefined;
}

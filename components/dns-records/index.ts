import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { DEFAULT_TTL, type DnsRecordsArgs } from "./args";
import { fullName, recordMistakes } from "./validate";
import { recordValue } from "./values";

export * from "./args";

/** Records that a domain brings from its old DNS server, checked before Route 53 sees them. */
export class DnsRecords extends pulumi.ComponentResource {
  constructor(name: string, args: DnsRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { zoneId, zoneName, records } = args;
    refuse("DnsRecords", name, recordMistakes(zoneName, records));
    super("tandem:components:DnsRecords", name, args, opts);
    for (const record of records) {
      const { type, ttl = DEFAULT_TTL, values } = record;
      new route53.Record(
        `${name}-${record.name}-${type.toLowerCase()}`,
        {
          zoneId,
          name: fullName(zoneName, record.name),
          type,
          ttl,
          records: values.map((value) => recordValue(type, value)),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

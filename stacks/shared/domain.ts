import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { DnsRecords } from "../../components/dns-records";
import { PublicZone } from "../../components/public-zone";
import { QueryLog } from "../../components/query-log";
import { ZoneSigning } from "../../components/zone-signing";
import type { dns } from "../settings/dns";
import type { Part } from "./part";

/** The domain: its zone, created or adopted, the records it brings along, its query log and its signatures. */
export function domain({ settings, names, opts }: Part<{ dns: z.output<typeof dns> }>) {
  const { dns, recovery } = settings;
  const zoneName = dns.zone;
  const zone = new PublicZone(
    "zone",
    { zoneName, adoptZoneId: dns.hostedZoneId, protect: recovery.protect },
    opts,
  );
  const common = { zoneId: zone.zoneId, zoneName, resourceName: names.prefix };
  if (dns.records.length > 0) {
    new DnsRecords("records", { zoneId: zone.zoneId, zoneName, records: dns.records }, opts);
  }
  if (dns.queryLogRetentionDays > 0) {
    new QueryLog("query-log", { ...common, retentionInDays: dns.queryLogRetentionDays }, opts);
  }
  let dsRecord: pulumi.Output<string> | undefined;
  if (dns.dnssec) {
    dsRecord = new ZoneSigning("signing", { ...common, protect: recovery.protect }, opts).dsRecord;
  }
  return { zoneId: zone.zoneId, nameServers: zone.nameServers, dsRecord };
}

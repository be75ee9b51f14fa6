import type * as pulumi from "@pulumi/pulumi";

/** Record types that a domain brings from its old DNS server. */
export const RECORD_TYPES = ["A", "AAAA", "CNAME", "MX", "TXT", "SRV", "CAA"] as const;

/** One of {@link RECORD_TYPES}. */
export type RecordType = (typeof RECORD_TYPES)[number];

/** A record of a zone. */
export interface DnsRecord {
  /** Name below the zone, such as `mail` or `_sip._tcp`, or `@` for the zone's own name. */
  name: string;
  type: RecordType;
  /**
   * Seconds that resolvers may keep it, 60 to 172,800.
   * @default 300
   */
  ttl?: number;
  /**
   * Its values in a zone file's spelling, such as `10 mail.example.com` for MX; TXT values without quotes, of any
   * length.
   */
  values: string[];
}

/** What {@link DnsRecords} takes. */
export interface DnsRecordsArgs {
  /** Hosted zone that gets the records. */
  zoneId: pulumi.Input<string>;
  /** Domain of the zone. */
  zoneName: string;
  /** The records. A change of name or type replaces a record: it is gone for a moment. */
  records: DnsRecord[];
}

/** Seconds that resolvers may keep a record which says nothing. */
export const DEFAULT_TTL = 300;

import { createHash } from "node:crypto";
import { checked } from "../lambda/checked";
import {
  answer,
  header,
  jsonBody,
  type ProxyEvent,
  type ProxyResult,
  Refusal,
  type Route,
  rawBody,
} from "../lambda/proxy";
import type { Announce, Announcement } from "../lambda/topic";
import { type Partner, type Partners, reports } from "./partners";
import type { Secrets } from "./secrets";
import { checkSignature } from "./signature";
import type { ReceivedTable } from "./table";

export interface Tools {
  partners: Partners;
  secrets: Secrets;
  table: ReceivedTable;
  announce: Announce;
  /** Seconds since 1970. */
  now(): number;
}

/** What is said of a partner's report. */
export interface PartnerReport extends Announcement {
  type: "shipping.reported" | "fraud-check.reported";
  partner: string;
  report: { id: string; orderId: string };
}

const MOST_BYTES = 16_384;
/** Seconds for which a report is remembered: far longer than a signature is good for. */
const REMEMBERED = 7 * 86_400;

/** Takes what partners report of orders: who ships them, and who checks them for fraud. */
export function partnerRoutes(tools: Tools): Record<string, Route> {
  return {
    "POST /partners/{partner}/events": (event) => take(event, tools),
    "GET /health": () => health(tools),
  };
}

/**
 * A report is taken from the partner whose API key and whose signature it has, and each one once: it is answered when
 * it is announced, and a partner that got no answer sends it again. The same id with another content is refused.
 */
async function take(
  event: ProxyEvent,
  { partners, secrets, table, announce, now }: Tools,
): Promise<ProxyResult> {
  const [name, partner] = partnerOf(event, partners);
  checkSignature(
    header(event, "x-signature"),
    rawBody(event, MOST_BYTES),
    await secrets(partner.secretArn),
    now(),
  );
  const report = checked(reports[partner.kind], jsonBody(event, MOST_BYTES));
  const id = `${name}#${report.id}`;
  // Of what was understood, not of its spelling: partners build a report anew when they send it again.
  const fingerprint = createHash("sha256")
    .update(JSON.stringify(Object.entries(report).sort()))
    .digest("hex");
  const before = await table.add(id, fingerprint, now() + REMEMBERED);
  if (before !== undefined && before.fingerprint !== fingerprint) {
    throw new Refusal(409, "the id belongs to another report");
  }
  if (before?.announced !== true) {
    const announcement: PartnerReport = { id, type: `${partner.kind}.reported`, partner: name, report };
    await announce(announcement, report.orderId);
    await table.announced(id);
  }
  return answer(before === undefined ? 202 : 200, { id: report.id });
}

/** The partner of the path, if the API key is its own: a partner speaks for itself alone. */
function partnerOf(event: ProxyEvent, partners: Partners): [string, Partner] {
  const name = event.pathParameters?.partner ?? "";
  const partner = Object.hasOwn(partners, name) ? partners[name] : undefined;
  if (partner === undefined || event.requestContext.identity?.apiKeyId !== partner.apiKeyId) {
    throw new Refusal(403, "the API key is not this partner's");
  }
  return [name, partner];
}

/** For Route 53: a region whose function can't reach its table takes no requests. */
async function health({ table }: Tools): Promise<ProxyResult> {
  await table.look();
  return answer(200, { status: "ok" });
}

import { isIPv4, isIPv6 } from "node:net";
import type { RecordType } from "./args";

const HOST =
  /^(?=.{1,254}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;
const NUMBER = /^\d{1,5}$/;
const CAA = /^(0|128) (issue|issuewild|iodef|issuemail) "?[^"]*"?$/;

interface ValueRule {
  allowed: string;
  test(value: string): boolean;
}

const isNumber = (text: string | undefined) =>
  text !== undefined && NUMBER.test(text) && Number(text) <= 65_535;

/** What a value of each type looks like. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html */
export const valueRules: Record<RecordType, ValueRule> = {
  A: { allowed: "an IPv4 address such as 192.0.2.1", test: isIPv4 },
  AAAA: { allowed: "an IPv6 address such as 2001:db8::1", test: isIPv6 },
  CNAME: { allowed: "a domain name such as host.example.com", test: (value) => HOST.test(value) },
  MX: {
    allowed: 'a priority and a host such as "10 mail.example.com"',
    test: (value) => {
      const [priority, host, ...rest] = value.split(" ");
      return isNumber(priority) && HOST.test(host ?? "") && rest.length === 0;
    },
  },
  SRV: {
    allowed: 'priority, weight, port and host such as "10 5 5060 sip.example.com"',
    test: (value) => {
      const [priority, weight, port, host, ...rest] = value.split(" ");
      return [priority, weight, port].every(isNumber) && HOST.test(host ?? "") && rest.length === 0;
    },
  },
  CAA: {
    allowed: 'a flag, a tag and a value such as 0 issue "amazon.com"',
    test: (value) => CAA.test(value),
  },
  TXT: {
    allowed: "a text of 1 to 4000 characters without quotes around it",
    test: (value) => value.length > 0 && value.length <= 4000 && !/^".*"$/.test(value),
  },
};

/**
 * A value as Route 53 takes it. A text is a row of strings of up to 255 characters; the provider puts the outer
 * quotes. https://www.pulumi.com/registry/packages/aws/api-docs/route53/record/#records_nodejs
 */
export function recordValue(type: RecordType, value: string): string {
  if (type !== "TXT") return value;
  const strings = [""];
  for (const character of value.replace(/["\\]/g, "\\$&").match(/\\.|[^\\]/gs) ?? []) {
    const last = strings.at(-1) as string;
    if (last.length + character.length > 255) strings.push(character);
    else strings[strings.length - 1] = last + character;
  }
  return strings.join('""');
}

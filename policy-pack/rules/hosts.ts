import type { Region } from "../frame/subject";

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/**
 * The region that the name of an AWS endpoint states: `shop.us-east-2.elb.amazonaws.com`, `shop.s3-website-us-east-1.amazonaws.com`.
 * The first label is no witness: people choose it. `undefined` for names that state none, and for names outside of AWS.
 */
export function regionOfHost(host: string): Region | undefined {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (!/\.(amazonaws\.com(\.cn)?|on\.aws|api\.aws)$/.test(name)) return undefined;
  const [, ...labels] = name.split(".");
  return labels.map((label) => label.replace(/^s3-(website-)?/, "")).find((label) => REGION.test(label));
}

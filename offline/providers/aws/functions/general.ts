import { stableHex } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { text, texts } from "../../core/values/read";
import { regionFacts } from "../regions";
import type { FunctionTable } from "./table";

/** The account that AWS writes bills from. Source: AWS Billing User Guide, "Cost and usage reports". */
const billingAccount = "386209384616";

/** Functions about AWS as a whole: all computable, but for addresses, which are pretended. */
export const general: FunctionTable = {
  "aws:index/getDefaultTags:getDefaultTags": ({ settings }) => ({
    id: regionFacts(settings.region ?? "us-east-1").partition,
    tags: settings.defaultTags,
  }),
  "aws:index/getBillingServiceAccount:getBillingServiceAccount": ({ region }) => ({
    id: billingAccount,
    arn: `arn:${regionFacts(region).partition}:iam::${billingAccount}:root`,
  }),
  "aws:index/getService:getService": (call) => {
    const given = serviceWords(call.args);
    const region = text(call.args, "region") ?? given?.region ?? call.region;
    const serviceId = text(call.args, "serviceId") ?? given?.serviceId;
    if (serviceId === undefined)
      throw new ProviderError("getService: give serviceId, dnsName or reverseDnsName to say which service");
    const { partition, dnsSuffix } = regionFacts(region);
    const reverseDnsPrefix = text(call.args, "reverseDnsPrefix") ?? dnsSuffix.split(".").reverse().join(".");
    const dnsName = `${serviceId}.${region}.${dnsSuffix}`;
    const reverseDnsName = `${reverseDnsPrefix}.${region}.${serviceId}`;
    return {
      id: reverseDnsName,
      dnsName,
      partition,
      region,
      reverseDnsName,
      reverseDnsPrefix,
      serviceId,
      supported: true,
    };
  },
  "aws:index/getIpRanges:getIpRanges": ({ args }) => {
    const regions = texts(args, "regions");
    const services = texts(args, "services");
    const places = regions.length === 0 ? ["GLOBAL"] : regions;
    const blocks = places.flatMap((region) => services.map((service) => pretendBlock(region, service)));
    return {
      id: "1767225600",
      syncToken: 1767225600,
      createDate: "2026-01-01-00-00-00",
      cidrBlocks: [...new Set(blocks.map(({ v4 }) => v4))].sort(),
      ipv6CidrBlocks: [...new Set(blocks.map(({ v6 }) => v6))].sort(),
    };
  },
};

function serviceWords(args: Parameters<typeof text>[0]): { serviceId: string; region: string } | undefined {
  const [serviceId, region] = (text(args, "dnsName") ?? "").split(".");
  if (serviceId && region) return { serviceId, region };
  const words = (text(args, "reverseDnsName") ?? "").split(".");
  const [place, ...service] = words.slice(words[0] === "cn" ? 3 : 2);
  return place && service.length > 0 ? { serviceId: service.join("."), region: place } : undefined;
}

/** One block for a service in a region, from the ranges that RFC 5737 and RFC 3849 keep for examples. */
function pretendBlock(region: string, service: string): { v4: string; v6: string } {
  const digits = stableHex(8, region, service);
  const last = (Number.parseInt(digits.slice(0, 2), 16) >> 4) << 4;
  return { v4: `198.51.100.${last}/28`, v6: `2001:db8:${digits.slice(0, 4)}:${digits.slice(4)}::/64` };
}

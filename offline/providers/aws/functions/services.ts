import { stableHex } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { flag, text, texts } from "../../core/values/read";
import { loadBalancerZone } from "../outputs/lb-zones";
import { regionFacts } from "../regions";
import { filterValue } from "./filter";
import { shown } from "./lookup";
import type { Call, FunctionTable } from "./table";

/** Functions answered from well-known tables. */
export const services: FunctionTable = {
  "aws:lb/getHostedZoneId:getHostedZoneId": ({ args, region }) => {
    const kind = text(args, "loadBalancerType") === "network" ? "network" : "application";
    const zone = loadBalancerZone(region, kind);
    if (zone === undefined)
      throw new ProviderError(`getHostedZoneId: no zone id is known for ${kind} load balancers in ${region}`);
    return { id: zone, region, loadBalancerType: kind };
  },
  "aws:ssm/getParameter:getParameter": (call) => {
    const name = text(call.args, "name") ?? "";
    const own = call.account.find("aws:ssm/parameter:Parameter", name, call.region);
    if (own !== undefined) return { ...shown(own), id: name };
    const value = publicParameter(name, call.region);
    if (value === undefined)
      throw new ProviderError(
        `getParameter: the offline account has no parameter "${name}" in ${call.region}; public ones are known for machine images only (/aws/service/...)`,
      );
    return {
      id: name,
      name,
      value,
      insecureValue: value,
      type: "String",
      version: 1,
      region: call.region,
      arn: `arn:${regionFacts(call.region).partition}:ssm:${call.region}::parameter${name}`,
    };
  },
  "aws:ec2/getAmi:getAmi": ({ args, region }) => {
    const id = imageId(
      region,
      JSON.stringify([args.filters ?? null, texts(args, "owners"), args.nameRegex ?? null]),
    );
    return {
      ...{ id, imageId: id, region, state: "available", virtualizationType: "hvm" },
      architecture: filterValue(args, "architecture") ?? "x86_64",
      ...{
        arn: `arn:${regionFacts(region).partition}:ec2:${region}::image/${id}`,
        rootDeviceName: "/dev/xvda",
      },
      ...{
        name: (filterValue(args, "name") ?? "offline-image").replace(/\*/g, "offline"),
        description: "",
        ownerId: texts(args, "owners")[0] ?? "amazon",
        public: true,
      },
      ...{
        rootDeviceType: "ebs",
        imageType: "machine",
        hypervisor: "xen",
        creationDate: "2026-01-01T00:00:00.000Z",
      },
      ...{ blockDeviceMappings: [], productCodes: [], tags: {} },
    };
  },
  "aws:rds/getEngineVersion:getEngineVersion": engineVersion,
  "aws:rds/getCertificate:getCertificate": ({ args, region }) => {
    const id = text(args, "id") ?? "rds-ca-rsa2048-g1";
    return {
      ...{
        id,
        certificateType: "CA",
        customerOverride: false,
        customerOverrideValidTill: "",
        thumbprint: stableHex(40, id),
      },
      ...{
        validFrom: "2021-05-19T00:00:00Z",
        validTill: "2061-05-19T00:00:00Z",
        region,
        defaultForNewLaunches: true,
      },
      arn: `arn:${regionFacts(region).partition}:rds:${region}::cert:${id}`,
    };
  },
  "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": ({ region }) => ({
    // Source: CloudFront Developer Guide, "Permissions required to configure standard logging".
    id: region.startsWith("cn-")
      ? "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56"
      : "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
  }),
};

/** Machine images by their public parameter name; the id is stable per region and name. */
function publicParameter(name: string, region: string): string | undefined {
  if (!name.startsWith("/aws/service/")) return undefined;
  if (/image_id$|ami-id$|\/ami-amazon-linux-latest\/|\/ami-windows-latest\/|\/canonical\/ubuntu\//.test(name))
    return imageId(region, name);
  return /release_version$|image_version$/.test(name) ? "1.34.0-20260101" : undefined;
}

export const imageId = (region: string, words: string): string => `ami-${stableHex(17, region, words)}`;

/** Answers with the version asked for: which versions exist is the database service's to say. */
function engineVersion({ args, region }: Call) {
  const engine = text(args, "engine") ?? "";
  const version = text(args, "version") ?? texts(args, "preferredVersions")[0] ?? defaultVersions[engine];
  if (version === undefined)
    throw new ProviderError(
      `getEngineVersion: no default version is known for "${engine}"; give one with \`version\``,
    );
  const aurora = engine.startsWith("aurora");
  const [major = ""] = version.split(".");
  return {
    ...{
      id: version,
      engine,
      version,
      versionActual: version,
      region,
      status: "available",
      defaultCharacterSet: "",
    },
    ...{ engineDescription: engine, versionDescription: `${engine} ${version}`, exportableLogTypes: [] },
    parameterGroupFamily:
      text(args, "parameterGroupFamily") ??
      (engine.includes("postgres")
        ? `${engine}${major}`
        : `${engine}${version.split(".").slice(0, 2).join(".")}`),
    ...{
      supportedCharacterSets: [],
      supportedFeatureNames: [],
      supportedModes: ["provisioned"],
      supportedTimezones: [],
    },
    ...{
      supportsCertificateRotationWithoutRestart: true,
      supportsGlobalDatabases: aurora,
      supportsIntegrations: aurora,
    },
    ...{
      supportsLimitlessDatabase: false,
      supportsLocalWriteForwarding: aurora,
      supportsLogExportsToCloudwatch: true,
    },
    ...{
      supportsParallelQuery: false,
      supportsReadReplica: !aurora,
      hasMajorTarget: flag(args, "hasMajorTarget") ?? false,
    },
    ...{ validMajorTargets: [], validMinorTargets: [], validUpgradeTargets: [] },
  };
}

const defaultVersions: Record<string, string> = {
  "aurora-postgresql": "17.6",
  "aurora-mysql": "8.0.mysql_aurora.3.10.0",
  postgres: "17.6",
  mysql: "8.4.6",
};

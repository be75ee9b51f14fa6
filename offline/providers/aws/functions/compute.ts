import { stableHex } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { flag, number, text, texts } from "../../core/values/read";
import { Secret } from "../../core/values/value";
import { loadBalancerZone } from "../outputs/lb-zones";
import { regionFacts, zonesOf } from "../regions";
import { filterValue, filterValues, onlyOne } from "./filter";
import { candidates, shown } from "./lookup";
import { imageId } from "./services";
import type { Call, FunctionTable } from "./table";

/**
 * Accounts from which load balancers write access logs, in regions that are older than August 2022.
 * Source: Elastic Load Balancing User Guides, "Enable access logs".
 */
const logAccounts: Record<string, string> = {
  "us-east-1": "127311923021",
  "us-east-2": "033677994240",
  "us-west-1": "027434742980",
  "us-west-2": "797873946194",
  "af-south-1": "098369216593",
  "ap-east-1": "754344448648",
  "ap-northeast-1": "582318560864",
  "ap-northeast-2": "600734575887",
  "ap-northeast-3": "383597477331",
  "ap-south-1": "718504428378",
  "ap-southeast-1": "114774131450",
  "ap-southeast-2": "783225319266",
  "ap-southeast-3": "589379963580",
  "ca-central-1": "985666609251",
  "eu-central-1": "054676820928",
  "eu-north-1": "897822967062",
  "eu-south-1": "635631232127",
  "eu-west-1": "156460612806",
  "eu-west-2": "652711504416",
  "eu-west-3": "009996457667",
  "me-south-1": "076674570225",
  "sa-east-1": "507241528517",
  "us-gov-east-1": "190560391635",
  "us-gov-west-1": "048591011584",
  "cn-north-1": "638102146993",
  "cn-northwest-1": "037604701340",
};

/** Functions about machines, containers and what stands in front of them. */
export const compute: FunctionTable = {
  "aws:elb/getServiceAccount:getServiceAccount": ({ region }) => {
    const id = logAccounts[region];
    if (id === undefined)
      throw new ProviderError(
        `getServiceAccount: load balancers in ${region} write logs as logdelivery.elasticloadbalancing.amazonaws.com, not from an account`,
      );
    return { id, region, arn: `arn:${regionFacts(region).partition}:iam::${id}:root` };
  },
  "aws:elb/getHostedZoneId:getHostedZoneId": ({ region }) => {
    // Classic and application load balancers share their zones.
    const id = loadBalancerZone(region, "application");
    if (id === undefined)
      throw new ProviderError(`getHostedZoneId: no zone id is known for load balancers in ${region}`);
    return { id, region };
  },
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": registryLogin,
  "aws:ecr/getCredentials:getCredentials": registryLogin,
  "aws:ecr/getImage:getImage": (call) => {
    const repositoryName = text(call.args, "repositoryName") ?? "";
    const repository = onlyOne("repository", "getImage", candidates(call, repositoryBy("repositoryName")));
    const imageTag = text(call.args, "imageTag") ?? "latest";
    // Nobody pushes images offline: a digest stands for what would be under the tag.
    const imageDigest = text(call.args, "imageDigest") ?? `sha256:${stableHex(64, repository.id, imageTag)}`;
    const url = text(repository.outputs, "repositoryUrl") ?? repositoryName;
    return { id: imageDigest, imageDigest, imageUri: `${url}@${imageDigest}`, imageTags: [imageTag] };
  },
  "aws:eks/getClusterAuth:getClusterAuth": ({ args, region }) => {
    const name = text(args, "name") ?? "";
    return { id: name, name, region, token: new Secret(`k8s-aws-v1.${stableHex(40, region, name)}`) };
  },
  "aws:eks/getAddonVersion:getAddonVersion": ({ args }) => ({
    id: text(args, "addonName"),
    // Which versions there are only AWS can say; add-ons that name none get the same.
    version: "v1.0.0-eksbuild.1",
    mostRecent: flag(args, "mostRecent") ?? false,
  }),
  "aws:ecs/getTaskDefinition:getTaskDefinition": (call) => {
    const wanted = text(call.args, "taskDefinition") ?? "";
    const all = candidates(call, { type: "aws:ecs/taskDefinition:TaskDefinition" });
    const [family = "", revision] = wanted.startsWith("arn:") ? [wanted] : wanted.split(":");
    const found = all.filter(({ id, outputs }) =>
      wanted.startsWith("arn:")
        ? id === wanted || text(outputs, "arn") === wanted
        : text(outputs, "family") === family &&
          (revision === undefined || String(number(outputs, "revision")) === revision),
    );
    const newest = onlyOne("task definition", "getTaskDefinition", found.slice(-1));
    return { ...shown(newest), status: "ACTIVE", taskDefinition: wanted };
  },
  "aws:lambda/getFunction:getFunction": (call) => {
    const wanted = text(call.args, "functionName") ?? "";
    const all = candidates(call, { type: "aws:lambda/function:Function" });
    const found = all.filter(
      ({ outputs }) => text(outputs, "name") === wanted || text(outputs, "arn") === wanted,
    );
    const one = onlyOne("function", "getFunction", found);
    const qualifier = text(call.args, "qualifier");
    const arn = text(one.outputs, "arn") ?? "";
    return {
      ...shown(one),
      functionName: wanted,
      ...(qualifier !== undefined && { qualifier, qualifiedArn: `${arn}:${qualifier}` }),
    };
  },
  "aws:ec2/getAmiIds:getAmiIds": ({ args, region }) => {
    const words = JSON.stringify([args.filters ?? null, texts(args, "owners"), args.nameRegex ?? null]);
    return { id: stableHex(8, words), ids: [imageId(region, words)] };
  },
  "aws:ec2/getInstanceTypeOffering:getInstanceTypeOffering": (call) => {
    const [instanceType] = offered(call);
    if (instanceType === undefined)
      throw new ProviderError(
        "getInstanceTypeOffering: say which types, with preferredInstanceTypes or the filter instance-type; what a region offers only AWS knows",
      );
    return { id: instanceType, instanceType, location: call.region, locationType: locationType(call) };
  },
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": (call) => {
    const types = offered(call);
    const zones = zonesOf(call.region);
    const kind = locationType(call);
    const places =
      kind === "availability-zone"
        ? zones.map(({ name }) => name)
        : kind === "availability-zone-id"
          ? zones.map(({ id }) => id)
          : [call.region];
    const pairs = types.flatMap((type) => places.map((place) => ({ type, place })));
    return {
      id: call.region,
      instanceTypes: pairs.map(({ type }) => type),
      locations: pairs.map(({ place }) => place),
      locationTypes: pairs.map(() => kind),
    };
  },
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": ({ args, region, settings }) => {
    const service = text(args, "service");
    const serviceName =
      text(args, "serviceName") ?? filterValue(args, "service-name") ?? `com.amazonaws.${region}.${service}`;
    const isGateway = /\.(s3|dynamodb)$/.test(serviceName) && text(args, "serviceType") !== "Interface";
    return {
      id: stableHex(10, serviceName),
      ...{ serviceName, serviceType: isGateway ? "Gateway" : "Interface", owner: "amazon", region },
      serviceId: `vpce-svc-${stableHex(17, serviceName)}`,
      arn: `arn:${regionFacts(region).partition}:ec2:${region}:${settings.accountId}:vpc-endpoint-service/vpce-svc-${stableHex(17, serviceName)}`,
      availabilityZones: zonesOf(region).map(({ name }) => name),
      privateDnsName: isGateway
        ? ""
        : `${serviceName.split(".").slice(3).join(".")}.${region}.${regionFacts(region).dnsSuffix}`,
      vpcEndpointPolicySupported: true,
    };
  },
  "aws:ebs/getDefaultKmsKey:getDefaultKmsKey": ({ region, settings }) => ({
    id: region,
    keyArn: `arn:${regionFacts(region).partition}:kms:${region}:${settings.accountId}:alias/aws/ebs`,
  }),
  "aws:ebs/getEncryptionByDefault:getEncryptionByDefault": (call) => {
    const [own] = candidates(call, { type: "aws:ebs/encryptionByDefault:EncryptionByDefault" });
    return { id: call.region, enabled: own !== undefined && flag(own.outputs, "enabled") !== false };
  },
};

const repositoryBy = (argument: string) => ({
  type: "aws:ecr/repository:Repository",
  by: { [argument]: "name" },
});

function registryLogin({ args, region, settings }: Call) {
  const registryId = text(args, "registryId") ?? settings.accountId;
  const password = stableHex(64, registryId, region);
  return {
    id: region,
    registryId,
    userName: "AWS",
    password: new Secret(password),
    authorizationToken: new Secret(Buffer.from(`AWS:${password}`).toString("base64")),
    proxyEndpoint: `https://${registryId}.dkr.ecr.${region}.${regionFacts(region).dnsSuffix}`,
    expiresAt: "2026-01-01T12:00:00Z",
  };
}

/** Types that the arguments ask for: all of them are taken to be offered. */
function offered({ args }: Call): string[] {
  const preferred = texts(args, "preferredInstanceTypes");
  const filtered = filterValues(args, "instance-type");
  if (preferred.length === 0) return filtered;
  return filtered.length === 0 ? preferred : preferred.filter((type) => filtered.includes(type));
}

const locationType = ({ args }: Call): string => text(args, "locationType") ?? "region";

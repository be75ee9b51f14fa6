import type { Mistake } from "../arguments/mistakes";
import { type CachedUpstream, defaults, type ImageRegistryArgs, ImageScanning, Upstream } from "./args";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const PART = /^[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*$/;
const PATH = /^[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._-]|__)[a-z0-9]+)*)*$/;
const LONGEST_NAME = 256;
const MOST_RULES = 10;
const WANT_CREDENTIAL = [Upstream.DockerHub, Upstream.GitHub, Upstream.GitLab];

/** What ECR would refuse, or what would leave images behind. */
export function mistakes(args: ImageRegistryArgs): Mistake[] {
  return [...names(args), ...numbers(args), ...accounts(args), ...replication(args), ...upstreams(args)];
}

function names({ namespace, repositories }: ImageRegistryArgs): Mistake[] {
  const found: Mistake[] = [];
  if (!PATH.test(namespace)) {
    const reason = `"${namespace}" is not allowed, lower-case letters and digits are, with single ".", "_", "-" or "/" between`;
    found.push({ propertyPath: "namespace", reason });
  }
  if (repositories.length === 0) {
    found.push({ propertyPath: "repositories", reason: "none is not allowed, name at least one" });
  }
  repositories.forEach((repository, index) => {
    const propertyPath = `repositories[${index}]`;
    const wrong = (reason: string) => found.push({ propertyPath, reason: `"${repository}" ${reason}` });
    const { length } = `${namespace}/${repository}`;
    if (!PART.test(repository)) {
      wrong('is not allowed, lower-case letters and digits are, with single ".", "_" or "-" between');
    } else if (length > LONGEST_NAME) {
      wrong(`is too long: with its namespace it has ${length} characters, ${LONGEST_NAME} are allowed`);
    }
    if (repositories.indexOf(repository) !== index) wrong("is there twice, each name once is allowed");
  });
  return found;
}

function numbers(args: ImageRegistryArgs): Mistake[] {
  const found: Mistake[] = [];
  const whole = (propertyPath: string, value: number | undefined, most: number) => {
    if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return;
    found.push({ propertyPath, reason: `${value} is not allowed, 1 to ${most} is` });
  };
  whole("keepTagged", args.keepTagged, 10_000);
  whole("untaggedExpirationDays", args.untaggedExpirationDays, 3650);
  return found;
}

function accounts({ pullAccounts = [] }: ImageRegistryArgs): Mistake[] {
  return pullAccounts.flatMap((account, index) =>
    /^\d{12}$/.test(account)
      ? []
      : [
          {
            propertyPath: `pullAccounts[${index}]`,
            reason: `"${account}" is not allowed, an account's twelve digits are`,
          },
        ],
  );
}

function replication(args: ImageRegistryArgs): Mistake[] {
  const { region, replicas = [], furtherReplication = [], ownsRegistry = defaults.ownsRegistry } = args;
  const found: Mistake[] = [];
  const regions = replicas.map((replica) => replica.region);
  regions.forEach((replica, index) => {
    const propertyPath = `replicas[${index}].region`;
    if (replica === region) {
      found.push({ propertyPath, reason: `"${replica}" is not allowed, it is where the images come from` });
    }
    if (regions.indexOf(replica) !== index) {
      found.push({ propertyPath, reason: `"${replica}" is there twice, each region once is allowed` });
    }
  });
  furtherReplication.forEach(({ prefix, regions: targets }, index) => {
    const propertyPath = `furtherReplication[${index}].regions`;
    if (targets.length === 0) {
      found.push({ propertyPath, reason: `none is not allowed, name a region for "${prefix}"` });
    } else if (targets.includes(region)) {
      found.push({ propertyPath, reason: `"${region}" is not allowed, it is where the images come from` });
    }
  });
  if (furtherReplication.length >= MOST_RULES) {
    const reason = `${furtherReplication.length} are not allowed, ECR takes ${MOST_RULES} rules, one of which is the own`;
    found.push({ propertyPath: "furtherReplication", reason });
  }
  if (!ownsRegistry && furtherReplication.length > 0) {
    const reason = "is not allowed without ownsRegistry: the owner of the registry's settings names them";
    found.push({ propertyPath: "furtherReplication", reason });
  }
  if (!ownsRegistry && args.scanning === ImageScanning.Enhanced) {
    const reason = '"enhanced" is not allowed without ownsRegistry: it is a setting of the whole registry';
    found.push({ propertyPath: "scanning", reason });
  }
  return found;
}

function upstreams({ namespace, upstreams: all = [] }: ImageRegistryArgs): Mistake[] {
  const prefixes = all.map(({ prefix }) => prefix);
  return all.flatMap((cached, index) => {
    const path = `upstreams[${index}]`;
    const found = upstream(path, cached);
    if (prefixes.indexOf(cached.prefix) !== index || cached.prefix === namespace) {
      const reason = `"${cached.prefix}" is taken by another upstream or by the namespace, choose another one`;
      found.push({ propertyPath: `${path}.prefix`, reason });
    }
    return found;
  });
}

function upstream(path: string, cached: CachedUpstream): Mistake[] {
  const found: Mistake[] = [];
  if (!PART.test(cached.prefix) || cached.prefix.length < 2 || cached.prefix.length > 30) {
    const reason = `"${cached.prefix}" is not allowed, 2 to 30 lower-case letters and digits are, with single ".", "_" or "-" between`;
    found.push({ propertyPath: `${path}.prefix`, reason });
  }
  if (WANT_CREDENTIAL.includes(cached.upstream) && cached.credentialArn === undefined) {
    const reason = `is missing, ${cached.upstream} answers nobody without a credential`;
    found.push({ propertyPath: `${path}.credentialArn`, reason });
  }
  return found;
}

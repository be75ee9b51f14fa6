/** EKS add-ons that a cluster gets. */
export enum Addon {
  /** Hands roles to pods. Part of Auto Mode. */
  PodIdentityAgent = "eks-pod-identity-agent",
  /** Addresses and network policies of pods. Part of Auto Mode. */
  Network = "vpc-cni",
  /** Routes to services. Part of Auto Mode. */
  KubeProxy = "kube-proxy",
  /** Names of services. Part of Auto Mode. */
  Dns = "coredns",
  /** Volumes. Part of Auto Mode. */
  BlockStorage = "aws-ebs-csi-driver",
  /** What the HorizontalPodAutoscaler measures by. */
  Metrics = "metrics-server",
  /** Container Insights, and logs of pods. */
  Observability = "amazon-cloudwatch-observability",
  /** Secrets of Secrets Manager as files of a pod. */
  SecretsStore = "aws-secrets-store-csi-driver-provider",
  /** Certificates with which pods speak TLS. */
  Certificates = "cert-manager",
}

/** Brought by Auto Mode; a cluster with node groups needs them as add-ons. */
export const partOfAutoMode: readonly Addon[] = [
  Addon.PodIdentityAgent,
  Addon.Network,
  Addon.KubeProxy,
  Addon.Dns,
  Addon.BlockStorage,
];

/** The same for every version of Kubernetes in the table. */
const COMMON = {
  [Addon.PodIdentityAgent]: "v1.3.10-eksbuild.3",
  [Addon.Network]: "v1.22.4-eksbuild.3",
  [Addon.BlockStorage]: "v1.63.1-eksbuild.1",
  [Addon.Metrics]: "v0.9.0-eksbuild.5",
  [Addon.Observability]: "v6.4.0-eksbuild.1",
  [Addon.SecretsStore]: "v3.1.3-eksbuild.1",
  [Addon.Certificates]: "v1.21.0-eksbuild.3",
};

/**
 * Versions that `aws eks describe-addon-versions --kubernetes-version <version>` names as default or newer, by version
 * of Kubernetes. As of 2026-09. They are raised here, in one commit for all regions, and never by themselves.
 */
const VERSIONS: Readonly<Record<string, Readonly<Record<Addon, string>>>> = {
  "1.34": { ...COMMON, [Addon.KubeProxy]: "v1.34.6-eksbuild.17", [Addon.Dns]: "v1.13.2-eksbuild.11" },
  "1.35": { ...COMMON, [Addon.KubeProxy]: "v1.35.3-eksbuild.21", [Addon.Dns]: "v1.13.2-eksbuild.21" },
  "1.36": { ...COMMON, [Addon.KubeProxy]: "v1.36.0-eksbuild.21", [Addon.Dns]: "v1.14.3-eksbuild.16" },
};

/** Versions of Kubernetes whose add-ons have versions here. */
export const knownKubernetesVersions: readonly string[] = Object.keys(VERSIONS);

/** Add-ons of a cluster in the order in which they are made. */
export function addonsOf(withNodeGroups: boolean): Addon[] {
  const all = Object.values(Addon);
  return withNodeGroups ? all : all.filter((addon) => !partOfAutoMode.includes(addon));
}

/** The version of an add-on: the one that is asked for, else the table's, else `undefined`. */
export function addonVersion(
  addon: Addon,
  kubernetesVersion: string,
  asked: Partial<Record<Addon, string>> = {},
): string | undefined {
  return asked[addon] ?? VERSIONS[kubernetesVersion]?.[addon];
}

/** Add-ons of a cluster that have neither a version of the table nor one that is asked for. */
export function addonsWithoutVersion(
  withNodeGroups: boolean,
  kubernetesVersion: string,
  asked: Partial<Record<Addon, string>> = {},
): Addon[] {
  return addonsOf(withNodeGroups).filter(
    (addon) => addonVersion(addon, kubernetesVersion, asked) === undefined,
  );
}

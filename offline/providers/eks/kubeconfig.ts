import type { Construction } from "../components/construction";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import { isMap, type Value, type ValueMap } from "../core/values/value";

/** How a kubeconfig gets its token: with a role, a profile of the AWS CLI, or the default credentials. */
export interface Credentials {
  readonly roleArn?: string;
  readonly profileName?: string;
}

/**
 * The kubeconfig of a cluster as an object. With `withProfile` it names the profile of `credentials` too; the one that
 * the component returns does not, so that other people can use it.
 */
export function kubeconfig(cluster: Resource, credentials: Input, withProfile: boolean): Input {
  return combine(
    [
      cluster.output("name"),
      cluster.output("endpoint"),
      cluster.output("certificateAuthority"),
      cluster.output("arn"),
      credentials,
    ],
    (name, endpoint, authority, arn, given) => {
      const { roleArn, profileName } = asMap(given);
      const args = [
        "--region",
        String(arn).split(":")[3] ?? "",
        "eks",
        "get-token",
        "--cluster-name",
        name ?? null,
        "--output",
        "json",
      ];
      if (roleArn) args.push("--role", roleArn);
      if (withProfile && profileName) args.push("--profile", profileName);
      return document(endpoint ?? null, asMap(authority).data, args);
    },
  );
}

function document(server: Value, certificate: Value | undefined, args: Value[]): ValueMap {
  const trusted: ValueMap = certificate === undefined ? {} : { "certificate-authority-data": certificate };
  return {
    apiVersion: "v1",
    clusters: [{ cluster: { server, ...trusted }, name: "kubernetes" }],
    contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
    "current-context": "aws",
    kind: "Config",
    users: [
      {
        name: "aws",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args,
            env: [
              {
                name: "KUBERNETES_EXEC_INFO",
                value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}',
              },
            ],
          },
        },
      },
    ],
  };
}

function asMap(value: Value | undefined): ValueMap {
  return isMap(value) ? value : {};
}

/** The Kubernetes provider that the component uses for what it puts into the cluster. */
export function kubernetesProvider(
  construction: Construction,
  cluster: Resource,
  credentials: Input,
  parent: Resource,
): Resource {
  const mutable = construction.inputs.enableConfigMapMutable;
  return construction.resource(
    "pulumi:providers:kubernetes",
    `${construction.name}-eks-k8s`,
    {
      kubeconfig: combine([kubeconfig(cluster, credentials, true)], (config) => JSON.stringify(config)),
      // Provider properties travel as text.
      enableConfigMapMutable:
        mutable === undefined ? undefined : combine([mutable], (flag) => JSON.stringify(flag)),
    },
    { parent },
  );
}

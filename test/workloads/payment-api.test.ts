import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";
import { defaults as healthCheck } from "../../components/failover-record";
import { defaults as cluster } from "../../components/payment-cluster/args";
import { namesOf } from "../../stacks/settings/payment-hub/names";

type Tree = { [key: string]: unknown };
interface Manifest extends Tree {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec: Tree;
}

const ROOT = "workloads/payment-api";
const PLACEHOLDER = "from region.yaml";
const { workload } = namesOf({
  system: "hub",
  environment: "prod",
  region: "us-east-2",
  zone: "example.com",
});

/** Kinds that may be here, the API that serves each today, and what it can't be without. */
const KINDS: Record<string, { apis: string[]; required: string[] }> = {
  Namespace: { apis: ["v1"], required: ["metadata.labels"] },
  ServiceAccount: { apis: ["v1"], required: [] },
  ConfigMap: { apis: ["v1"], required: ["data"] },
  Service: { apis: ["v1"], required: ["spec.selector", "spec.ports"] },
  Deployment: { apis: ["apps/v1"], required: ["spec.selector.matchLabels", "spec.template.spec.containers"] },
  HorizontalPodAutoscaler: {
    apis: ["autoscaling/v2"],
    required: ["spec.scaleTargetRef", "spec.minReplicas", "spec.maxReplicas", "spec.metrics"],
  },
  PodDisruptionBudget: {
    apis: ["policy/v1"],
    required: ["spec.selector.matchLabels", "spec.maxUnavailable"],
  },
  NetworkPolicy: { apis: ["networking.k8s.io/v1"], required: ["spec.podSelector", "spec.policyTypes"] },
  Issuer: { apis: ["cert-manager.io/v1"], required: ["spec"] },
  Certificate: {
    apis: ["cert-manager.io/v1"],
    required: ["spec.secretName", "spec.dnsNames", "spec.issuerRef.name"],
  },
  SecretProviderClass: {
    apis: ["secrets-store.csi.x-k8s.io/v1"],
    required: ["spec.provider", "spec.parameters.objects", "spec.parameters.region"],
  },
  NodePool: {
    apis: ["karpenter.sh/v1"],
    required: ["spec.template.spec.nodeClassRef", "spec.template.spec.requirements"],
  },
  TargetGroupBinding: {
    apis: ["eks.amazonaws.com/v1", "elbv2.k8s.aws/v1beta1"],
    required: ["spec.serviceRef.name", "spec.serviceRef.port", "spec.targetGroupARN", "spec.targetType"],
  },
};

function filesBelow(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(full) : [full];
  });
}

const yamlFiles = filesBelow(ROOT).filter((file) => file.endsWith(".yaml"));
const kustomizations = yamlFiles.filter((file) => path.basename(file) === "kustomization.yaml");
const manifestFiles = yamlFiles.filter(
  (file) => !kustomizations.includes(file) && !file.endsWith(".values.yaml"),
);

const read = (file: string) => yaml.parse(fs.readFileSync(file, "utf8")) as Tree;
const manifestsOf = (file: string) =>
  yaml.parseAllDocuments(fs.readFileSync(file, "utf8")).map((document) => {
    assert.deepEqual(document.errors, [], file);
    return document.toJS() as Manifest;
  });
const all = manifestFiles.flatMap((file) => manifestsOf(file).map((manifest) => ({ file, manifest })));

/** The value at `a.b.0.c`. */
const at = (tree: unknown, dotted: string): unknown =>
  dotted.split(".").reduce<unknown>((node, key) => (node as Tree | undefined)?.[key], tree);

function only(kind: string, folder = "base"): Manifest {
  const found = all.filter(({ file, manifest }) => manifest.kind === kind && file.includes(`/${folder}/`));
  assert.equal(found.length, 1, `one ${kind} in ${folder}`);
  return found[0]?.manifest as Manifest;
}

/** Paths of all values that stand for a value of the region. */
function placeholders(tree: unknown, prefix = ""): string[] {
  if (typeof tree === "string") return tree.includes(PLACEHOLDER) ? [prefix.slice(1)] : [];
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => placeholders(value, `${prefix}.${key}`));
}

describe("the manifests of the payment API", () => {
  for (const { file, manifest } of all) {
    it(`${file}: ${manifest.kind} ${manifest.metadata?.name} is what its API takes`, () => {
      const known = KINDS[manifest.kind];
      assert.ok(known, `${manifest.kind} is not expected here`);
      assert.ok(known.apis.includes(manifest.apiVersion), `${manifest.apiVersion} serves ${manifest.kind}`);
      assert.match(manifest.metadata.name, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
      for (const required of known.required) assert.notEqual(at(manifest, required), undefined, required);
    });
  }

  it("are all in a kustomization, and kustomizations name nothing that is not there", () => {
    const named = kustomizations.flatMap((file) => {
      const { resources = [], components = [] } = read(file) as {
        resources?: string[];
        components?: string[];
      };
      return [...resources, ...components].map((entry) => path.join(path.dirname(file), entry));
    });
    for (const entry of named) assert.ok(fs.existsSync(entry), entry);
    for (const file of manifestFiles) assert.ok(named.includes(file), `${file} is in no kustomization`);
  });

  it("HUB-9 hold no secret: none as an object, none in a variable", () => {
    for (const { file, manifest } of all) {
      assert.notEqual(manifest.kind, "Secret", file);
      const keys = Object.keys((manifest.data as Tree | undefined) ?? {});
      assert.ok(!keys.some((key) => /PASSWORD|TOKEN|PRIVATE/.test(key)), file);
    }
    const [container] = at(only("Deployment"), "spec.template.spec.containers") as Tree[];
    assert.ok(container);
    for (const { name, value } of container.env as { name: string; value: string }[]) {
      assert.ok(!/PASSWORD|TOKEN/.test(name));
      if (/KEY|HEADER|SECRET/.test(name)) assert.match(value, /^\/var\/run\//, `${name} is a file`);
    }
  });

  it("HUB-9 run under the service account that the stack's pod identity association names", () => {
    const { namespace, deployment, serviceAccount } = workload;
    assert.equal(only("ServiceAccount").metadata.name, serviceAccount);
    assert.equal(at(only("Deployment"), "spec.template.spec.serviceAccountName"), serviceAccount);
    assert.equal(only("Deployment").metadata.name, deployment);
    assert.equal(only("Namespace").metadata.name, namespace);
    assert.equal(read(`${ROOT}/base/kustomization.yaml`).namespace, namespace);
    assert.equal(at(only("SecretProviderClass"), "spec.parameters.usePodIdentity"), "true");
  });

  describe("HUB-6 scale and spread", () => {
    it("scale the Deployment by the name under which a failover scales it, which gives no number itself", () => {
      const scaler = only("HorizontalPodAutoscaler");
      assert.equal(scaler.metadata.name, workload.deployment);
      assert.deepEqual(scaler.spec.scaleTargetRef, {
        apiVersion: "apps/v1",
        kind: "Deployment",
        name: workload.deployment,
      });
      assert.equal(at(only("Deployment"), "spec.replicas"), undefined);
      const { minReplicas, maxReplicas } = scaler.spec as { minReplicas: number; maxReplicas: number };
      assert.ok(
        minReplicas >= 6 && maxReplicas >= 2 * minReplicas,
        "two pods in each of three zones at least",
      );
    });

    it("spread over zones strictly, and a lost zone does not hold the others back", () => {
      const rules = at(only("Deployment"), "spec.template.spec.topologySpreadConstraints") as Tree[];
      const [zone] = rules.filter(({ topologyKey }) => topologyKey === "topology.kubernetes.io/zone");
      assert.deepEqual(
        [zone?.maxSkew, zone?.whenUnsatisfiable, zone?.nodeTaintsPolicy],
        [1, "DoNotSchedule", "Honor"],
      );
    });

    it("select the same pods in every place: Service, budget, spread, policies", () => {
      const labels = at(only("Deployment"), "spec.template.metadata.labels") as Tree;
      const selectors = [
        at(only("Deployment"), "spec.selector.matchLabels"),
        only("Service").spec.selector,
        at(only("PodDisruptionBudget"), "spec.selector.matchLabels"),
        ...(at(only("Deployment"), "spec.template.spec.topologySpreadConstraints") as Tree[]).map((rule) =>
          at(rule, "labelSelector.matchLabels"),
        ),
      ];
      for (const selector of selectors) assert.deepEqual(selector, labels);
    });

    it("ask for a part of a processor, by which the autoscaler measures", () => {
      const [container] = at(only("Deployment"), "spec.template.spec.containers") as Tree[];
      assert.match(String(at(container, "resources.requests.cpu")), /^\d+m$/);
      assert.equal(at(container, "resources.requests.memory"), at(container, "resources.limits.memory"));
    });
  });

  describe("agree with the load balancer", () => {
    const container = () => (at(only("Deployment"), "spec.template.spec.containers") as Tree[])[0] as Tree;

    it("on the port, by its name from the container to the binding", () => {
      assert.deepEqual(container().ports, [
        { name: "https", containerPort: cluster.targetPort, protocol: "TCP" },
      ]);
      assert.equal(at(only("Service"), "spec.ports.0.targetPort"), "https");
      for (const folder of ["auto-mode", "node-groups"]) {
        const binding = only("TargetGroupBinding", folder);
        assert.deepEqual(binding.spec.serviceRef, {
          name: only("Service").metadata.name,
          port: at(only("Service"), "spec.ports.0.name"),
        });
      }
    });

    it("on the path of a living pod; only a pod that starts asks for a writable database", () => {
      const probe = (kind: string) => at(container(), `${kind}.httpGet`) as Tree;
      for (const kind of ["readinessProbe", "livenessProbe"]) {
        assert.equal(probe(kind).path, cluster.healthCheckPath, kind);
      }
      assert.equal(probe("startupProbe").path, healthCheck.path);
      for (const kind of ["startupProbe", "readinessProbe", "livenessProbe"]) {
        assert.deepEqual([probe(kind).port, probe(kind).scheme], ["https", "HTTPS"]);
      }
    });

    it("on the end of a pod: it answers until it is deregistered, then has time to finish", () => {
      const wait = Number(at(container(), "lifecycle.preStop.sleep.seconds"));
      const grace = Number(at(only("Deployment"), "spec.template.spec.terminationGracePeriodSeconds"));
      assert.ok(wait >= cluster.deregistrationDelay + 10, "the controller needs some seconds to notice");
      assert.ok(grace >= wait + 30);
    });

    it("surprise 10: Auto Mode's binding has its own API, the target type and an ARN instead of a name", () => {
      const { apiVersion, spec } = only("TargetGroupBinding", "auto-mode");
      assert.equal(apiVersion, "eks.amazonaws.com/v1");
      assert.equal(spec.targetType, "ip");
      assert.equal(spec.targetGroupName, undefined);
      assert.match(
        fs.readFileSync(`${ROOT}/auto-mode/kustomization.yaml`, "utf8"),
        /eks\.amazonaws\.com~1pod-readiness-gate-inject/,
      );
    });

    it("with node groups by the controller's API, under the service accounts that have its rights", () => {
      const { apiVersion, spec } = only("TargetGroupBinding", "node-groups");
      assert.equal(apiVersion, "elbv2.k8s.aws/v1beta1");
      assert.equal(spec.targetType, "ip");
      assert.equal(spec.networking, undefined, "security groups are the stack's");
      const values = (chart: string) => read(`${ROOT}/node-groups/${chart}.values.yaml`);
      assert.equal(
        at(values("aws-load-balancer-controller"), "serviceAccount.name"),
        "aws-load-balancer-controller",
      );
      assert.equal(at(values("cluster-autoscaler"), "rbac.serviceAccount.name"), "cluster-autoscaler");
    });
  });

  describe("are closed", () => {
    it("under the restricted Pod Security Standard, which the Deployment meets", () => {
      const labels = only("Namespace").metadata.labels;
      assert.equal(labels?.["pod-security.kubernetes.io/enforce"], "restricted");
      const pod = at(only("Deployment"), "spec.template.spec") as Tree;
      assert.equal(at(pod, "securityContext.runAsNonRoot"), true);
      assert.deepEqual(at(pod, "securityContext.seccompProfile"), { type: "RuntimeDefault" });
      assert.equal(pod.automountServiceAccountToken, false);
      for (const { securityContext } of pod.containers as Tree[]) {
        assert.deepEqual(securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
      }
    });

    it("to all traffic but the load balancer's, names, credentials, HTTPS and the database", () => {
      const policies = all
        .filter(({ manifest }) => manifest.kind === "NetworkPolicy")
        .map(({ manifest }) => manifest);
      const deny = policies.find(({ metadata }) => metadata.name === "default-deny")?.spec;
      assert.deepEqual(deny, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
      const api = policies.find(({ metadata }) => metadata.name === "payment-api")?.spec as Tree;
      const ports = (rules: unknown) =>
        (rules as Tree[]).flatMap((rule) => (rule.ports as Tree[]).map(({ port }) => port));
      assert.deepEqual(ports(api.ingress), ["https"]);
      assert.deepEqual(ports(api.egress), [53, 53, 80, 443, 5432]);
      const https = (api.egress as Tree[]).find((rule) => at(rule, "ports.0.port") === 443);
      assert.deepEqual(at(https, "to.0.ipBlock.except"), ["169.254.0.0/16"], "not the node's metadata");
    });

    it("in Auto Mode by the controller without which no policy is enforced", () => {
      const { metadata, data } = only("ConfigMap", "auto-mode");
      assert.deepEqual([metadata.namespace, metadata.name], ["kube-system", "amazon-vpc-cni"]);
      assert.deepEqual(data, { "enable-network-policy-controller": "true" });
    });
  });

  describe("of a region", () => {
    it("take each of its values from region.yaml: nothing is left to fill in", () => {
      const { replacements } = read(`${ROOT}/from-region/kustomization.yaml`) as {
        replacements: { source: Tree; targets: { select: { kind: string }; fieldPaths: string[] }[] }[];
      };
      const filled = replacements.flatMap(({ targets }) =>
        targets.flatMap(({ select, fieldPaths }) => fieldPaths.map((field) => `${select.kind} ${field}`)),
      );
      const open = all.flatMap(({ manifest }) =>
        placeholders(manifest).map((field) => `${manifest.kind} ${field}`),
      );
      assert.deepEqual([...new Set(open)].sort(), filled.sort());
    });

    for (const [stack, overlay] of [
      ["prod-primary", "prod-us-east-2"],
      ["prod-secondary", "prod-us-west-2"],
    ] as const) {
      it(`${overlay} is that of ${stack}`, () => {
        const { config } = read(`Pulumi.${stack}.yaml`) as { config: Record<string, Tree> };
        const data = manifestsOf(`${ROOT}/overlays/${overlay}/region.yaml`)[0]?.data as Record<
          string,
          string
        >;
        const region = String(config["tandem:region"]);
        assert.equal(data.AWS_REGION, region);
        assert.equal(data.VPC_CIDR, config["tandem:network"]?.cidr);
        assert.equal(data.PORT, String(cluster.targetPort));
        const names = namesOf({
          system: "payment-hub",
          environment: "prod",
          region,
          zone: "pay.example.com",
        });
        assert.match(
          data.TARGET_GROUP_ARN as string,
          new RegExp(
            `^arn:aws:elasticloadbalancing:${region}:\\d{12}:targetgroup/${names.targetGroup}/[0-9a-f]{16}$`,
          ),
        );
        assert.equal(data.CLUSTER, names.cluster);
        assert.equal(data.DATABASE_USER, names.workload.databaseUser);
        const [object] = yaml.parse(data.ORIGIN_HEADER_OBJECTS as string) as Tree[];
        assert.equal(object?.objectName, names.originSecret);
        const { components } = read(`${ROOT}/overlays/${overlay}/kustomization.yaml`) as {
          components: string[];
        };
        assert.deepEqual(components, ["../../auto-mode", "../../from-region"], "values come last");
        const file = (at(only("Deployment"), "spec.template.spec.containers.0.env") as Tree[]).find(
          ({ name }) => name === "ORIGIN_HEADER_FILE",
        );
        assert.ok(String(file?.value).endsWith(`/${object?.objectAlias}`));
      });
    }
  });
});

import assert from "node:assert/strict";
import * as path from "node:path";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";

const root = path.resolve(__dirname, "../..");
type Inputs = Record<string, unknown>;

/** What holds data: none of it may be another one after a step. */
const STATEFUL = [
  "aws:rds/cluster:Cluster",
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:ecr/repository:Repository",
  "aws:backup/vault:Vault",
  "aws:route53/zone:Zone",
];

/** What visitors' requests go through. */
const SERVING = [
  "aws:ecs/cluster:Cluster",
  "aws:ecs/service:Service",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:route53/record:Record",
];

/** What an update did, in the order in which it did it: `created aws:rds:ClusterInstance name`. */
function order(printed: string): string[] {
  return [...printed.matchAll(/^ [+~-]+ +(\S+) (\S+) (created|updated|deleted|replaced)/gm)].map(
    ([, type, name, done]) => `${done} ${type} ${name}`,
  );
}

describe("WEB-11 steps of a web application that runs", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
    change((settings) => {
      settings.recovery = { ...settings.recovery, protect: false };
    });
    await up();
  });
  after(() => engine?.close());

  const stack = "web-app-dev";
  let state: Deployed[] = [];
  function change(edit: (settings: Record<string, Inputs>) => void): void {
    engine.project.change(stack, edit as (settings: Inputs) => void);
  }
  async function up(): Promise<string> {
    const { stdout } = await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
    state = await engine.state(stack);
    return stdout;
  }
  const one = (type: string) => byType(state, type)[0] as Deployed;
  const ids = (types: string[]) =>
    state.filter(({ type }) => types.includes(type)).map(({ urn, id }) => `${urn} ${id}`);

  describe("from EC2 to Fargate, and from provisioned to serverless", () => {
    let earlier: { kept: string[]; state: Deployed[] };
    let done: string[];
    before(async () => {
      earlier = { kept: ids([...STATEFUL, ...SERVING]), state };
      change(({ compute, database }) => {
        (compute as Inputs).kind = "fargate";
        (database as Inputs).kind = "serverless-v2";
      });
      done = order(await up());
    });

    it("replaces nothing that holds data or that requests go through", () => {
      assert.ok(earlier.kept.length > 20);
      const after = ids([...STATEFUL, ...SERVING]);
      assert.deepEqual(
        earlier.kept.filter((id) => !after.includes(id)),
        [],
      );
      assert.equal(done.filter((step) => step.startsWith("replaced")).length, 0);
    });

    it("keeps a running set of tasks: new ones are healthy before old ones go, and a bad step goes back", () => {
      const [old] = byType(earlier.state, "aws:ecs/service:Service") as [Deployed];
      const { inputs } = one("aws:ecs/service:Service");
      const providers = (service: Inputs) =>
        (service.capacityProviderStrategies as { capacityProvider: string }[]).map(
          (each) => each.capacityProvider,
        );
      assert.deepEqual(providers(old.inputs), ["web-app-dev-instances"]);
      assert.deepEqual(providers(inputs), ["FARGATE"]);
      assert.equal(inputs.deploymentMinimumHealthyPercent, 100);
      assert.equal(inputs.forceNewDeployment, true);
      assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
      // Tasks that run there still need them while the service moves.
      assert.equal(byType(state, "aws:autoscaling/group:Group").length, 1);
      const { requiresCompatibilities } = one("aws:ecs/taskDefinition:TaskDefinition").inputs;
      assert.deepEqual(requiresCompatibilities, ["EC2", "FARGATE"]);
    });

    it("makes the serverless instances before it deletes the provisioned ones, in the same cluster", () => {
      const instance = (step: string) => done.indexOf(step);
      const [made, gone] = [
        ["database-instance-serverless-1", "database-instance-serverless-2"],
        ["database-instance-1", "database-instance-2"],
      ].map((names, index) =>
        names.map((name) =>
          instance(`${index === 0 ? "created" : "deleted"} aws:rds:ClusterInstance ${name}`),
        ),
      ) as [number[], number[]];
      assert.ok(Math.min(...made) >= 0 && Math.min(...gone) >= 0, done.join("\n"));
      assert.ok(Math.max(...made) < Math.min(...gone));
      const instances = byType(state, "aws:rds/clusterInstance:ClusterInstance").map(({ inputs }) => inputs);
      assert.deepEqual(
        new Set(instances.map(({ instanceClass }) => instanceClass)),
        new Set(["db.serverless"]),
      );
    });

    it("takes the instances away in a step of their own, when no task is left on them", async () => {
      const service = one("aws:ecs/service:Service");
      change(({ compute }) => {
        (compute as Inputs).keepInstances = false;
      });
      await up();
      assert.deepEqual(byType(state, "aws:autoscaling/group:Group"), []);
      assert.deepEqual(byType(state, "aws:ecs/capacityProvider:CapacityProvider"), []);
      assert.deepEqual(one("aws:ecs/service:Service").inputs, service.inputs);
    });
  });

  describe("more by settings", () => {
    it("WEB-5 WEB-7 WEB-10 adds a migration, a secret and TLS between services by settings, under the policy pack", async () => {
      const kept = ids([...STATEFUL, ...SERVING]);
      const arn = (service: string, rest: string) => `arn:aws:${service}:ap-southeast-1:123456789012:${rest}`;
      const keyArn = arn("kms", "key/0a1b2c3d-1111-2222-3333-0123456789ab");
      change((settings) => {
        settings.migration = {
          source: { host: "mysql.example.com", certificateArn: arn("dms", "cert:OLD") },
          targetCertificateArn: arn("dms", "cert:RDS"),
          sourceSecretArn: arn("secretsmanager", "secret:mysql-AbCdEf"),
          schemas: ["shop"],
        };
        settings.serviceConnect = { acceptMonthlyCostUsd: 50 };
        const secrets = [{ variable: "SESSION_KEY", parameter: "/web-app-dev/session-key", keyArn }];
        settings.service = { ...settings.service, secrets };
        // What the pack asks for; destroying takes it off again.
        settings.recovery = { ...settings.recovery, protect: true };
      });
      await engine.succeed([
        ...["up", "--yes", "--skip-preview", "--stack", stack],
        ...["--policy-pack", "policy-pack"],
      ]);
      state = await engine.state(stack);
      assert.deepEqual(
        kept.filter((id) => !ids([...STATEFUL, ...SERVING]).includes(id)),
        [],
      );

      const [source, target] = ["source", "target"].map((kind) =>
        byType(state, "aws:dms/endpoint:Endpoint").find(({ inputs }) => inputs.endpointType === kind),
      );
      assert.equal(source?.inputs.secretsManagerArn, arn("secretsmanager", "secret:mysql-AbCdEf"));
      assert.equal(target?.inputs.serverName, one("aws:rds/cluster:Cluster").outputs.endpoint);
      assert.deepEqual([source?.inputs.password, target?.inputs.password], [undefined, undefined]);
      const replication = one("aws:dms/replicationConfig:ReplicationConfig").inputs;
      assert.equal(replication.sourceEndpointArn, source?.outputs.endpointArn);
      assert.equal(replication.targetEndpointArn, target?.outputs.endpointArn);
      assert.equal(replication.startReplication, false);

      const parameter = arn("ssm", "parameter/web-app-dev/session-key");
      const readers = byType(state, "aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) =>
        String(inputs.policy).includes(parameter),
      );
      assert.equal(readers.length, 1, "only the role that starts tasks");
      assert.ok(String(readers[0]?.inputs.policy).includes(keyArn));
      const execution = one("aws:ecs/taskDefinition:TaskDefinition").inputs.executionRoleArn;
      const role = byType(state, "aws:iam/role:Role").find(({ outputs }) => outputs.arn === execution);
      assert.equal(readers[0]?.inputs.role, role?.outputs.name);

      const [authority] = byType(state, "aws:acmpca/certificateAuthority:CertificateAuthority");
      assert.equal(authority?.inputs.usageMode, "SHORT_LIVED_CERTIFICATE");
      const connect = one("aws:ecs/service:Service").inputs.serviceConnectConfiguration as Inputs;
      const [served] = connect.services as { tls: { issuerCertAuthority: { awsPcaAuthorityArn: string } } }[];
      assert.equal(served?.tls.issuerCertAuthority.awsPcaAuthorityArn, authority?.outputs.arn);
    });

    it("destroys all of it, and leaves nothing in the account", async () => {
      change((settings) => {
        settings.recovery = { ...settings.recovery, protect: false };
      });
      await up();
      await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", stack]);
      assert.deepEqual(engine.accountFiles(), []);
    });
  });
});

describe("WEB-4 the web application in two active regions", () => {
  let engine: Engine;
  const stacks = ["web-app-prod-primary", "web-app-prod-secondary"] as const;
  const states: Record<string, Deployed[]> = {};
  before(async () => {
    engine = await openEngine();
    for (const stack of stacks) {
      engine.project.change(stack, (settings) => {
        settings.recovery = { mode: "active-active" };
      });
    }
    for (const stack of stacks) {
      await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
      states[stack] = await engine.state(stack);
    }
  });
  after(() => engine?.close());

  const account = () => openAccount(engine.home.accountDirectory, awsCatalog(root));
  const answers = () => {
    const { candidates } = account().answer({ name: "app.example.com", from: "us-east-1" });
    return Object.fromEntries(candidates.map(({ record, status }) => [record.setIdentifier, status]));
  };

  it("answers in both by latency, each behind a check of its own", () => {
    assert.deepEqual(answers(), { "ap-southeast-1": "healthy", "us-east-1": "healthy" });
    for (const stack of stacks) {
      const shared = byType(states[stack], "aws:route53/record:Record").filter(
        ({ inputs }) => inputs.latencyRoutingPolicies !== undefined,
      );
      assert.equal(shared.length, 1);
      assert.notEqual(shared[0]?.inputs.healthCheckId, undefined);
    }
  });

  it("has one database, which the second region reaches over the link of both networks", () => {
    const [home, other] = stacks.map((stack) => states[stack] as Deployed[]) as [Deployed[], Deployed[]];
    const [cluster] = byType(home, "aws:rds/cluster:Cluster");
    assert.deepEqual(byType(other, "aws:rds/cluster:Cluster"), []);
    const [task] = byType(other, "aws:ecs/taskDefinition:TaskDefinition");
    assert.ok(String(task?.inputs.containerDefinitions).includes(String(cluster?.outputs.endpoint)));
    const out = byType(other, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").filter(
      ({ inputs }) => inputs.fromPort === 3306,
    );
    assert.deepEqual(
      out.map(({ inputs }) => inputs.cidrIpv4),
      ["10.60.0.0/16"],
    );
    const into = byType(other, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs.fromPort === 3306,
    );
    assert.ok(cluster !== undefined);
    const [databaseGroup] = cluster.inputs.vpcSecurityGroupIds as string[];
    assert.deepEqual(
      into.map(({ inputs }) => [inputs.region, inputs.securityGroupId, inputs.cidrIpv4]),
      [["ap-southeast-1", databaseGroup, "10.61.0.0/16"]],
    );
    assert.equal(byType(other, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection").length, 1);
  });

  it("answers in the second alone when the first is lost, which then restores the database for itself", async () => {
    account().loseRegion("ap-southeast-1");
    assert.deepEqual(answers(), { "ap-southeast-1": "unhealthy", "us-east-1": "healthy" });
    const [, stack] = stacks;
    engine.project.change(stack, (settings) => {
      settings.recovery = { mode: "active-active", replicaRegions: ["us-west-2"] };
      settings.database = {
        restoreFrom: "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:copyjob-1",
      };
    });
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
    const state = await engine.state(stack);
    const [cluster] = byType(state, "aws:rds/cluster:Cluster");
    const [task] = byType(state, "aws:ecs/taskDefinition:TaskDefinition");
    assert.equal(cluster?.inputs.region, "us-east-1");
    assert.ok(String(task?.inputs.containerDefinitions).includes(String(cluster?.outputs.endpoint)));
  });
});

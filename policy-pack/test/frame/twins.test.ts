import assert from "node:assert/strict";
import { ResourceGraph } from "../../frame/graph";
import { kindOf, roleName, wordsApart } from "../../frame/twins";
import { provider, resource, type TestPeer, type TestResource, unknown, urnOf } from "../../testing";
import { stackArgs } from "../../testing/engine";
import { peerOf } from "../../testing/peer";

const inRegion = (region: string) => ({ provider: provider("aws", region, { region }) });
const east = inRegion("us-east-2");
const west = inRegion("us-west-2");

function twins(of: TestResource, resources: TestResource[], peers: TestPeer[] = []): string[] {
  const { resources: nodes } = stackArgs(resources, { settings: {}, stackTags: new Map() });
  const graph = new ResourceGraph(nodes, new Map(), peers.map(peerOf));
  const found = graph.get(urnOf(of));
  assert.ok(found);
  return graph.twinsOf(found).map(({ name, stack }) => `${stack}/${name}`);
}

describe("names without their region", () => {
  const cases: Record<string, string[]> = {
    "payments-db": [
      "payments-us-east-2-primary-db",
      "payments-usw2-secondary-db",
      "PaymentsEast-DB",
      "payments.db.dr",
    ],
    "node-a": ["node-us-east-2a", "node_eu_west_1a", "standby-node-a"],
    "": ["primary", "us-gov-west-1", "apse2"],
    "site-2": ["site-2", "site-2-replica"],
    wing: ["west-wing", "Wing"],
    "küche-日本": ["küche-us-east-1-日本"],
  };
  for (const [role, names] of Object.entries(cases)) {
    it(`has "${role}" for ${names.join(", ")}`, () => {
      assert.deepEqual(
        names.map((name) => roleName(name)),
        names.map(() => role),
      );
    });
  }

  it("leaves out what tells the stacks' names apart, and nothing for one stack alone", () => {
    assert.deepEqual([...wordsApart(["prod-ohio", "prod-oregon"])], ["ohio", "oregon"]);
    assert.deepEqual([...wordsApart(["prod-ohio"])], []);
    assert.equal(roleName("vpc-ohio", wordsApart(["prod-ohio", "prod-oregon"])), "vpc");
  });

  it("takes the tokens of one kind of resource for one kind", () => {
    assert.equal(kindOf("aws:alb/listener:Listener"), kindOf("aws:lb/listener:Listener"));
    assert.equal(kindOf("aws:s3/bucketV2:BucketV2"), kindOf("aws:s3/bucket:Bucket"));
    assert.equal(kindOf("aws:kms/replicaKey:ReplicaKey"), kindOf("aws:kms/key:Key"));
    assert.notEqual(kindOf("aws:elb/loadBalancer:LoadBalancer"), kindOf("aws:lb/loadBalancer:LoadBalancer"));
    assert.equal(kindOf("my:own:Type"), "my:own:Type");
  });
});

describe("twins", () => {
  const bucket = (name: string, options: object) => resource("aws:s3/bucket:Bucket", name, {}, options);

  it("are of the same kind and role in another region of the same stack", () => {
    const [one, other, same] = [bucket("logs-east", east), bucket("logs-west", west), bucket("logs", east)];
    const queue = resource("aws:sqs/queue:Queue", "logs", {}, west);
    assert.deepEqual(twins(one, [one, other, same, queue]), ["test/logs-west"]);
    assert.deepEqual(twins(other, [one, other, same, queue]), ["test/logs", "test/logs-east"]);
  });

  it("are found in a peer, whatever the stacks are called", () => {
    const one = bucket("logs", east);
    const peer = { stack: "test-oregon", resources: [bucket("logs-oregon", west)] };
    assert.deepEqual(twins(one, [one], [peer]), ["test-oregon/logs-oregon"]);
  });

  it("have the same parents", () => {
    const parent = (name: string) => resource("my:index:Hub", name);
    const [hubEast, hubWest, other] = [parent("hub-east"), parent("hub-west"), parent("archive-west")];
    const one = bucket("logs", { ...east, parent: hubEast });
    const twin = bucket("logs-dr", { ...west, parent: hubWest });
    const stranger = bucket("logs-b", { ...west, parent: other });
    const all = [hubEast, hubWest, other, one, twin, stranger];
    assert.deepEqual(twins(one, all), ["test/logs-dr"]);
  });

  it("are none for a global resource, or one whose region nobody knows", () => {
    const record = (name: string) => resource("aws:route53/record:Record", name, {}, east);
    assert.deepEqual(twins(record("api-east"), [record("api-east"), record("api-west")]), []);
    const lost = resource("aws:s3/bucket:Bucket", "logs", { region: unknown });
    assert.deepEqual(twins(lost, [lost, bucket("logs-west", west)]), []);
    const one = bucket("logs-east", east);
    assert.deepEqual(twins(one, [one, lost]), []);
  });
});

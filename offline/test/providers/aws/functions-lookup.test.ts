import assert from "node:assert/strict";
import { knownFunctions } from "../../../providers/aws/functions/call";
import { found, listed } from "../../../providers/aws/functions/catalogue";
import { Secret, type ValueMap } from "../../../providers/core/values/value";
import { Cloud, catalogOf } from "../support";
import { subnet, types, vpc } from "./fixtures";

const call = (cloud: Cloud, name: string, args: ValueMap = {}): ValueMap => {
  const [module, fn] = name.includes("/") ? name.split("/") : ["index", name];
  return cloud.invoke(`aws:${module}/${fn}:${fn}`, args);
};
const token = (name: string): string => `aws:${name}:${name.slice(name.indexOf("/") + 1)}`;

describe("AWS stand-in: functions that look up what the account holds", () => {
  const catalog = catalogOf("@pulumi/aws");

  it("name arguments, results and outputs that exist", () => {
    const wrong: string[] = [];
    for (const [name, { type, by = {} }] of Object.entries({ ...found, ...listed })) {
      const [fn, resource] = [catalog.function(token(name)), catalog.resource(type)];
      if (resource === undefined) wrong.push(`${name}: no type ${type}`);
      for (const [argument, output] of Object.entries(by)) {
        if (fn?.inputs[argument] === undefined) wrong.push(`${name}: no argument ${argument}`);
        if (output !== "id" && resource?.outputs[output] === undefined) wrong.push(`${name}: no ${output}`);
      }
    }
    for (const [name, { type, lists }] of Object.entries(listed))
      for (const [result, output] of Object.entries(lists)) {
        if (catalog.function(token(name))?.outputs[result] === undefined)
          wrong.push(`${name}: no result ${result}`);
        if (output !== "id" && catalog.resource(type)?.outputs[output] === undefined)
          wrong.push(`${name}: no ${output}`);
      }
    assert.deepEqual(wrong, []);
  });

  it("can be called whatever their arguments: every required one has a use", () => {
    // An argument that neither selects nor is echoed would be ignored without a word.
    const unused = Object.entries(found).flatMap(([name, { by = {} }]) =>
      Object.entries(catalog.function(token(name))?.inputs ?? {}).flatMap(([argument, { o }]) =>
        o !== 1 && by[argument] === undefined ? [`${name} ${argument}`] : [],
      ),
    );
    assert.deepEqual(unused, ["cloudfront/getFunction stage"]);
  });

  it("answer every declared result, an empty one where the account has none", () => {
    const cloud = new Cloud();
    cloud.create("aws:ecs/cluster:Cluster", "c", { name: "web" });
    const answer = call(cloud, "ecs/getCluster", { clusterName: "web" });
    const shape = catalog.function("aws:ecs/getCluster:getCluster");
    const missing = Object.entries(shape?.outputs ?? {}).filter(
      ([key, { o }]) => o !== 1 && answer[key] === undefined,
    );
    assert.deepEqual(missing, []);
    assert.equal(answer.status, "ACTIVE");
  });

  it("find one by its name, in its region, and say what is missing", () => {
    const cloud = new Cloud();
    const elsewhere = { region: "us-east-1", name: "jobs" };
    const queue = cloud.create("aws:sqs/queue:Queue", "q", { name: "jobs" });
    const other = cloud.create("aws:sqs/queue:Queue", "other", elsewhere);
    assert.equal(call(cloud, "sqs/getQueue", { name: "jobs" }).arn, queue.outputs.arn);
    assert.equal(call(cloud, "sqs/getQueue", elsewhere).arn, other.outputs.arn);
    assert.throws(
      () => call(cloud, "sqs/getQueue", { name: "job" }),
      /getQueue: the offline account has no matching queue; create it in a stack of this home first/,
    );
    cloud.create("aws:sqs/queue:Queue", "q2", { name: "jobs-dead" });
    assert.equal((call(cloud, "sqs/getQueues", { queueNamePrefix: "jobs" }).queueUrls as string[]).length, 2);
  });

  it("find by tags and filters, and refuse to choose between two", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const [one, two] = [subnet(cloud, net, 0), subnet(cloud, net, 1)];
    const eip = cloud.create(types.eip, "e", { domain: "vpc", tags: { Name: "exit" } });
    const nat = cloud.create(types.nat, "n", { subnetId: one.id, allocationId: eip.id });
    const natTwo = cloud.create(types.nat, "n2", { subnetId: two.id, connectivityType: "private" });
    const byTag = { filters: [{ name: "tag:Name", values: ["ex*"] }] };
    assert.equal(call(cloud, "ec2/getElasticIp", byTag).id, eip.id);
    assert.equal(call(cloud, "ec2/getElasticIp", { tags: { Name: "exit" } }).publicIp, eip.outputs.publicIp);
    assert.equal(call(cloud, "ec2/getNatGateway", { subnetId: two.id }).id, natTwo.id);
    const inSubnet = { filters: [{ name: "subnet-id", values: [one.id] }] };
    assert.deepEqual(call(cloud, "ec2/getNatGateways", inSubnet).ids, [nat.id]);
    assert.throws(() => call(cloud, "ec2/getNatGateway"), /2 matching nat gateways .* narrow the search/);
    assert.throws(
      () => call(cloud, "ec2/getNatGateways", { filters: [{ name: "colour", values: ["x"] }] }),
      /does not know the filter "colour" of aws:ec2\/natGateway:NatGateway; it knows tag:KEY, tag-key and/,
    );
  });

  it("list ids", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const group = cloud.create(types.group, "g", { vpcId: net.id, name: "web" });
    cloud.create(types.zone, "z", { name: "example.com" });
    const filters = [{ name: "group-name", values: ["w*"] }];
    assert.deepEqual(call(cloud, "ec2/getSecurityGroups", { filters }).ids, [group.id]);
    assert.equal((call(cloud, "route53/getZones").ids as string[]).length, 1);
    assert.deepEqual(call(cloud, "rds/getClusters").clusterIdentifiers, []);
  });

  it("newest version of a task definition, or the one asked for", () => {
    const cloud = new Cloud();
    const task = (name: string) =>
      cloud.create("aws:ecs/taskDefinition:TaskDefinition", name, {
        ...{ family: "web", containerDefinitions: "[]" },
      });
    task("a");
    const newest = task("b");
    const answer = call(cloud, "ecs/getTaskDefinition", { taskDefinition: "web" });
    assert.equal(answer.arn, newest.outputs.arn);
    assert.equal(
      call(cloud, "ecs/getTaskDefinition", { taskDefinition: String(newest.outputs.arn) }).family,
      "web",
    );
  });

  it("secrets come as secrets, also where the account keeps none", () => {
    const cloud = new Cloud();
    const secret = cloud.create(types.secret, "s", { name: "password" });
    cloud.create("aws:secretsmanager/secretVersion:SecretVersion", "v", {
      ...{ secretId: secret.id, secretString: new Secret("hunter22") },
    });
    for (const secretId of [secret.id, "password"]) {
      const { secretString } = call(cloud, "secretsmanager/getSecretVersion", { secretId });
      assert.ok(secretString instanceof Secret);
    }
    cloud.create("aws:ssm/parameter:Parameter", "p", {
      ...{ name: "/app/key", type: "SecureString", value: new Secret("hunter22") },
    });
    cloud.create("aws:ssm/parameter:Parameter", "p2", { name: "/app/deep/key", type: "String", value: "1" });
    const { names } = call(cloud, "ssm/getParametersByPath", { path: "/app" });
    assert.deepEqual(names, ["/app/key"]);
    const all = call(cloud, "ssm/getParametersByPath", { path: "/app", recursive: true });
    assert.equal((all.names as string[]).length, 2);
    assert.ok(all.values instanceof Secret);
  });

  it("logins, tokens and accounts have AWS's forms", () => {
    const cloud = new Cloud();
    const login = call(cloud, "ecr/getAuthorizationToken");
    assert.equal(login.userName, "AWS");
    assert.ok(login.password instanceof Secret && login.authorizationToken instanceof Secret);
    assert.match(
      String(login.proxyEndpoint),
      /^https:\/\/123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com$/,
    );
    const { token: access } = call(cloud, "eks/getClusterAuth", { name: "c" });
    assert.match(String(access instanceof Secret && access.value), /^k8s-aws-v1\./);
    assert.equal(call(cloud, "elb/getServiceAccount").id, "156460612806");
    assert.equal(call(cloud, "elb/getHostedZoneId", { region: "us-east-1" }).id, "Z35SXDOTRQ7X7K");
    const { dnsName, reverseDnsName } = call(cloud, "getService", { serviceId: "s3" });
    assert.deepEqual([dnsName, reverseDnsName], ["s3.eu-west-1.amazonaws.com", "com.amazonaws.eu-west-1.s3"]);
    const byName = call(cloud, "getService", { reverseDnsName: "com.amazonaws.us-east-1.ec2" });
    assert.deepEqual([byName.region, byName.serviceId], ["us-east-1", "ec2"]);
    const tagged = new Cloud({ config: { defaultTags: { tags: { owner: "us" } } } });
    assert.deepEqual(call(tagged, "getDefaultTags").tags, { owner: "us" });
    const ranges = call(cloud, "getIpRanges", { services: ["cloudfront"], regions: ["eu-west-1"] });
    assert.match(String(ranges.cidrBlocks), /^198\.51\.100\.\d+\/28$/);
  });

  it("instance types and databases that the arguments name are taken to be offered", () => {
    const cloud = new Cloud();
    const preferred = { preferredInstanceTypes: ["t4g.micro", "t3.micro"] };
    assert.equal(call(cloud, "ec2/getInstanceTypeOffering", preferred).instanceType, "t4g.micro");
    const offers = call(cloud, "ec2/getInstanceTypeOfferings", {
      ...{ locationType: "availability-zone", filters: [{ name: "instance-type", values: ["t3.micro"] }] },
    });
    assert.deepEqual(offers.locations, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    const order = { engine: "postgres", preferredInstanceClasses: ["db.t4g.micro"] };
    assert.equal(call(cloud, "rds/getOrderableDbInstance", order).instanceClass, "db.t4g.micro");
    assert.throws(
      () => call(cloud, "rds/getOrderableDbInstance", { engine: "postgres" }),
      /give instanceClass or preferredInstanceClasses; what a region offers only AWS knows/,
    );
  });

  it("are many: what common programs call", () => {
    assert.ok(knownFunctions.length >= 150, String(knownFunctions.length));
  });
});

import assert from "node:assert/strict";
import { noCrossRegionRuntimeDependency as rule } from "../../../rules/parity/no-cross-region-runtime-dependency";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const lambda = (props: Record<string, unknown>) =>
  resource("aws:lambda/function:Function", "orders", { region: "us-west-2", ...props });
const target = (type: string, region: string | undefined) => resource(type, "target", { region });
const variables = (value: unknown) => ({ environment: { variables: { TARGET: value } } });
const away = (property: string) => [`orders: Its ${property} needs something in us-east-2.`];

describe("no-cross-region-runtime-dependency", () => {
  it("accepts what is in its own region, by edge, ARN or endpoint", async () => {
    const queue = target("aws:sqs/queue:Queue", "us-west-2");
    const near = [
      reference(queue),
      "arn:aws:secretsmanager:us-west-2:111122223333:secret:db",
      "https://sqs.us-west-2.amazonaws.com/111122223333/orders",
    ];
    for (const value of near) assert.deepEqual(await said(rule, [queue, lambda(variables(value))]), []);
  });

  const tokens = [
    "aws:sqs/queue:Queue",
    "aws:secretsmanager/secret:Secret",
    "aws:kms/key:Key",
    "aws:ecr/repository:Repository",
    "aws:dynamodb/table:Table",
    "aws:lb/loadBalancer:LoadBalancer",
  ];
  for (const token of tokens) {
    it(`refuses a reference to a ${token} of another region that does not exist yet`, async () => {
      const other = target(token, "us-east-2");
      assert.deepEqual(await said(rule, [other, lambda(variables(reference(other)))]), away("environment"));
    });
  }

  const texts: Record<string, Record<string, unknown>> = {
    "an ARN in a variable": variables("arn:aws:sqs:us-east-2:111122223333:orders"),
    "an ARN inside JSON": variables('{"queue":"arn:aws:sqs:us-east-2:111122223333:orders"}'),
    "an endpoint": variables("https://sqs.us-east-2.amazonaws.com/111122223333/orders"),
    "a database's endpoint": variables("db.cluster-abc.us-east-2.rds.amazonaws.com:5432"),
  };
  for (const [what, props] of Object.entries(texts)) {
    it(`refuses ${what} of another region`, async () => {
      assert.deepEqual(await said(rule, [lambda(props)]), away("environment"));
    });
  }

  it("refuses an image of another region", async () => {
    const image = { imageUri: "111122223333.dkr.ecr.us-east-2.amazonaws.com/orders:v7" };
    assert.deepEqual(await said(rule, [lambda(image)]), away("imageUri"));
    const task = resource("aws:ecs/taskDefinition:TaskDefinition", "orders", {
      region: "us-west-2",
      containerDefinitions: JSON.stringify([{ image: image.imageUri }]),
    });
    assert.deepEqual(await said(rule, [task]), away("containerDefinitions"));
  });

  it("accepts the global database, whose endpoint moves, and services of all regions", async () => {
    const moving: TestResource[] = [
      target("aws:rds/globalCluster:GlobalCluster", "us-east-2"),
      target("aws:iam/role:Role", undefined),
    ];
    for (const other of moving) {
      assert.deepEqual(await said(rule, [other, lambda(variables(reference(other)))]), []);
    }
    const names = ["arn:aws:s3:::bucket", "arn:aws:iam::111122223333:role/r", "shop.us-east-2.example.com"];
    for (const name of names) assert.deepEqual(await said(rule, [lambda(variables(name))]), []);
  });

  it("accepts what the settings name", async () => {
    const settings = { exempt: ["ord*"] };
    const other = lambda(variables("arn:aws:sqs:us-east-2:111122223333:orders"));
    assert.deepEqual(await said(rule, [other], { settings }), []);
  });

  it("refuses what a peer's resource is for by its ARN", async () => {
    const far = resource(
      "aws:sqs/queue:Queue",
      "far",
      { region: "us-east-2" },
      {
        outputs: { arn: "arn:aws:sqs:us-east-2:111122223333:far" },
      },
    );
    const other = lambda({ deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-2:111122223333:far" } });
    assert.deepEqual(
      await said(rule, [other], { peers: [{ stack: "peer", resources: [far] }] }),
      away("deadLetterConfig"),
    );
  });

  it("does not judge what is not known, and finds the violation beside it", async () => {
    const environment = { variables: { A: unknown, B: "arn:aws:sqs:us-east-2:111122223333:orders" } };
    assert.deepEqual(await said(rule, [lambda(variables(unknown))]), [
      "orders? environment is not known yet",
    ]);
    assert.deepEqual(await said(rule, [lambda({ environment })]), away("environment"));
    const nowhere = lambda({ region: undefined, ...variables("x") });
    assert.deepEqual(await said(rule, [nowhere]), ["orders? neither it nor its provider says its region"]);
  });
});

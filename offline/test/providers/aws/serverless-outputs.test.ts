import assert from "node:assert/strict";
import { Asset, reveal, type ValueMap } from "../../../providers/core/values/value";
import { Cloud } from "../support";

const account = "123456789012";
const region = "eu-west-1";

const make = (type: string, inputs: ValueMap) => new Cloud().createUnchecked(type, "it", inputs);

describe("AWS stand-in: functions, APIs and user pools", () => {
  it("gives an alias the ARN that callers use, by the function's name or ARN", () => {
    const arn = `arn:aws:lambda:${region}:${account}:function:orders`;
    for (const functionName of ["orders", arn]) {
      const { id, outputs } = make("aws:lambda/alias:Alias", {
        functionName,
        name: "live",
        functionVersion: "1",
      });
      assert.deepEqual([id, outputs.arn], [`${arn}:live`, `${arn}:live`]);
      assert.match(
        String(outputs.invokeArn),
        /functions\/arn:aws:lambda:.*:function:orders:live\/invocations$/,
      );
    }
  });

  it("publishes a version for a change of code, and none for a change of tags", () => {
    const cloud = new Cloud();
    const inputs = (change: ValueMap) => ({
      name: "orders",
      role: `arn:aws:iam::${account}:role/r`,
      publish: true,
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: new Asset({ path: "a.zip", hash: "1" }),
      ...change,
    });
    const made = cloud.create("aws:lambda/function:Function", "orders", inputs({}));
    assert.equal(made.outputs.version, "1");
    const tagged = cloud.update(made, inputs({ tags: { owner: "shop" } }));
    assert.equal(tagged.outputs.version, "1");
    const changed = cloud.update(tagged, inputs({ code: new Asset({ path: "a.zip", hash: "2" }) }));
    assert.equal(changed.outputs.version, "2");
    assert.equal(changed.outputs.qualifiedArn, `arn:aws:lambda:${region}:${account}:function:orders:2`);
  });

  it("names schedules by their group", () => {
    const { id, outputs } = make("aws:scheduler/schedule:Schedule", { name: "nightly", target: {} });
    assert.equal(id, "default/nightly");
    assert.equal(outputs.arn, `arn:aws:scheduler:${region}:${account}:schedule/default/nightly`);
  });

  it("gives an API's own name what an alias record needs", () => {
    const { id, outputs } = make("aws:apigateway/domainName:DomainName", { domainName: "api.example.com" });
    assert.equal(id, "api.example.com");
    assert.match(
      String(outputs.regionalDomainName),
      /^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/,
    );
    assert.equal(outputs.regionalZoneId, "ZLY8HYME6SFDD");
  });

  it("makes a new deployment for another state of an API", () => {
    const cloud = new Cloud();
    const type = "aws:apigateway/deployment:Deployment";
    const made = cloud.create(type, "d", { restApi: "api", triggers: { definition: "1" } });
    const changes = cloud.diff(made, { restApi: "api", triggers: { definition: "2" } });
    assert.deepEqual(
      changes.map(({ path, replace }) => [path, replace]),
      [["triggers.definition", true]],
    );
    assert.deepEqual(
      cloud
        .diff(made, { ...{ restApi: "api", triggers: { definition: "1" } }, description: "d" })
        .map(({ replace }) => replace),
      [false],
    );
  });

  it("knows a key's value in its plan as in the key itself", () => {
    const cloud = new Cloud();
    const key = cloud.create("aws:apigateway/apiKey:ApiKey", "k", { name: "partner" });
    const plan = { keyId: key.id, keyType: "API_KEY", usagePlanId: "plan" };
    const inPlan = cloud.create("aws:apigateway/usagePlanKey:UsagePlanKey", "p", plan);
    assert.deepEqual([inPlan.id, inPlan.outputs.name], [key.id, "partner"]);
    // The account's files have no secrets, so a later run does not find the value there.
    const later = new Cloud().create("aws:apigateway/usagePlanKey:UsagePlanKey", "p", plan);
    assert.equal(reveal(later.outputs.value), reveal(key.outputs.value));
  });

  it("puts a pool's region into its id, and gives a secret to the clients that ask for one", () => {
    const { id, outputs } = make("aws:cognito/userPool:UserPool", { name: "shop" });
    assert.match(id, /^eu-west-1_[A-Za-z0-9]{9}$/);
    assert.equal(outputs.arn, `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`);
    assert.equal(outputs.endpoint, `cognito-idp.${region}.amazonaws.com/${id}`);
    const client = make("aws:cognito/userPoolClient:UserPoolClient", { userPoolId: id, name: "web" });
    assert.match(client.id, /^[a-z0-9]{26}$/);
  });

  it("names a pool's scopes by their resource server", () => {
    const { outputs } = make("aws:cognito/resourceServer:ResourceServer", {
      ...{ userPoolId: "eu-west-1_aaaaaaaaa", identifier: "orders", name: "orders" },
      scopes: [{ scopeName: "write", scopeDescription: "w" }],
    });
    assert.deepEqual(outputs.scopeIdentifiers, ["orders/write"]);
  });
});

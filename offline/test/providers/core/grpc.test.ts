import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineLog } from "../../../providers/core/protocol/engine-log";
import { listen } from "../../../providers/core/protocol/serve";
import { isUnknown, Secret, UNKNOWN, type ValueMap } from "../../../providers/core/values/value";
import { fromStruct, toStruct } from "../../../providers/core/values/wire";
import { Cloud } from "../support";

const ask = <Response>(
  start: (reply: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
) =>
  new Promise<Response>((resolve, reject) =>
    start((error, response) => (error ? reject(error) : resolve(response))),
  );

const type = "aws:rds/cluster:Cluster";
const urn = `urn:pulumi:s::p::my:component:Db$${type}::main`;

describe("stand-in over gRPC", () => {
  let client: ResourceProviderClient;
  let close = (): void => undefined;
  before(async () => {
    const server = await listen(new Cloud().provider, new EngineLog(undefined));
    close = server.close;
    client = new ResourceProviderClient(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure());
  });
  after(() => {
    client.close();
    close();
  });

  const check = async (news: ValueMap) => {
    const request = new wire.CheckRequest();
    request.setUrn(urn);
    request.setNews(toStruct(news));
    return ask<wire.CheckResponse>((reply) => client.check(request, reply));
  };

  it("introduces itself as the engine expects", async () => {
    const handshake = await ask<wire.ProviderHandshakeResponse>((reply) =>
      client.handshake(new wire.ProviderHandshakeRequest(), reply),
    );
    assert.equal(handshake.getAcceptSecrets(), true);
    const info = await ask<PluginInfo>((reply) => client.getPluginInfo(new Empty(), reply));
    assert.equal(info.getVersion(), "7.48.0");
  });

  it("takes a resource from check over preview, creation, diff, update and read to deletion", async () => {
    const news = {
      engine: "aurora-postgresql",
      masterPassword: new Secret("hunter22"),
      kmsKeyId: UNKNOWN,
      skipFinalSnapshot: true,
    };
    const checked = await check(news);
    assert.deepEqual(checked.getFailuresList(), []);
    const create = new wire.CreateRequest();
    create.setUrn(urn);
    create.setProperties(checked.getInputs());
    create.setPreview(true);
    const planned = await ask<wire.CreateResponse>((reply) => client.create(create, reply));
    const plannedOutputs = fromStruct(planned.getProperties());
    assert.equal(planned.getId(), "");
    assert.ok(isUnknown(plannedOutputs.endpoint) && isUnknown(plannedOutputs.kmsKeyId));
    assert.deepEqual(plannedOutputs.masterPassword, new Secret("hunter22"));

    const inputs = (
      await check({ ...news, kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/k" })
    ).getInputs();
    create.setProperties(inputs);
    create.setPreview(false);
    const created = await ask<wire.CreateResponse>((reply) => client.create(create, reply));
    assert.match(created.getId(), /^main-[0-9a-f]{7}$/);

    const diff = new wire.DiffRequest();
    diff.setUrn(urn);
    diff.setId(created.getId());
    diff.setOlds(created.getProperties());
    diff.setOldInputs(inputs);
    diff.setNews(toStruct({ ...fromStruct(inputs), masterUsername: "root", port: 5433 }));
    const changes = await ask<wire.DiffResponse>((reply) => client.diff(diff, reply));
    assert.equal(changes.getChanges(), wire.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepEqual(changes.getReplacesList(), ["masterUsername"]);
    assert.deepEqual(changes.getDiffsList().sort(), ["masterUsername", "port"]);
    assert.equal(
      changes.getDetaileddiffMap().get("masterUsername")?.getKind(),
      wire.PropertyDiff.Kind.ADD_REPLACE,
    );
    diff.setNews(inputs);
    assert.equal(
      (await ask<wire.DiffResponse>((reply) => client.diff(diff, reply))).getChanges(),
      wire.DiffResponse.DiffChanges.DIFF_NONE,
    );

    const read = new wire.ReadRequest();
    read.setUrn(urn);
    read.setId(created.getId());
    read.setProperties(created.getProperties());
    read.setInputs(inputs);
    const state = await ask<wire.ReadResponse>((reply) => client.read(read, reply));
    assert.deepEqual(fromStruct(state.getProperties()), fromStruct(created.getProperties()));

    const remove = new wire.DeleteRequest();
    remove.setUrn(urn);
    remove.setId(created.getId());
    remove.setProperties(created.getProperties());
    remove.setOldInputs(inputs);
    await ask<Empty>((reply) => client.delete(remove, reply));
    assert.equal((await ask<wire.ReadResponse>((reply) => client.read(read, reply))).getId(), "");
  });

  it("reports what a check refuses with its property", async () => {
    const failures = (await check({ engin: "aurora-postgresql" })).getFailuresList();
    assert.deepEqual(
      failures.map((failure) => failure.getProperty()),
      ["engine", "engin"],
    );
  });

  it("names no secret property in a failure, for the engine would show its value", async () => {
    const [plain] = (
      await check({ engine: "aurora-postgresql", masterPassword: "p@ss/word" })
    ).getFailuresList();
    assert.equal(plain?.getProperty(), "masterPassword");
    const secret = { engine: "aurora-postgresql", masterPassword: new Secret("p@ss/word") };
    const [failure] = (await check(secret)).getFailuresList();
    assert.equal(failure?.getProperty(), "");
    assert.match(failure?.getReason() ?? "", /password/i);
    assert.ok(!failure?.getReason().includes("p@ss"));
  });

  it("shows a refusal as it is and says of anything else that it is missing", async () => {
    const invoke = new wire.InvokeRequest();
    invoke.setTok("aws:pricing/getProduct:getProduct");
    await assert.rejects(
      ask<wire.InvokeResponse>((reply) => client.invoke(invoke, reply)),
      (error: grpc.ServiceError) => {
        assert.match(error.details, /^the offline stand-in does not know the function/);
        return true;
      },
    );
    await assert.rejects(
      ask<wire.ConstructResponse>((reply) => client.construct(new wire.ConstructRequest(), reply)),
      {
        code: grpc.status.UNIMPLEMENTED,
      },
    );
  });
});

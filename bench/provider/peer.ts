import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/**
 * The floor of the benchmark: the least that a provider can be. It reads every request whole and answers in the form
 * that the engine wants, and checks, remembers and completes nothing.
 */
type Reply<Response> = (error: null, response: Response) => void;

const service: grpc.UntypedServiceImplementation = {
  ...Object.fromEntries(Object.keys(ResourceProviderService).map((method) => [method, unimplemented])),

  configure(_call: unknown, reply: Reply<wire.ConfigureResponse>) {
    const response = new wire.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setAcceptoutputs(true);
    response.setAcceptresources(true);
    response.setSupportspreview(true);
    reply(null, response);
  },

  check({ request }: { request: wire.CheckRequest }, reply: Reply<wire.CheckResponse>) {
    const response = new wire.CheckResponse();
    response.setInputs(request.getNews());
    reply(null, response);
  },

  diff({ request }: { request: wire.DiffRequest }, reply: Reply<wire.DiffResponse>) {
    const text = (struct: Struct | undefined) => JSON.stringify(struct?.toJavaScript());
    const same = text(request.getOldInputs()) === text(request.getNews());
    const { DIFF_NONE, DIFF_SOME } = wire.DiffResponse.DiffChanges;
    const response = new wire.DiffResponse();
    response.setChanges(same ? DIFF_NONE : DIFF_SOME);
    reply(null, response);
  },

  create({ request }: { request: wire.CreateRequest }, reply: Reply<wire.CreateResponse>) {
    const id = `${request.getUrn().split("::").at(-1)}-1`;
    const inputs = request.getProperties()?.toJavaScript() ?? {};
    const response = new wire.CreateResponse();
    response.setId(id);
    response.setProperties(Struct.fromJavaScript({ ...inputs, id, arn: `arn:aws:bench:::${id}` }));
    reply(null, response);
  },
};

function unimplemented(_call: unknown, reply: (error: Partial<grpc.StatusObject>) => void): void {
  reply({ code: grpc.status.UNIMPLEMENTED });
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(ResourceProviderService, service);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});

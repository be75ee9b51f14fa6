import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Sends lines to the user's screen through the engine. Without an engine, to standard error. */
export class EngineLog {
  private client: EngineClient | undefined;

  constructor(private address: string | undefined) {}

  /** Points the log to the engine named in a handshake or attach request. */
  attach(address: string): void {
    if (address !== "" && address !== this.address) {
      this.address = address;
      this.client = undefined;
    }
  }

  send(severity: "info" | "warning", message: string, urn = ""): void {
    if (this.address === undefined) {
      process.stderr.write(`${severity}: ${message}\n`);
      return;
    }
    this.client ??= new EngineClient(this.address, grpc.credentials.createInsecure());
    const request = new LogRequest();
    request.setSeverity(severity === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(message);
    request.setUrn(urn);
    // A line that can't be shown must not fail the operation that it is about.
    this.client.log(request, () => undefined);
  }
}

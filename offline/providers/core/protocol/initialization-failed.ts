import * as grpc from "@grpc/grpc-js";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { toStruct } from "../values/wire";
import type { InitializationFailed } from "./provider";

/** The wire form of a half-made resource: an error whose details hold what was made. */
export function initializationFailed({ message, resource }: InitializationFailed): grpc.ServiceError {
  const detail = new wire.ErrorResourceInitFailed();
  detail.setId(resource.id);
  detail.setProperties(toStruct(resource.outputs));
  detail.setInputs(toStruct(resource.inputs));
  detail.setReasonsList([message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");

  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return Object.assign(new Error(message), { code: grpc.status.UNKNOWN, details: message, metadata });
}

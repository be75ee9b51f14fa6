import * as grpc from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";

export interface PropertyIssue {
  /** Path of the argument, such as `subnetSpecs[0].cidrMask`. */
  readonly propertyPath: string;
  /** What is wrong with it and what is allowed. */
  readonly reason: string;
}

/** Arguments that the component refuses. The engine shows one line per issue, with the property path. */
export class ArgumentsError extends Error {
  constructor(readonly issues: readonly PropertyIssue[]) {
    super(issues.map((issue) => `${issue.propertyPath}: ${issue.reason}`).join("\n"));
  }
}

/** Shorthand for an error about one argument. */
export function argumentError(propertyPath: string, reason: string): ArgumentsError {
  return new ArgumentsError([{ propertyPath, reason }]);
}

/** An error of the component as the engine expects it: property issues travel as status details. */
export function serviceError(error: unknown): Partial<grpc.ServiceError> {
  if (!(error instanceof ArgumentsError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: grpc.status.UNKNOWN, details: message, message };
  }
  const details = new InputPropertiesError();
  for (const issue of error.issues) {
    const entry = new InputPropertiesError.PropertyError();
    entry.setPropertyPath(issue.propertyPath);
    entry.setReason(issue.reason);
    details.addErrors(entry);
  }
  const packed = new Any();
  packed.pack(details.serializeBinary(), "pulumirpc.InputPropertiesError");
  const status = new Status();
  status.setCode(grpc.status.INVALID_ARGUMENT);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.INVALID_ARGUMENT, details: "", message: error.message, metadata };
}

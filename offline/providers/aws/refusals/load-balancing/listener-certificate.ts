import { isSet, text } from "../../../core/values/read";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

export const listenerCertificate: Refusal = {
  ...always,
  name: "lb-listener-certificate",
  code: "ValidationError",
  sentence: "An HTTPS or TLS listener has a certificate.",
  source: "Elastic Load Balancing API Reference, CreateListener.Certificates",
  types: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  judge({ inputs }) {
    const protocol = text(inputs, "protocol");
    return (protocol !== "HTTPS" && protocol !== "TLS") || isSet(inputs, "certificateArn")
      ? undefined
      : found(
          `A certificate must be specified for ${protocol} listeners; set certificateArn`,
          "certificateArn",
        );
  },
};

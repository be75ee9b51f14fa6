import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type TestResource, urnOf } from "../../testing";
import { send } from "../../testing/values";

type JavaScript = Parameters<typeof Struct.fromJavaScript>[0];

/** The engine's message before a resource is created. */
export function analyzeRequest(resource: TestResource): AnalyzeRequest {
  const request = new AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(urnOf(resource));
  request.setName(resource.name);
  request.setProperties(struct(send(resource.props).value));
  request.setOptions(new AnalyzerResourceOptions());
  return request;
}

/** The engine's message after all resources. */
export function analyzeStackRequest(resources: readonly TestResource[]): AnalyzeStackRequest {
  const request = new AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((resource) => {
      const message = new AnalyzerResource();
      message.setType(resource.type);
      message.setUrn(urnOf(resource));
      message.setName(resource.name);
      message.setProperties(struct(send(resource.props).value));
      message.setOptions(new AnalyzerResourceOptions());
      return message;
    }),
  );
  return request;
}

/** The engine's message with the configuration of all policies. */
export function configureRequest(
  policies: Record<string, { level: keyof typeof EnforcementLevel; settings?: Record<string, unknown> }>,
): ConfigureAnalyzerRequest {
  const request = new ConfigureAnalyzerRequest();
  for (const [name, { level, settings = {} }] of Object.entries(policies)) {
    const config = new PolicyConfig();
    config.setEnforcementlevel(EnforcementLevel[level]);
    config.setProperties(struct(settings));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

function struct(value: unknown): Struct {
  return Struct.fromJavaScript(value as JavaScript);
}

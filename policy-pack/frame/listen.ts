import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { Configuration, type PolicyEntry } from "./configuration";
import type { Level } from "./rule";

/**
 * Listens for the configuration that the engine sends to this process.
 *
 * `@pulumi/policy` 1.21 shows a policy its own settings only, and nobody the levels. One driver judges many rules,
 * and a level by area or severity concerns all, so the pack looks at the message itself where the service decodes it.
 * Must be called before the pack is served; without a message the defaults count.
 */
export function listenForConfiguration(receive: (configuration: Configuration) => void): void {
  const method = AnalyzerService.configure;
  const decode = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const request = decode(bytes);
    receive(configurationOf(request));
    return request;
  };
}

function configurationOf(request: ConfigureAnalyzerRequest): Configuration {
  const entries = new Map<string, PolicyEntry>();
  request.getPolicyconfigMap().forEach((entry, policy) => {
    const settings: Record<string, unknown> = entry.getProperties()?.toJavaScript() ?? {};
    entries.set(policy, { level: levelOf(entry.getEnforcementlevel()), settings });
  });
  return new Configuration(entries);
}

function levelOf(level: EnforcementLevel): Level {
  if (level === EnforcementLevel.DISABLED) return "disabled";
  if (level === EnforcementLevel.ADVISORY) return "advisory";
  // No rule changes resources, so "remediate" is "mandatory", as Pulumi itself does for stack policies.
  return "mandatory";
}

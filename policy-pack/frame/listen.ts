import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { Configuration, type PolicyEntry } from "./configuration";
import type { Level, Rule } from "./rule";

/**
 * Listens for the configuration that the engine sends to this process.
 *
 * `@pulumi/policy` 1.21 shows a policy its own settings only, and nobody the levels. One driver judges many rules,
 * and a level by area or severity concerns all, so the pack looks at the message itself where the service decodes it.
 * Must be called before the pack is served; without a message the defaults count. Rules that may mend resources are
 * put to Pulumi's level for it.
 */
export function listenForConfiguration(
  rules: readonly Rule[],
  receive: (configuration: Configuration) => void,
): void {
  const method = AnalyzerService.configure;
  const decode = method.requestDeserialize;
  method.requestDeserialize = (bytes) => {
    const request = decode(bytes);
    const configuration = configurationOf(request);
    allowRemediation(
      request,
      rules.filter((rule) => configuration.remediates(rule)),
    );
    receive(configuration);
    return request;
  };
}

function configurationOf(request: ConfigureAnalyzerRequest): Configuration {
  const entries = new Map<string, PolicyEntry>();
  request.getPolicyconfigMap().forEach((entry, policy) => {
    const settings: Record<string, unknown> = entry.getProperties()?.toJavaScript() ?? {};
    const remediate = entry.getEnforcementlevel() === EnforcementLevel.REMEDIATE;
    entries.set(policy, { level: levelOf(entry.getEnforcementlevel()), settings, remediate });
  });
  return new Configuration(entries);
}

/** Pulumi's server runs the remediations only of policies whose level is `remediate`, which the pack's setting means. */
function allowRemediation(request: ConfigureAnalyzerRequest, rules: readonly Rule[]): void {
  const entries = request.getPolicyconfigMap();
  for (const { id } of rules) entries.get(id)?.setEnforcementlevel(EnforcementLevel.REMEDIATE);
}

function levelOf(level: EnforcementLevel): Level {
  if (level === EnforcementLevel.DISABLED) return "disabled";
  if (level === EnforcementLevel.ADVISORY) return "advisory";
  // What a remediation could not mend stops the deployment, as Pulumi itself has it.
  return "mandatory";
}

import { PolicyPack, type PolicyPackArgs } from "@pulumi/policy";
import { Configuration } from "./frame/configuration";
import { listenForConfiguration } from "./frame/listen";
import { listedPolicies, runningPolicies } from "./frame/pack";
import { packRuleList } from "./frame/pack-rules";
import { Results } from "./frame/results";
import { ResultsFile } from "./frame/results-file";
import type { Session } from "./frame/run";
import { startDirectory, surroundingsOf } from "./frame/surroundings";
import { description, version } from "./package.json";
import { rules } from "./rules";

const PACK = "tandem-well-architected";

const results = new Results(PACK, version);
const file = new ResultsFile(
  {
    report: () => ({
      document: results.document(),
      rules: [...rules, ...packRuleList],
      judged: results.judgedByRule(),
    }),
    get isComplete() {
      return results.isComplete;
    },
  },
  process.env.TANDEM_POLICY_RESULTS,
  startDirectory,
);

let surroundings = surroundingsOf(new Configuration(), rules);
const session: Session = {
  surroundings: () => surroundings,
  results,
  inputs: new Map(),
  changed: () => file.save(),
};
const running = runningPolicies(rules, session);
listenForConfiguration(rules, (configuration) => {
  surroundings = surroundingsOf(configuration, rules);
  file.moveTo(configuration.pack.results);
  // Which rules may mend resources is known only now; Pulumi's server reads its array anew for each resource.
  running.splice(0, running.length, ...runningPolicies(rules, session));
});

const pack: PolicyPackArgs = {
  displayName: "Well-Architected across regions",
  description,
  provider: "aws",
  tags: ["aws", "multi-region", "well-architected", "pci-dss"],
  policies: running,
};
new PolicyPack(PACK, pack);
// The server keeps the array that it was given, and reads `policies` again for Pulumi's list: so what runs can be
// arranged by type, while each rule is listed and configured under its own id.
pack.policies = listedPolicies(rules);

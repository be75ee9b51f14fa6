import { PolicyPack, type PolicyPackArgs } from "@pulumi/policy";
import { Configuration } from "./frame/configuration";
import { listenForConfiguration } from "./frame/listen";
import { listedPolicies, runningPolicies } from "./frame/pack";
import { Results } from "./frame/results";
import { ResultsFile } from "./frame/results-file";
import { description, version } from "./package.json";
import { rules } from "./rules";

const PACK = "tandem-well-architected";

const results = new Results(PACK, version);
const file = new ResultsFile(results, process.env.TANDEM_POLICY_RESULTS);
let configuration = new Configuration();
listenForConfiguration((received) => {
  configuration = received;
  file.moveTo(received.resultsFile);
});

const pack: PolicyPackArgs = {
  displayName: "Well-Architected across regions",
  description,
  provider: "aws",
  tags: ["aws", "multi-region", "well-architected", "pci-dss"],
  policies: runningPolicies(rules, {
    configuration: () => configuration,
    results,
    inputs: new Map(),
    changed: () => file.save(),
  }),
};
new PolicyPack(PACK, pack);
// The server keeps the array that it was given, and reads `policies` again for Pulumi's list: so what runs can be
// arranged by type, while each rule is listed and configured under its own id.
pack.policies = listedPolicies(rules);

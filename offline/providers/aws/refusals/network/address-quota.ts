import { others } from "../known";
import { found, type Refusal } from "../refusal";

const eip = "aws:ec2/eip:Eip";
/** Elastic IP addresses per region in an account without an increase. */
const quota = 5;

export const addressQuota: Refusal = {
  name: "elastic-ip-quota",
  code: "AddressLimitExceeded",
  sentence: "A new account has five Elastic IP addresses per region.",
  source: "Amazon VPC User Guide, Amazon VPC quotas",
  types: [eip],
  phases: ["create"],
  severity: "warning",
  judge(resource, account) {
    const count =
      others(account, eip, resource).filter(({ region }) => region === resource.region).length + 1;
    return count > quota
      ? found(
          `this is Elastic IP address ${count} in ${resource.region ?? "its region"}; accounts start with ${quota}. Ask for more before the real \`up\``,
        )
      : undefined;
  },
};

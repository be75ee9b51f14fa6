import * as pulumi from "@pulumi/pulumi";
import { type Duty, IdentityRoles } from "../../components/identity-roles";
import { accountOf } from "../shared/account";
import type { App } from "./app";
import type { Database } from "./database";
import { type DutyScope, databasePolicy, developersPolicy, operatorsPolicy } from "./duties";

/** People by their duties, each with a second factor and without keys that last. */
export function identity(
  { settings, names, opts }: App,
  { own }: Database,
  pipelineArn: pulumi.Input<string>,
): IdentityRoles {
  if (own === undefined) throw new Error("the home region has no database of its own");
  const account = accountOf(opts);
  const scope: pulumi.Output<DutyScope> = pulumi
    .all([account, own.secretArn, own.secretKeyArn, pipelineArn])
    .apply(([{ partition, accountId }, secretArn, secretKeyArn, pipeline]) => ({
      partition,
      accountId,
      prefix: names.prefix,
      secretArn,
      secretKeyArn,
      pipelineArn: pipeline,
    }));
  const awsPolicy = (path: string) =>
    account.apply(({ partition }) => `arn:${partition}:iam::aws:policy/${path}`);
  const view = awsPolicy("job-function/ViewOnlyAccess");
  const { sessionHours, identityCenter } = settings.identity;
  const duties: Duty[] = [
    {
      name: "operators",
      description: "See everything, and restart, scale, release and restore.",
      managedPolicyArns: [view],
      policy: scope.apply(operatorsPolicy),
    },
    {
      name: "developers",
      description: "See what runs, and read its logs.",
      managedPolicyArns: [view],
      policy: scope.apply(developersPolicy),
    },
    {
      name: "database-administrators",
      permissionSetName: "db-administrators",
      description: "Look after the database, with its administrator's password.",
      managedPolicyArns: [view],
      policy: scope.apply(databasePolicy),
    },
    {
      name: "auditors",
      description: "See how everything is set up, and no data.",
      managedPolicyArns: [awsPolicy("SecurityAudit")],
    },
  ];
  return new IdentityRoles(
    "people",
    { resourceName: names.prefix, duties: duties.map((duty) => ({ ...duty, sessionHours })), identityCenter },
    opts,
  );
}

import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { createClientAccess } from "../database-parts/access";
import { createServiceLog } from "../database-parts/log";
import { createMonitoringRole } from "../database-parts/monitoring-role";
import { KeyUser, RegionalKey } from "../regional-key";
import { type DatabaseCommon, type DatabaseForm, defaults } from "./args";
import { engineFacts, insightsMode, performanceInsights } from "./engine";
import type { Surroundings } from "./surroundings";

/** What a database's surroundings follow from. */
export interface SurroundingArgs
  extends Pick<
    DatabaseCommon,
    | "region"
    | "identifier"
    | "keyAlias"
    | "engine"
    | "vpcId"
    | "subnetIds"
    | "clients"
    | "insights"
    | "logRetentionInDays"
    | "protect"
  > {
  form: DatabaseForm;
}

/**
 * Key, subnets, network access and monitoring of a database, and the log groups that it asks for.
 *
 * @param logGroupNames gets the name of each log group that is made
 */
export function createSurroundings(
  name: string,
  args: SurroundingArgs,
  logGroupNames: string[],
  parent: pulumi.Resource,
): Surroundings {
  const { region, identifier } = args;
  const protect = args.protect ?? defaults.protect;
  const { protocol, port } = engineFacts(args.form, args.engine);
  const key = new RegionalKey(
    `${name}-storage`,
    {
      region,
      alias: args.keyAlias,
      description: `Storage, logs and credentials of ${identifier}`,
      users: [KeyUser.CloudWatchLogs],
    },
    { parent, protect },
  );
  const subnetGroup = new rds.SubnetGroup(
    `${name}-subnet-group`,
    { region, description: `Subnets of ${identifier}`, subnetIds: args.subnetIds },
    { parent },
  );
  const insights = args.insights ?? defaults.insights;
  const clients = { region, vpcId: args.vpcId, of: identifier, protocol, port, clients: args.clients };
  return {
    key,
    subnetGroup,
    securityGroup: createClientAccess(name, clients, parent),
    protect,
    insightsMode: insightsMode(insights),
    insights: performanceInsights(insights, key.arn),
    monitoring: {
      monitoringInterval: defaults.monitoringInterval,
      monitoringRoleArn: createMonitoringRole(name, region, parent),
    },
    createLogs: (kind, owner) =>
      // A replica's logs are told from its source's by the end of its identifier.
      engineFacts(args.form, args.engine).logs.map((log) => {
        const logGroupName = `/aws/rds/${kind}/${owner}/${log}`;
        logGroupNames.push(logGroupName);
        const retentionInDays = args.logRetentionInDays ?? defaults.logRetentionInDays;
        const whose = owner.slice(identifier.length);
        return createServiceLog(
          `${name}${whose}-log-${log}`,
          { region, logGroupName, retentionInDays, keyArn: key.arn },
          parent,
        );
      }),
  };
}

import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { type DashboardParts, dashboardBody } from "./body";

export type * from "./body";
export * from "./rows";

/** What {@link Dashboard} takes. */
export interface DashboardArgs extends DashboardParts<pulumi.Input<string>> {
  /** Region of the account that the dashboard is made through; dashboards themselves belong to no region. */
  region: string;
  /** Name of the dashboard, unique in the account. A change replaces it. */
  dashboardName: string;
}

/**
 * One page over the edge and all regions of a system.
 *
 * Cost: 3 USD a month; the first three dashboards of an account are free.
 */
export class Dashboard extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:Dashboard", name, args, opts);
    const { region, dashboardName, ...parts } = args;
    const invoke = { parent: this };
    new cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        region,
        dashboardName,
        dashboardBody: pulumi
          .all([pulumi.output(parts), getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
          .apply(([known, { partition }, { accountId }]) => dashboardBody(known, { partition, accountId })),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

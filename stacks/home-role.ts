import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses a home role other than the one that this stack was brought up with. The role says who owns what: another one
 * would delete or replace the zone, the edge and the database, while a failover needs no change of settings at all.
 *
 * @throws pulumi.RunError with what to do instead
 */
export async function refuseRoleChange(role: string): Promise<void> {
  const [organization, project, stack] = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
  const name = `${organization}/${project}/${stack}`;
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  const before: unknown = outputs.role;
  if (typeof before !== "string" || before === role) return;
  throw new pulumi.RunError(
    `Pulumi.${stack}.yaml: role: "${role}" is not allowed, this stack was brought up as "${before}". A role says who owns what and never changes, also not in a failover: which region takes payments is changed by docs/runbooks/failover.md, without pulumi up.`,
  );
}

import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import type { FailoverDocumentsArgs } from "./args";
import { type DocumentName, documents, documentText } from "./documents";
import { automationTrust, rolePolicy } from "./role-policy";

export { defaults, type FailoverDocumentsArgs } from "./args";

/**
 * Automation documents of Systems Manager for the steps of a failover that a Region switch plan has no block for: fence
 * and open a region by hand, and take the old writer's last state to a cluster of its own, to compare it with. They
 * stand in every region, so those of the region that survives are enough.
 */
export class FailoverDocuments extends pulumi.ComponentResource {
  /** Names of the documents. */
  readonly documentNames: pulumi.Output<string>[];

  constructor(name: string, args: FailoverDocumentsArgs, opts?: pulumi.ComponentResourceOptions) {
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
    const longest = Math.max(...Object.keys(documents).map(({ length }) => length)) + 1;
    if (!/^[A-Za-z0-9_.-]+$/.test(args.resourceName) || args.resourceName.length + longest > 128) {
      const reason = `"${args.resourceName}" is not allowed, up to ${128 - longest} letters, digits, "_", "." and "-" are`;
      refuse("FailoverDocuments", name, [{ propertyPath: "resourceName", reason }]);
    }
    super("tandem:components:FailoverDocuments", name, args, opts);
    const roleArn = this.role(name, args);
    this.documentNames = (Object.keys(documents) as DocumentName[]).map((document) =>
      this.document(name, args, document, roleArn),
    );
    this.registerOutputs({ documentNames: this.documentNames });
  }

  private role(name: string, args: FailoverDocumentsArgs): pulumi.Output<string> {
    const invoke = { parent: this };
    const { partition, dnsSuffix } = getPartitionOutput({}, invoke);
    const { accountId } = getCallerIdentityOutput({}, invoke);
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Failover documents of ${args.resourceName} in ${args.region}`,
        assumeRolePolicy: accountId.apply(automationTrust),
      },
      { parent: this },
    );
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      {
        role: role.name,
        name: "documents",
        policy: pulumi
          .all([partition, accountId, args.fenceFunctionArn, dnsSuffix])
          .apply(([part, account, fenceFunctionArn, suffix]) =>
            rolePolicy({ ...args, fenceFunctionArn, partition: part, accountId: account, dnsSuffix: suffix }),
          ),
      },
      { parent: this },
    );
    return pulumi.all([role.arn, permissions.id]).apply(([arn]) => arn);
  }

  private document(
    name: string,
    args: FailoverDocumentsArgs,
    document: DocumentName,
    role: pulumi.Output<string>,
  ): pulumi.Output<string> {
    const content = pulumi
      .all([role, args.fenceFunctionArn, args.securityGroupId])
      .apply(([roleArn, fenceFunctionArn, securityGroupId]) =>
        documentText(document, { ...args, roleArn, fenceFunctionArn, securityGroupId }),
      );
    return new ssm.Document(
      `${name}-${document}`,
      {
        region: args.region,
        name: `${args.resourceName}-${document}`,
        documentType: "Automation",
        documentFormat: "YAML",
        content,
      },
      { parent: this },
    ).name;
  }
}

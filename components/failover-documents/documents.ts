import { stringify } from "yaml";
import { defaults } from "./args";

/** One step of an Automation runbook. */
export interface Step {
  name: string;
  action: string;
  description?: string;
  timeoutSeconds?: number;
  onFailure?: "Abort";
  inputs: Record<string, unknown>;
  outputs?: { Name: string; Selector: string; Type: "String" }[];
}

interface Parameter {
  type: "String";
  description: string;
  default?: string;
  allowedValues?: string[];
  allowedPattern?: string;
}

/** An Automation runbook. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
export interface AutomationDocument {
  schemaVersion: "0.3";
  description: string;
  assumeRole: string;
  parameters: Record<string, Parameter>;
  mainSteps: Step[];
  outputs?: string[];
}

/** What documents are made from, all of it known. */
export interface DocumentScope {
  resourceName: string;
  region: string;
  regions: readonly string[];
  roleArn: string;
  fenceFunctionArn: string;
  approverRoleArn: string;
  databaseKeyAlias: string;
  subnetGroup: string;
  parameterGroup: string;
  securityGroupId: string;
}

/** Documents by the last part of their names. */
export const documents = {
  fence,
  unfence,
  "rescue-copy": rescueCopy,
  "rescue-restore": rescueRestore,
  "rescue-remove": rescueRemove,
} satisfies Record<string, (scope: DocumentScope) => AutomationDocument>;

/** Last part of a document's name. */
export type DocumentName = keyof typeof documents;

/** A document as Systems Manager takes it. */
export function documentText(name: DocumentName, scope: DocumentScope): string {
  return stringify(documents[name](scope), { lineWidth: 0 });
}

/** Identifier of the cluster into which a rescue snapshot is restored; it is in no global database. */
export const rescueCluster = (resourceName: string) => `${resourceName}-rescue`;

function document(
  { roleArn: assumeRole }: DocumentScope,
  description: string,
  parameters: Record<string, Parameter>,
  mainSteps: Step[],
  outputs?: string[],
): AutomationDocument {
  return {
    schemaVersion: "0.3",
    description,
    assumeRole,
    parameters,
    mainSteps,
    ...(outputs && { outputs }),
  };
}

function regionParameter({ regions }: DocumentScope): Parameter {
  return { type: "String", description: "Region that is meant.", allowedValues: [...regions] };
}

function callFence({ fenceFunctionArn }: DocumentScope, wish: "fence" | "unfence"): Step {
  return {
    name: wish,
    action: "aws:invokeLambdaFunction",
    onFailure: "Abort",
    timeoutSeconds: 180,
    inputs: { FunctionName: fenceFunctionArn, InputPayload: { [wish]: ["{{ Region }}"] } },
  };
}

/** For what can't be taken back. */
function approve({ approverRoleArn }: DocumentScope, Message: string): Step {
  return {
    name: "approve",
    action: "aws:approve",
    onFailure: "Abort",
    timeoutSeconds: defaults.approvalSeconds,
    inputs: { Message, MinRequiredApprovals: 1, Approvers: [approverRoleArn] },
  };
}

function fence(scope: DocumentScope): AutomationDocument {
  const description =
    "Keeps everybody from the payment API's pods and from the database of a region. Its answer names regions that are unreachable: run it again as soon as they answer.";
  return document(
    scope,
    description,
    { Region: regionParameter(scope) },
    [callFence(scope, "fence")],
    ["fence.OutputPayload"],
  );
}

function unfence(scope: DocumentScope): AutomationDocument {
  const message =
    "Open {{ Region }}? Only where its database reads again, or every difference is decided on.";
  return document(
    scope,
    "Takes the fence of a region away.",
    { Region: regionParameter(scope) },
    [approve(scope, message), callFence(scope, "unfence")],
    ["unfence.OutputPayload"],
  );
}

function rescueCopy(scope: DocumentScope): AutomationDocument {
  const target = `${rescueCluster(scope.resourceName)}-{{ global:DATE }}`;
  return document(
    scope,
    "Copies the snapshot that Aurora keeps of the old writer into this region, before it expires with the old writer's backups.",
    {
      SourceRegion: {
        type: "String",
        description: "Region of the old writer.",
        allowedValues: scope.regions.filter((region) => region !== scope.region),
      },
      SourceSnapshotArn: {
        type: "String",
        description: "ARN of the snapshot rds:unplanned-global-failover-...",
        allowedPattern:
          "^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:cluster-snapshot:rds:unplanned-global-failover-[A-Za-z0-9-]+$",
      },
    },
    [
      {
        name: "copy",
        action: "aws:executeAwsApi",
        onFailure: "Abort",
        inputs: {
          Service: "rds",
          Api: "CopyDBClusterSnapshot",
          SourceRegion: "{{ SourceRegion }}",
          SourceDBClusterSnapshotIdentifier: "{{ SourceSnapshotArn }}",
          TargetDBClusterSnapshotIdentifier: target,
          KmsKeyId: `alias/${scope.databaseKeyAlias}`,
          CopyTags: true,
        },
        outputs: [
          {
            Name: "SnapshotIdentifier",
            Selector: "$.DBClusterSnapshot.DBClusterSnapshotIdentifier",
            Type: "String",
          },
        ],
      },
      waitFor("wait", "DescribeDBClusterSnapshots", "$.DBClusterSnapshots[0].Status", {
        DBClusterSnapshotIdentifier: "{{ copy.SnapshotIdentifier }}",
      }),
    ],
    ["copy.SnapshotIdentifier"],
  );
}

function rescueRestore(scope: DocumentScope): AutomationDocument {
  const cluster = rescueCluster(scope.resourceName);
  const instance = `${cluster}-1`;
  return document(
    scope,
    "Restores a copied snapshot to a cluster of its own, outside the global database, to read the ledger of the old writer from.",
    {
      SnapshotIdentifier: {
        type: "String",
        description: "The copy that rescue-copy made.",
        allowedPattern: `^${cluster}-[0-9-]+$`,
      },
      InstanceClass: {
        type: "String",
        description: "Class of its one instance.",
        default: defaults.instanceClass,
        allowedPattern: "^db\\.[a-z0-9]+\\.[a-z0-9]+$",
      },
    },
    [
      {
        name: "restore",
        action: "aws:executeAwsApi",
        onFailure: "Abort",
        inputs: {
          Service: "rds",
          Api: "RestoreDBClusterFromSnapshot",
          DBClusterIdentifier: cluster,
          SnapshotIdentifier: "{{ SnapshotIdentifier }}",
          Engine: "aurora-postgresql",
          DBSubnetGroupName: scope.subnetGroup,
          DBClusterParameterGroupName: scope.parameterGroup,
          VpcSecurityGroupIds: [scope.securityGroupId],
          EnableIAMDatabaseAuthentication: true,
          CopyTagsToSnapshot: true,
          // It is a copy, and rescue-remove has to be able to delete it.
          DeletionProtection: false,
        },
        outputs: [{ Name: "Endpoint", Selector: "$.DBCluster.Endpoint", Type: "String" }],
      },
      {
        name: "instance",
        action: "aws:executeAwsApi",
        onFailure: "Abort",
        inputs: {
          Service: "rds",
          Api: "CreateDBInstance",
          DBInstanceIdentifier: instance,
          DBClusterIdentifier: cluster,
          DBInstanceClass: "{{ InstanceClass }}",
          Engine: "aurora-postgresql",
          PubliclyAccessible: false,
          AutoMinorVersionUpgrade: false,
        },
      },
      waitFor("wait", "DescribeDBInstances", "$.DBInstances[0].DBInstanceStatus", {
        DBInstanceIdentifier: instance,
      }),
    ],
    ["restore.Endpoint"],
  );
}

function rescueRemove(scope: DocumentScope): AutomationDocument {
  const cluster = rescueCluster(scope.resourceName);
  return document(scope, "Removes the cluster that rescue-restore made; its snapshot stays.", {}, [
    approve(scope, `Remove ${cluster}? Every difference is decided on and written down.`),
    {
      name: "instance",
      action: "aws:executeAwsApi",
      onFailure: "Abort",
      inputs: { Service: "rds", Api: "DeleteDBInstance", DBInstanceIdentifier: `${cluster}-1` },
    },
    {
      name: "cluster",
      action: "aws:executeAwsApi",
      onFailure: "Abort",
      inputs: {
        Service: "rds",
        Api: "DeleteDBCluster",
        DBClusterIdentifier: cluster,
        SkipFinalSnapshot: true,
      },
    },
  ]);
}

function waitFor(name: string, Api: string, PropertySelector: string, which: Record<string, string>): Step {
  return {
    name,
    action: "aws:waitForAwsResourceProperty",
    onFailure: "Abort",
    timeoutSeconds: defaults.waitSeconds,
    inputs: { Service: "rds", Api, ...which, PropertySelector, DesiredValues: ["available"] },
  };
}

import { eachStatement, Statement } from "../../policy-pack/rules/policy-documents";
import type { Deployed } from "../../test/support/state";
import { resourcesOfSystem, type SystemGraph, textOf } from "./graph";

/** What a document is attached to, and so whose access it speaks of. */
export type DocumentKind = "identity" | "boundary" | "trust" | "resource" | "endpoint";

/** A policy document of a deployed system. */
export interface AccessDocument {
  readonly kind: DocumentKind;
  readonly stack: string;
  /** The resource that brings the document, such as a RolePolicy. */
  readonly resource: Deployed;
  /** Role, group or user by its ARN; of a resource policy the resource's ARN; of an endpoint policy the endpoint's id. */
  readonly about: string;
  readonly statements: readonly Statement[];
}

/** An AWS managed policy that a role has; its document is AWS's. */
export interface ManagedPolicy {
  readonly stack: string;
  readonly resource: Deployed;
  /** ARN of the role, group or user. */
  readonly about: string;
  readonly policyArn: string;
}

/** Everything that a system's graphs say about access. */
export interface Collected {
  readonly documents: readonly AccessDocument[];
  readonly managed: readonly ManagedPolicy[];
  /** Texts that look like policies, where this file knows no meaning for them. */
  readonly unread: readonly string[];
}

/** Where a type of resource keeps a document, and how what it is about is found. */
interface Source {
  readonly key: string;
  readonly kind: DocumentKind;
  readonly about: (resource: Deployed, index: Index) => string | undefined;
}

const own = (resource: Deployed) => textOf(resource, "arn");
const principal = (type: string, key: string) => (resource: Deployed, index: Index) =>
  index.find(`aws:iam/${type}`, "name", textOf(resource, key));

const sources: Record<string, readonly Source[]> = {
  "aws:iam/role:Role": [{ key: "assumeRolePolicy", kind: "trust", about: own }],
  "aws:iam/rolePolicy:RolePolicy": [
    { key: "policy", kind: "identity", about: principal("role:Role", "role") },
  ],
  "aws:iam/groupPolicy:GroupPolicy": [
    { key: "policy", kind: "identity", about: principal("group:Group", "group") },
  ],
  "aws:iam/userPolicy:UserPolicy": [
    { key: "policy", kind: "identity", about: principal("user:User", "user") },
  ],
  "aws:iam/policy:Policy": [{ key: "policy", kind: "identity", about: own }],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": [
    { key: "inlinePolicy", kind: "identity", about: (resource) => textOf(resource, "permissionSetArn") },
  ],
  "aws:kms/key:Key": [{ key: "policy", kind: "resource", about: own }],
  "aws:kms/replicaKey:ReplicaKey": [{ key: "policy", kind: "resource", about: own }],
  "aws:s3/bucketPolicy:BucketPolicy": [
    {
      key: "policy",
      kind: "resource",
      about: (resource, index) => index.find("aws:s3/bucket:Bucket", "bucket", textOf(resource, "bucket")),
    },
  ],
  "aws:sqs/queuePolicy:QueuePolicy": [
    {
      key: "policy",
      kind: "resource",
      about: (resource, index) => index.find("aws:sqs/queue:Queue", "url", textOf(resource, "queueUrl")),
    },
  ],
  "aws:sns/topicPolicy:TopicPolicy": [
    { key: "policy", kind: "resource", about: (resource) => resource.inputs.arn as string },
  ],
  "aws:secretsmanager/secretPolicy:SecretPolicy": [
    { key: "policy", kind: "resource", about: (resource) => textOf(resource, "secretArn") },
  ],
  "aws:backup/vaultPolicy:VaultPolicy": [
    { key: "policy", kind: "resource", about: (resource) => textOf(resource, "backupVaultArn") },
  ],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": [
    {
      key: "policy",
      kind: "resource",
      about: (resource, index) =>
        index.find("aws:ecr/repository:Repository", "name", textOf(resource, "repository")),
    },
  ],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": [
    {
      key: "policy",
      kind: "resource",
      about: (resource, index) =>
        index.find("aws:cloudwatch/eventBus:EventBus", "name", textOf(resource, "eventBusName")),
    },
  ],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [
    { key: "policyDocument", kind: "resource", about: (resource) => `logs:${textOf(resource, "region")}` },
  ],
  "aws:apigateway/restApiPolicy:RestApiPolicy": [
    {
      key: "policy",
      kind: "resource",
      about: (resource, index) =>
        index.find("aws:apigateway/restApi:RestApi", "id", textOf(resource, "restApiId"), "executionArn"),
    },
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [{ key: "policy", kind: "endpoint", about: ({ id }) => id }],
};

/** Every policy document of the stacks of a system. */
export function collect(graph: SystemGraph): Collected {
  const index = new Index(graph);
  const documents: AccessDocument[] = [];
  const unread: string[] = [];
  for (const { stack, resource } of resourcesOfSystem(graph)) {
    if (resource.type === "aws:lambda/permission:Permission")
      documents.push(permission(stack, resource, index));
    const known = sources[resource.type] ?? [];
    unread.push(...strange(stack, resource, known), ...withDefault(stack, resource));
    for (const { key, kind, about } of known) {
      if (resource.inputs[key] === undefined) continue;
      const subject = about(resource, index);
      const statements: Statement[] = [];
      eachStatement(
        resource.inputs,
        key,
        { notEvaluated: (reason) => unread.push(`${stack} ${resource.name}: ${reason}`) },
        (statement) => statements.push(statement),
      );
      if (subject === undefined) unread.push(`${stack} ${resource.name}: what ${key} is about is not known`);
      else documents.push({ kind, stack, resource, about: subject, statements });
    }
  }
  return { ...attached(graph, documents, index), unread };
}

/** Attachments and boundaries: those of the system's own policies become documents, AWS's are listed. */
function attached(
  graph: SystemGraph,
  found: readonly AccessDocument[],
  index: Index,
): { documents: AccessDocument[]; managed: ManagedPolicy[] } {
  const documents = found.filter(({ resource }) => resource.type !== "aws:iam/policy:Policy");
  const managed: ManagedPolicy[] = [];
  const attach = (
    stack: string,
    resource: Deployed,
    about: string,
    policyArn: string,
    kind: DocumentKind,
  ) => {
    const ours = found.find((document) => document.about === policyArn && document.kind === "identity");
    if (ours) documents.push({ ...ours, kind, stack, about });
    else managed.push({ stack, resource, about, policyArn });
  };
  for (const { stack, resource } of resourcesOfSystem(graph)) {
    const policyArn = textOf(resource, "policyArn") ?? textOf(resource, "managedPolicyArn");
    for (const [kind, type] of [
      ["role", "role:Role"],
      ["group", "group:Group"],
      ["user", "user:User"],
    ] as const) {
      if (policyArn === undefined || !resource.type.endsWith("PolicyAttachment")) continue;
      const about = principal(type, kind)(resource, index);
      if (about !== undefined) attach(stack, resource, about, policyArn, "identity");
    }
    const set = textOf(resource, "permissionSetArn");
    if (policyArn !== undefined && set !== undefined) attach(stack, resource, set, policyArn, "identity");
    const boundary = resource.type === "aws:iam/role:Role" && textOf(resource, "permissionsBoundary");
    const arn = own(resource);
    if (boundary && arn) attach(stack, resource, arn, boundary, "boundary");
  }
  return { documents, managed };
}

/** The statement that Lambda writes of a permission. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function permission(stack: string, resource: Deployed, index: Index): AccessDocument {
  const { principal: who, sourceArn, sourceAccount, action, function: name, qualifier } = resource.inputs;
  const arn = index.lambda(String(name), resource);
  const about = qualifier === undefined ? arn : `${arn}:${String(qualifier)}`;
  const isService = /\.amazonaws\.com(\.cn)?$/.test(String(who));
  const statement = {
    Sid: textOf(resource, "statementId"),
    Effect: "Allow",
    Principal: who === "*" ? "*" : { [isService ? "Service" : "AWS"]: who },
    Action: action,
    Resource: about,
    Condition: {
      ...(sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": sourceArn } }),
      ...(sourceAccount === undefined ? {} : { StringEquals: { "aws:SourceAccount": sourceAccount } }),
    },
  };
  return { kind: "resource", stack, resource, about, statements: [new Statement(statement, 1)] };
}

/** Properties that hold something like a policy, and are none of the known ones. */
function strange(stack: string, { name, type, inputs }: Deployed, known: readonly Source[]): string[] {
  return Object.entries(inputs)
    .filter(([key, value]) => !known.some((source) => source.key === key) && looksLikePolicy(value))
    .map(([key]) => `${stack} ${name}: ${key} of ${type} holds a policy that nothing reads`);
}

/** What has AWS's default policy, because it has none of its own: an endpoint that lets everything pass, a key. */
function withDefault(stack: string, { name, type, inputs }: Deployed): string[] {
  // Gateway endpoints of load balancers, and other accounts' services, take no policy.
  const service = /^com\.amazonaws\.(?!vpce\.)/.test(String(inputs.serviceName));
  const takesOne = (type === "aws:ec2/vpcEndpoint:VpcEndpoint" && service) || type === "aws:kms/key:Key";
  return takesOne && inputs.policy === undefined ? [`${stack} ${name}: has no policy of its own`] : [];
}

function looksLikePolicy(value: unknown): boolean {
  const written = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return /\\?"Statement\\?"\s*:/.test(written) && /\\?"Effect\\?"\s*:/.test(written);
}

/** Finds ARNs by what other resources call a resource. */
class Index {
  private readonly resources: Deployed[];

  constructor(graph: SystemGraph) {
    this.resources = resourcesOfSystem(graph).map(({ resource }) => resource);
  }

  /** A property, its ARN at first, of the resource of a type that has a value in another property, or as its id. */
  find(type: string, key: string, value: string | undefined, wanted = "arn"): string | undefined {
    const found = this.resources.find(
      (resource) =>
        resource.type === type &&
        value !== undefined &&
        (textOf(resource, key) === value || resource.id === value),
    );
    return found && textOf(found, wanted);
  }

  /** A function's ARN by its name or ARN; names are a region's own. */
  lambda(name: string, permission: Deployed): string {
    if (name.startsWith("arn:")) return name;
    const region = textOf(permission, "region");
    const found = this.resources.find(
      (resource) =>
        resource.type === "aws:lambda/function:Function" &&
        textOf(resource, "name") === name &&
        textOf(resource, "region") === region,
    );
    return (found && textOf(found, "arn")) ?? name;
  }
}

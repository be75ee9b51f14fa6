import { type Judgement, resourceRule } from "../../frame/rule";
import { given, type Props, text } from "../../frame/values";
import {
  atLeast,
  type Expectations,
  each,
  expect,
  judgeBy,
  noneOf,
  off,
  on,
  oneOf,
  set,
  where,
  within,
} from "../expectations";

const search = [on("advancedSecurityOptions.enabled")];

/** Oracle, SQL Server and Db2 know no IAM; a read replica is as its source. */
const databaseNames = where(
  (props) =>
    !given(props, "replicateSourceDb") &&
    /^(aurora|mysql|mariadb|postgres)/.test(text(props, "engine") ?? ""),
  on("iamDatabaseAuthenticationEnabled"),
);

/** What lets in whoever reaches it, unless the program says who may come. */
const expectations: Expectations = {
  "aws:apigateway/method:Method": [
    // A browser's question before a call carries no identity.
    where((props) => text(props, "httpMethod") !== "OPTIONS", noneOf("authorization", ["NONE"])),
  ],
  "aws:apigatewayv2/route:Route": [judgeRoute],
  "aws:appsync/graphQLApi:GraphQLApi": [noneOf("authenticationType", ["API_KEY"])],
  "aws:cognito/identityPool:IdentityPool": [off("allowUnauthenticatedIdentities"), off("allowClassicFlow")],
  "aws:cognito/userPool:UserPool": [
    oneOf("mfaConfiguration", ["ON", "OPTIONAL"]),
    // PCI DSS 8.3.6; Cognito itself asks for 8 characters.
    atLeast("passwordPolicy.minimumLength", 12, 8),
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    where(
      (props) => !given(props, "globalReplicationGroupId"),
      expect(
        (props) => ["userGroupIds", "authToken", "authTokenWo"].some((name) => given(props, name)),
        "Neither userGroupIds nor authToken is set: who reaches the cache may read it.",
      ),
    ),
  ],
  "aws:elasticache/serverlessCache:ServerlessCache": [
    where((props) => text(props, "engine") !== "memcached", set("userGroupId")),
  ],
  "aws:memorydb/cluster:Cluster": [noneOf("aclName", ["open-access"])],
  "aws:msk/cluster:Cluster": [set("clientAuthentication"), off("clientAuthentication.unauthenticated")],
  "aws:neptune/cluster:Cluster": [on("iamDatabaseAuthenticationEnabled")],
  "aws:rds/cluster:Cluster": [databaseNames],
  "aws:rds/instance:Instance": [databaseNames],
  "aws:opensearch/domain:Domain": search,
  "aws:elasticsearch/domain:Domain": search,
  "aws:vpclattice/serviceNetwork:ServiceNetwork": [oneOf("authType", ["AWS_IAM"])],
  "aws:vpclattice/service:Service": [oneOf("authType", ["AWS_IAM"])],
  "aws:ecs/taskDefinition:TaskDefinition": [
    each("volumes", within("efsVolumeConfiguration", oneOf("authorizationConfig.iam", ["ENABLED"]))),
  ],
};

export const callersIdentified = resourceRule({
  id: "callers-identified",
  area: "identity",
  title: "Who calls an API, a database, a cache or a broker says who they are by a name of their own",
  severity: "high",
  why: "A network decides who may knock, not who may come in. Whoever gets to an API, a cache or a broker that asks no name reads and writes as everybody does, and a database password that is shared is nobody's: no log tells who it was.",
  mend: "Give methods and routes an authorizer, databases IAM authentication, caches a user group, brokers a way to authenticate, and users a second factor and a long password. Routes that must be open, such as a login, are waived with their reason.",
  example: `
new aws.apigatewayv2.Route("orders", { authorizationType: "JWT", authorizerId: authorizer.id, ... });
new aws.elasticache.ReplicationGroup("sessions", { userGroupIds: [users.id], ... });`,
  wellArchitected: ["SEC03-BP02"],
  pci: ["8.3.1", "8.3.6"],
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});

/** Routes of HTTP APIs are a method and a path; of a WebSocket API only `$connect` takes an authorizer. */
function judgeRoute(props: Props, { violation, notEvaluated }: Judgement): void {
  const route = text(props, "routeKey") ?? "";
  const isHttp = route.includes(" ") && !route.startsWith("OPTIONS ");
  if (!isHttp && route !== "$connect" && route !== "$default") return;
  if ((text(props, "authorizationType") ?? "NONE") !== "NONE") return;
  if (route === "$default") notEvaluated("the default route of a WebSocket API takes no authorizer");
  else violation("authorizationType is NONE: everybody may call it.");
}

import { isMap } from "../../../providers/core/values/value";
import {
  attribute,
  capitalised,
  choice,
  fields,
  items,
  object,
  renamed,
  type Shape,
  type TypeShapes,
} from "./shape";

const balancer = (name: string) => attribute("LoadBalancerAttributes", name);
const group = (name: string) => attribute("TargetGroupAttributes", name);
const listener = (name: string) => attribute("ListenerAttributes", name);

/** Source: LoadBalancerAttribute and TargetGroupAttribute in the Elastic Load Balancing API reference. */
const loadBalancer: TypeShapes = {
  internal: choice("Scheme", "internal", "internet-facing"),
  idleTimeout: balancer("idle_timeout.timeout_seconds"),
  clientKeepAlive: balancer("client_keep_alive.seconds"),
  enableDeletionProtection: balancer("deletion_protection.enabled"),
  enableCrossZoneLoadBalancing: balancer("load_balancing.cross_zone.enabled"),
  enableHttp2: balancer("routing.http2.enabled"),
  desyncMitigationMode: balancer("routing.http.desync_mitigation_mode"),
  dropInvalidHeaderFields: balancer("routing.http.drop_invalid_header_fields.enabled"),
  preserveHostHeader: balancer("routing.http.preserve_host_header.enabled"),
  xffHeaderProcessingMode: balancer("routing.http.xff_header_processing.mode"),
  accessLogs: object({
    enabled: balancer("access_logs.s3.enabled"),
    bucket: balancer("access_logs.s3.bucket"),
    prefix: balancer("access_logs.s3.prefix"),
  }),
  securityGroups: renamed("SecurityGroups"),
  subnets: renamed("Subnets"),
  loadBalancerType: renamed("Type"),
  ipAddressType: renamed("IpAddressType"),
  name: renamed("Name"),
  subnetMappings: (writer, value, path) => {
    for (const [index, { item, path: at }] of items(value, path).entries())
      fields(writer, item, at, {
        subnetId: renamed(`SubnetMappings[${index}].SubnetId`),
        allocationId: renamed(`SubnetMappings[${index}].AllocationId`),
        privateIpv4Address: renamed(`SubnetMappings[${index}].PrivateIPv4Address`),
        ipv6Address: renamed(`SubnetMappings[${index}].IPv6Address`),
      });
  },
};

const targetGroup: TypeShapes = {
  name: renamed("Name"),
  port: renamed("Port"),
  protocol: renamed("Protocol"),
  protocolVersion: renamed("ProtocolVersion"),
  targetType: renamed("TargetType"),
  vpcId: renamed("VpcId"),
  ipAddressType: renamed("IpAddressType"),
  deregistrationDelay: group("deregistration_delay.timeout_seconds"),
  connectionTermination: group("deregistration_delay.connection_termination.enabled"),
  slowStart: group("slow_start.duration_seconds"),
  loadBalancingAlgorithmType: group("load_balancing.algorithm.type"),
  loadBalancingCrossZoneEnabled: group("load_balancing.cross_zone.enabled"),
  preserveClientIp: group("preserve_client_ip.enabled"),
  proxyProtocolV2: group("proxy_protocol_v2.enabled"),
  lambdaMultiValueHeadersEnabled: group("lambda.multi_value_headers.enabled"),
  stickiness: (writer, value, path) => {
    if (!isMap(value)) return;
    const { enabled = true } = value;
    group("stickiness.enabled")(writer, enabled, `${path}.enabled`);
    fields(writer, value, path, {
      type: group("stickiness.type"),
      cookieName: group("stickiness.app_cookie.cookie_name"),
      cookieDuration: group(
        `stickiness.${value.type === "app_cookie" ? "app_cookie" : "lb_cookie"}.duration_seconds`,
      ),
    });
  },
  healthCheck: object({
    enabled: renamed("HealthCheckEnabled"),
    interval: renamed("HealthCheckIntervalSeconds"),
    path: renamed("HealthCheckPath"),
    port: renamed("HealthCheckPort"),
    protocol: renamed("HealthCheckProtocol"),
    timeout: renamed("HealthCheckTimeoutSeconds"),
    healthyThreshold: renamed("HealthyThresholdCount"),
    unhealthyThreshold: renamed("UnhealthyThresholdCount"),
    // gRPC answers with codes of its own, in a field of its own: which one depends on the protocol version.
    matcher: (writer, value, path) => {
      const grpc = writer.resource.inputs.protocolVersion === "GRPC";
      writer.put(grpc ? "Matcher.GrpcCode" : "Matcher.HttpCode", value, path);
    },
  }),
};

/** Actions of a listener or a rule: Pulumi numbers them by their position when no order is given. */
function actions(place: string): Shape {
  return (writer, value, path) => {
    const count = items(value, path).length;
    for (const [index, { item, path: at }] of items(value, path).entries()) {
      const to = `${place}[${index}]`;
      if (count > 1) writer.write(`${to}.Order`, index + 1, `${at}.order`);
      fields(writer, item, at, {
        type: renamed(`${to}.Type`),
        order: renamed(`${to}.Order`),
        targetGroupArn: renamed(`${to}.TargetGroupArn`),
        redirect: capitalised(`${to}.RedirectConfig`),
        fixedResponse: capitalised(`${to}.FixedResponseConfig`),
        authenticateCognito: capitalised(`${to}.AuthenticateCognitoConfig`),
        authenticateOidc: capitalised(`${to}.AuthenticateOidcConfig`),
        forward: object({
          targetGroups: (inner, groups, groupsPath) => {
            for (const [position, one] of items(groups, groupsPath).entries())
              fields(inner, one.item, one.path, {
                arn: renamed(`${to}.ForwardConfig.TargetGroups[${position}].TargetGroupArn`),
                weight: renamed(`${to}.ForwardConfig.TargetGroups[${position}].Weight`),
              });
          },
          stickiness: object({
            enabled: renamed(`${to}.ForwardConfig.TargetGroupStickinessConfig.Enabled`),
            duration: renamed(`${to}.ForwardConfig.TargetGroupStickinessConfig.DurationSeconds`),
          }),
        }),
      });
    }
  };
}

const listenerShapes: TypeShapes = {
  loadBalancerArn: renamed("LoadBalancerArn"),
  port: renamed("Port"),
  protocol: renamed("Protocol"),
  sslPolicy: renamed("SslPolicy"),
  alpnPolicy: (writer, value, path) => writer.put("AlpnPolicy", [value], path),
  certificateArn: renamed("Certificates[0].CertificateArn"),
  tcpIdleTimeoutSeconds: listener("tcp.idle_timeout.seconds"),
  defaultActions: actions("DefaultActions"),
  mutualAuthentication: object({
    mode: renamed("MutualAuthentication.Mode"),
    trustStoreArn: renamed("MutualAuthentication.TrustStoreArn"),
    ignoreClientCertificateExpiry: renamed("MutualAuthentication.IgnoreClientCertificateExpiry"),
  }),
};

/** Pulumi's key of a condition -> CloudFormation's field and object. */
const CONDITIONS: Readonly<Record<string, readonly [string, string]>> = {
  hostHeader: ["host-header", "HostHeaderConfig"],
  pathPattern: ["path-pattern", "PathPatternConfig"],
  httpHeader: ["http-header", "HttpHeaderConfig"],
  httpRequestMethod: ["http-request-method", "HttpRequestMethodConfig"],
  sourceIp: ["source-ip", "SourceIpConfig"],
  queryStrings: ["query-string", "QueryStringConfig"],
};

const conditions: Shape = (writer, value, path) => {
  let count = 0;
  for (const { item, path: at } of items(value, path)) {
    for (const [key, [field, config]] of Object.entries(CONDITIONS)) {
      const condition = item[key];
      if (condition === undefined || condition === null) continue;
      const to = `Conditions[${count}]`;
      count++;
      writer.write(`${to}.Field`, field, `${at}.${key}`);
      if (key === "queryStrings") capitalised(`${to}.${config}.Values`)(writer, condition, `${at}.${key}`);
      else
        object({
          values: renamed(`${to}.${config}.Values`),
          httpHeaderName: renamed(`${to}.${config}.HttpHeaderName`),
        })(writer, condition, `${at}.${key}`);
    }
  }
};

const attachment: TypeShapes = {
  certificateArn: renamed("Certificates[0].CertificateArn"),
  listenerArn: renamed("ListenerArn"),
};

export const loadBalancing: Readonly<Record<string, TypeShapes>> = {
  "lb/loadBalancer:LoadBalancer": loadBalancer,
  "lb/targetGroup:TargetGroup": targetGroup,
  "lb/listener:Listener": listenerShapes,
  "lb/listenerRule:ListenerRule": {
    actions: actions("Actions"),
    conditions,
    listenerArn: renamed("ListenerArn"),
    priority: renamed("Priority"),
  },
  "lb/listenerCertificate:ListenerCertificate": attachment,
};

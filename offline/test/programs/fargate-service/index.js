const ecs = require("@pulumi/aws/ecs");
const awsx = require("@pulumi/awsx");
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();
const replicas = config.getNumber("replicas") ?? 2;

const cluster = new ecs.Cluster("cluster", {
  settings: [{ name: "containerInsights", value: "enabled" }],
});
const balancer = new awsx.lb.ApplicationLoadBalancer("web", {
  listener: { port: 80 },
  defaultTargetGroup: { healthCheck: { path: "/", interval: 30 } },
});
const service = new awsx.ecs.FargateService("web", {
  cluster: cluster.arn,
  desiredCount: replicas,
  assignPublicIp: true,
  taskDefinitionArgs: {
    container: {
      name: "nginx",
      image: "public.ecr.aws/nginx/nginx:1.27",
      cpu: 128,
      memory: 512,
      essential: true,
      portMappings: [{ containerPort: 80, targetGroup: balancer.defaultTargetGroup }],
    },
  },
});

exports.url = pulumi.interpolate`http://${balancer.loadBalancer.dnsName}`;
exports.service = service.service.name;

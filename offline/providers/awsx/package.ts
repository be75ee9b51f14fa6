import { version } from "@pulumi/awsx/package.json";
import type { ComponentPackage } from "../components/serve";
import { applicationLoadBalancer } from "./application-load-balancer";
import { fargateService } from "./fargate-service";
import { fargateTaskDefinition } from "./fargate-task-definition";
import { networkLoadBalancer } from "./network-load-balancer";
import { repository } from "./repository";
import { vpc } from "./vpc";

/** The components of awsx that have a stand-in. */
export const awsx: ComponentPackage = {
  name: "awsx",
  version,
  components: {
    "awsx:ec2:Vpc": vpc,
    "awsx:ecr:Repository": repository,
    "awsx:ecs:FargateService": fargateService,
    "awsx:ecs:FargateTaskDefinition": fargateTaskDefinition,
    "awsx:lb:ApplicationLoadBalancer": applicationLoadBalancer,
    "awsx:lb:NetworkLoadBalancer": networkLoadBalancer,
  },
};

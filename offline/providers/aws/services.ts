/** Pulumi modules whose name differs from the service part of AWS's ARNs. */
const arnServices: Record<string, string> = {
  alb: "elasticloadbalancing",
  appautoscaling: "application-autoscaling",
  cloudtrail: "cloudtrail",
  ec2clientvpn: "ec2",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  elb: "elasticloadbalancing",
  kinesisanalyticsv2: "kinesisanalytics",
  lb: "elasticloadbalancing",
  mq: "mq",
  msk: "kafka",
  opensearch: "es",
  sfn: "states",
  vpc: "ec2",
  vpclattice: "vpc-lattice",
};

/** The service that a type's ARNs name: `aws:lb/listener:Listener` is in `elasticloadbalancing`. */
export function arnService(type: string): string {
  const module = type.split(":")[1]?.split("/")[0] ?? "";
  return arnServices[module] ?? module;
}

/** The resource part of a type's name, as ARNs write it: `aws:ecs/taskDefinition:TaskDefinition` -> `task-definition`. */
export function arnResource(type: string): string {
  const name = type.slice(type.lastIndexOf(":") + 1);
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

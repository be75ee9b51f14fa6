import type { Mistake } from "./mistake";

/** Mistakes of the programs that run something. */
export const compute: Readonly<Record<string, readonly Mistake[]>> = {
  "fargate-service": [
    {
      what: "a pair of CPU and memory that Fargate does not have",
      change: ["taskDefinitionArgs: {", `taskDefinitionArgs: { cpu: "256", memory: "8192",`],
      says: /TaskDefinition "web": .*\(AWS: ClientException; offline refusal ecs-fargate-size\)/,
    },
    {
      what: "a listener's port",
      change: ["listener: { port: 80 }", "listener: { port: 70000 }"],
      says: /(Listener "web-0"|TargetGroup "web"): port is 70000; AWS takes 1 to 65535\. \(AWS: ValidationError/,
    },
    {
      what: "an HTTPS listener without a certificate",
      change: ["listener: { port: 80 }", "listener: { port: 443 }"],
      says: /Listener "web-0": .*certificate.*\(AWS: ValidationError/,
    },
    {
      what: "a name that AWS keeps for itself",
      change: ["listener: { port: 80 },", `listener: { port: 80 }, name: "internal-web",`],
      says: /LoadBalancer "web": .*internal-.*\(AWS: ValidationError/,
    },
    {
      what: "private tasks in a VPC that has public subnets only",
      change: ["assignPublicIp: true", "assignPublicIp: false"],
      says: /assignPublicIp.*must be true, because the default VPC has no private subnets/s,
    },
    {
      what: "two ways to say where tasks run",
      change: ["assignPublicIp: true,", "assignPublicIp: true, networkConfiguration: { subnets: [] },"],
      says: /assignPublicIp.*can't be given together with networkConfiguration/s,
    },
    {
      what: "a service behind a target group that no listener uses",
      change: [
        "targetGroup: balancer.defaultTargetGroup",
        `targetGroup: new (require("@pulumi/aws/lb").TargetGroup)("other", {
          port: 80, protocol: "HTTP", targetType: "ip", vpcId: balancer.vpcId,
        })`,
      ],
      at: "up",
      says: /Service "web": .*\(AWS: InvalidParameterException; offline refusal/,
    },
  ],
  "eks-node-group": [
    {
      what: "an instance type that there is not",
      change: [`"t3.medium"`, `"t3.gigantic"`],
      says: /NodeGroup "workers": instanceTypes\[0\] is "t3\.gigantic"/,
    },
    {
      what: "subnets said twice",
      change: ['version: "1.33",', 'version: "1.33", subnetIds: vpc.privateSubnetIds,'],
      says: /subnetIds.*can't be given together with publicSubnetIds or privateSubnetIds/s,
    },
    {
      what: "access entries that the authentication mode does not know",
      change: [`authenticationMode: "API"`, `authenticationMode: "CONFIG_MAP"`],
      says: /accessEntries.*needs authenticationMode "API" or "API_AND_CONFIG_MAP"; it is CONFIG_MAP/s,
    },
    {
      what: "an authentication mode that there is not",
      change: [`authenticationMode: "API"`, `authenticationMode: "IAM"`],
      says: /authenticationMode.*"IAM" is not allowed; allowed are CONFIG_MAP, API, API_AND_CONFIG_MAP/s,
    },
    {
      what: "nodes without a role",
      change: ["  nodeRole: nodes,\n", ""],
      says: /nodeRole.*give the nodes' IAM role either as nodeRole or as nodeRoleArn/s,
    },
    {
      what: "a capacity type that there is not",
      change: [`"ON_DEMAND"`, `"CHEAP"`],
      says: /NodeGroup "workers": capacityType is "CHEAP"; AWS takes .*ON_DEMAND.*InvalidParameterException/,
    },
    {
      what: "a cluster in one zone",
      change: ["numberOfAvailabilityZones: 2", "numberOfAvailabilityZones: 1"],
      at: "up",
      says: /Cluster "app-eksCluster": .*zone.*\(AWS: InvalidParameterException/,
    },
    {
      what: "a Kubernetes version left out on the way up",
      change: [`version: "1.33"`, `version: "1.35"`],
      at: "deployed",
      says: /Unsupported Kubernetes minor version update from 1\.33 to 1\.35.*\(AWS: InvalidParameterException/,
    },
  ],
  "serverless-api": [
    {
      what: "a runtime of which AWS makes no functions any more",
      change: ["nodejs22.x", "nodejs14.x"],
      says: /Function "api": runtime is "nodejs14\.x".*\(AWS: InvalidParameterValueException/,
    },
    {
      what: "a function's memory",
      change: ["memorySize: 256", "memorySize: 64"],
      says: /Function "api": memorySize is 64; AWS takes 128 to .*\(AWS: InvalidParameterValueException/,
    },
    {
      what: "a function's timeout",
      change: ["timeout: 10", "timeout: 1000"],
      at: "deep check",
      says: /timeout is 1000/,
    },
    {
      what: "a variable that Lambda sets itself",
      change: ["TABLE: table.name", `AWS_REGION: "us-east-1"`],
      says: /reserved keys.*AWS_REGION.*\(AWS: InvalidParameterValueException/s,
    },
    {
      what: "a key that is no attribute",
      change: [`hashKey: "id"`, `hashKey: "key"`],
      says: /Table "notes": .*"?key"?.*\((AWS: ValidationException|provider)/,
    },
    {
      what: "an attribute that nothing is indexed by",
      change: [`{ name: "owner", type: "S" },`, `{ name: "owner", type: "S" }, { name: "age", type: "N" },`],
      says: /Table "notes": all attributes must be indexed\. Unused attributes: age.*\(provider/,
    },
    {
      what: "a retention that CloudWatch does not offer",
      change: ["retentionInDays: 14", "retentionInDays: 15"],
      says: /LogGroup "api": retentionInDays is 15; AWS takes /,
    },
  ],
  "queue-workers": [
    {
      what: "a delay over 15 minutes",
      change: ["delaySeconds: 5", "delaySeconds: 1000"],
      says: /Queue "jobs": delaySeconds is 1000; AWS takes 0 to 900\. \(AWS: InvalidAttributeValue/,
    },
    {
      what: "a FIFO queue without .fifo",
      change: [`"jobs.fifo"`, `"jobs"`],
      says: /Queue "jobs": .*\.fifo.*\((AWS: InvalidParameterValue|provider)/,
    },
    {
      what: "a key that is gone too soon",
      change: ["deletionWindowInDays: 7", "deletionWindowInDays: 5"],
      says: /Key "queues": deletionWindowInDays is 5; AWS takes 7 to 30\. \(AWS: ValidationException/,
    },
    {
      what: "a comparison that there is not",
      change: [`"GreaterThanThreshold"`, `"GreaterThan"`],
      says: /MetricAlarm "dead": comparisonOperator is "GreaterThan"; AWS takes .*\(AWS: ValidationError/,
    },
    {
      what: "an alarm over more than a day",
      change: ["evaluationPeriods: 1", "evaluationPeriods: 500"],
      says: /MetricAlarm "dead": Metrics cannot be checked across more than a day.*\(AWS: ValidationError/,
    },
    {
      what: "a function that outlives its message",
      change: ["visibilityTimeoutSeconds: 180", "visibilityTimeoutSeconds: 10"],
      at: "deep check",
      says: /visibility/i,
    },
    {
      what: "more messages at once than a FIFO queue gives",
      change: ["batchSize: 10", "batchSize: 100"],
      at: "deep check",
      says: /batchSize/i,
    },
  ],
};

const ec2 = require("@pulumi/aws/ec2");
const rds = require("@pulumi/aws/rds");
const awsx = require("@pulumi/awsx");
const pulumi = require("@pulumi/pulumi");
const random = require("@pulumi/random");

const vpc = new awsx.ec2.Vpc("app", {
  cidrBlock: "10.20.0.0/16",
  numberOfAvailabilityZones: 2,
  natGateways: { strategy: "Single" },
  subnetStrategy: "Auto",
});
const clients = new ec2.SecurityGroup("clients", {
  vpcId: vpc.vpcId,
  description: "What may talk to the database",
});
const group = new ec2.SecurityGroup("database", {
  vpcId: vpc.vpcId,
  description: "The database",
  ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [clients.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const subnets = new rds.SubnetGroup("database", { subnetIds: vpc.privateSubnetIds });
const password = new random.RandomPassword("password", { length: 24, special: false });
const database = new rds.Instance("database", {
  engine: "postgres",
  engineVersion: "16.4",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 20,
  storageType: "gp3",
  storageEncrypted: true,
  dbName: "app",
  username: "app",
  password: password.result,
  dbSubnetGroupName: subnets.name,
  vpcSecurityGroupIds: [group.id],
  backupRetentionPeriod: 7,
  skipFinalSnapshot: true,
});

exports.endpoint = database.endpoint;
exports.url = pulumi.interpolate`postgres://app:${password.result}@${database.endpoint}/app`;

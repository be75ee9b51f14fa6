import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Home, openHome } from "../../offline";

const root = path.resolve(__dirname, "../..");

/** What the program says otherwise than when its database was made. */
export interface Variant {
  /** Entry of the component's list of ignored properties that it leaves out. */
  forgets?: string;
  databaseName?: string;
  masterUsername?: string;
  /** Length of the password: another one makes another password. */
  passwordLength?: number;
  /** Region that the member in us-west-2 is said to copy from. */
  sourceRegion?: string;
  /** Zones of the member in us-east-2, by a transform of the caller. */
  zones?: string[];
}

/** One program with the three members of a global database: as small as a failover can be. */
export interface DriftProgram {
  readonly home: Home;
  vary(variant: Variant): void;
  /** Runs `pulumi` on the program's stack. */
  run(...args: string[]): Promise<{ code: number; stdout: string; output: string }>;
  close(): void;
}

/** The real component; a variant changes what it is told, or takes an entry out of its list. */
const SOURCE = `
const fs = require("node:fs");
const args = require("./components/global-database/args");
const { managedByFailover } = require("./components/global-database/engine");
const { GlobalDatabase } = require("./components/global-database");

const variant = JSON.parse(fs.readFileSync("variant.json", "utf8"));
if (variant.forgets) managedByFailover.splice(managedByFailover.indexOf(variant.forgets), 1);
if (variant.passwordLength) Object.assign(args.defaults, { passwordLength: variant.passwordLength });
const named = ({ type, props, opts }) =>
  type === "aws:rds/cluster:Cluster" && variant.zones && props.region === "us-east-2"
    ? { props: { ...props, availabilityZones: variant.zones }, opts }
    : undefined;

function member(region, membership, before) {
  const common = {
    globalClusterIdentifier: "drift", keyAlias: "drift/database", engineVersion: "16.8", clients: {},
    vpcId: "vpc-0a1b2c3d4e5f60000", subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
    instanceClass: "db.r7g.large", instanceCount: 1, protect: false,
  };
  const all = { ...common, region, clusterIdentifier: "drift-" + region, ...membership };
  return new GlobalDatabase(region, all, { dependsOn: before, transforms: [named] });
}
const home = member("us-east-2", {
  creates: {
    databaseName: variant.databaseName ?? "payments",
    masterUsername: variant.masterUsername ?? "hub_administrator",
    secretName: "drift/administrator",
    secretReplicaRegions: ["us-west-2"],
  },
}, []);
member("us-west-2", { joins: { sourceRegion: variant.sourceRegion ?? "us-east-2" } }, [home]);
member("eu-west-1", { joins: { sourceRegion: "us-east-2" } }, [home]);
`;

export async function openDriftProgram(): Promise<DriftProgram> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-drift-"));
  for (const link of ["node_modules", "components"])
    fs.symlinkSync(path.join(root, link), path.join(directory, link));
  const write = (file: string, content: string) => fs.writeFileSync(path.join(directory, file), content);
  write("package.json", '{"name":"drift","main":"index.js"}');
  write("index.js", SOURCE);
  const options = "typescript: false\n    nodeargs: --require=tsx/cjs";
  write("Pulumi.yaml", `name: drift\nruntime:\n  name: nodejs\n  options:\n    ${options}\n`);
  write("Pulumi.dev.yaml", "config:\n  aws:region: us-east-2\n");
  write("variant.json", "{}");
  const home = await openHome({
    directory: path.join(directory, "home"),
    programDirectory: directory,
    fastState: true,
  });
  await home.ensureStack("drift", "dev");
  return {
    home,
    vary: (variant) => write("variant.json", JSON.stringify(variant)),
    async run(...args) {
      const { code, stdout, stderr } = await home.pulumi([...args, "--stack", "dev", "--non-interactive"]);
      return { code, stdout, output: stdout + stderr };
    },
    close: () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}

import * as fs from "node:fs";
import * as path from "node:path";
import { filesOf } from "../files";

/** The repository. */
export const root = path.resolve(__dirname, "../..");

/** Modules that are mutated together, and the tests that are asked whether they notice. */
export interface Part {
  readonly name: string;
  /** What is in it, for people. */
  readonly title: string;
  /** Files that are mutated, relative to the repository. */
  readonly sources: readonly string[];
  /** Test files, relative to the repository. */
  readonly tests: readonly string[];
  /**
   * Whether mutants of what a module works out while it loads are tried as well: constants, and the schemas of settings.
   * Each takes all that loads the module to be loaded again, so where there are thousands they are left to `--static`.
   */
  readonly withStatic: boolean;
  /** Folders that its tests read; the whole repository without. */
  readonly folders?: readonly string[];
}

/** A file that imports a part of Pulumi's SDK as a value, be it over a few lines; types alone leave no trace. */
const USES_SDK = /^import (?!type )[^;]*? from "@pulumi\//m;

/**
 * The parts. What is pure is told by the file itself, not by a list: a module of a component is in when it imports nothing of
 * Pulumi's SDK. Tests that compare a generated page or schema with the code word by word are left out where they would
 * notice any change at all (test/stacks/generated.test.ts), and so is what starts a process.
 */
export function parts(): Part[] {
  return [
    {
      name: "rules",
      title: "Rules of the policy pack",
      sources: modules("policy-pack/rules"),
      tests: [
        ...testsIn("policy-pack/test/rules"),
        ...["address-blocks", "catalogue", "comparison", "firewall-rules", "hosts", "policy-documents"]
          .concat("related", "routes", "schedules", "security-groups", "sizes-and-versions")
          .map((name) => `policy-pack/test/${name}.test.ts`),
      ],
      withStatic: false,
      folders: ["policy-pack"],
    },
    {
      name: "frame",
      title: "Frame of the policy pack: graph, values, results, waivers",
      sources: modules("policy-pack/frame"),
      tests: [
        ...["frame", "config", "waivers", "snapshot", "reports", "rules"].flatMap((folder) =>
          testsIn(`policy-pack/test/${folder}`),
        ),
        ...["catalogue", "peers", "testing-kit"].map((name) => `policy-pack/test/${name}.test.ts`),
      ],
      withStatic: false,
      folders: ["policy-pack"],
    },
    {
      name: "settings",
      title: "Settings: schemas, cross-checks, names",
      sources: modules("stacks/settings"),
      tests: testsIn("test/stacks").filter((file) => !/\/(generated|startup)\.test\.ts$/.test(file)),
      withStatic: false,
    },
    {
      name: "components",
      title: "Pure modules of the components: arguments, documents, names, schedules",
      sources: modules("components").filter((file) => !USES_SDK.test(read(file))),
      tests: testsIn("test/components"),
      withStatic: false,
    },
    {
      name: "stand-in",
      title: "Check and diff of the stand-in providers, and the account's DNS",
      sources: ["check", "diff", "values"]
        .flatMap((folder) => modules(`offline/providers/core/${folder}`))
        .concat(modules("offline/account/dns")),
      tests: [...testsIn("offline/test/providers/core"), "offline/test/account/dns.test.ts"],
      withStatic: true,
    },
  ];
}

function modules(folder: string): string[] {
  return filesOf(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
}

function testsIn(folder: string): string[] {
  return filesOf(folder).filter((file) => file.endsWith(".test.ts"));
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), "utf8");
}

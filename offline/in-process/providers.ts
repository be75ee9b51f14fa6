import { FactCheck, refusalNames } from "../facts/check/index";
import { allPackages, type InstalledPackage } from "../home/packages";
import { shapesOf } from "../home/shapes";
import type { Account } from "../providers/aws/account/account";
import { AwsProvider } from "../providers/aws/provider";
import { refusals } from "../providers/aws/refusals/index";
import { Judge } from "../providers/aws/refusals/judge";
import { awsx } from "../providers/awsx/package";
import type { ComponentPackage } from "../providers/components/serve";
import type { Log, Provider } from "../providers/core/protocol/provider";
import { type Catalog, FileCatalog } from "../providers/core/shape/catalog";
import type { ValueMap } from "../providers/core/values/value";
import { eks } from "../providers/eks/package";
import { genericProvider } from "../providers/generic/provider";
import { randomProvider } from "../providers/random/provider";

/** The component packages that are constructed in process, by name. */
const components: Readonly<Record<string, ComponentPackage>> = { awsx, eks };

/**
 * The stand-ins of the packages that a program has installed. What is read from disk (shapes, facts) is read once for
 * all runs of a process.
 */
export class Packages {
  private readonly installed: ReadonlyMap<string, InstalledPackage>;
  private readonly catalogs = new Map<string, Catalog>();

  /**
   * @param programDirectory folder of the program's Pulumi.yaml
   * @param environment TANDEM_OFFLINE_ALLOW, TANDEM_OFFLINE_FACTS, TANDEM_OFFLINE_ACCOUNT_ID and AWS_REGION count
   */
  constructor(
    programDirectory: string,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {
    const all = allPackages(programDirectory);
    this.installed = new Map(all.reverse().map((one) => [one.name, one]));
  }

  version(name: string): string {
    return this.package(name).version;
  }

  /** The package of components of that name; undefined for one whose resources a provider manages. */
  components(name: string): ComponentPackage | undefined {
    const known = components[name];
    return known && { ...known, version: this.version(name) };
  }

  /** A provider as one provider resource configures it. */
  provider(name: string, config: ValueMap, account: Account, log: Log): Provider {
    const provider = this.create(name, account);
    provider.configure(config, log);
    return provider;
  }

  private create(name: string, account: Account): Provider {
    const version = this.version(name);
    const catalog = this.catalog(name);
    if (name === "random") return randomProvider(version, catalog);
    if (name !== "aws") return genericProvider(name, version, catalog);
    const { environment } = this;
    const judge = new Judge(account, refusals, refusalNames(environment.TANDEM_OFFLINE_ALLOW));
    const facts = new FactCheck(environment);
    return new AwsProvider({ version, catalog, account, accountLasts: true, judge, facts, environment });
  }

  private catalog(name: string): Catalog {
    const known = this.catalogs.get(name) ?? new FileCatalog(shapesOf(this.package(name)));
    this.catalogs.set(name, known);
    return known;
  }

  /** @throws Error for people when the program has not installed it */
  private package(name: string): InstalledPackage {
    const found = this.installed.get(name);
    if (found !== undefined) return found;
    const known = [...this.installed.keys()].sort().join(", ");
    throw new Error(
      `The program uses the provider ${name}, and has no package of it installed; it has ${known}.`,
    );
  }
}

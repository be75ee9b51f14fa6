import type { Template } from "../translate/template";
import { type EngineModule, findPackages, loadEngineModule, loadRulesModule } from "./packages";
import { ruleSources } from "./rules";

/** What the engine says of one place of a template, in CloudFormation's words. */
export interface Verdict {
  /** Id of the rule: `F` and number schema, `E` and `W` cfn-lint's, `pf-` cdk-preflight's. */
  readonly rule: string;
  readonly severity: "FATAL" | "ERROR" | "WARN" | "INFO" | "DEBUG";
  readonly message: string;
  /** Logical id of the resource; undefined for findings about the template itself. */
  readonly logicalId: string | undefined;
  /** `Properties.A.B[0].C` */
  readonly path: string;
  readonly fix: string | undefined;
  readonly url: string | undefined;
}

/** AWS's engine with the rules, ready to judge templates. It holds about 500 MB until `free`. */
export class Engine {
  private readonly engine: InstanceType<EngineModule["RegoEngine"]>;

  /**
   * Building takes seconds.
   *
   * @param types build with the rules of these CloudFormation types only; all rules when undefined
   * @throws PackagesMissing
   */
  constructor(program?: string, types?: ReadonlySet<string>) {
    const files = findPackages(program);
    const { RegoEngine } = loadEngineModule(files.engine);
    const customRules = ruleSources(loadRulesModule(files.rules), types);
    this.engine = new RegoEngine({ customRules });
  }

  /** @throws Error when the engine can't take the template: that is a defect of the translation */
  judge(template: Template, region: string): Verdict[] {
    const bytes = Buffer.from(JSON.stringify(template));
    // The engine reads templates from files; what it asks of a file is its bytes.
    const file = { path: `${region}.template.json`, readBytes: () => bytes };
    const { diagnostics, status } = this.engine.validateDetailed(file, {
      pseudoParameterOverrides: { region },
      severityLevel: "WARN",
    });
    if (status === "ERROR") throw new Error(`the engine could not read the template for ${region}`);
    return diagnostics.map(
      ({ ruleId, severity, message, entity, propertyPath, suggestedFix, documentationUrl }) => ({
        rule: ruleId,
        severity,
        message,
        logicalId: entity?.entityType === "Resource" ? entity.logicalId : undefined,
        path: propertyPath ?? "",
        fix: suggestedFix,
        url: documentationUrl,
      }),
    );
  }

  /** Gives the memory back. A second engine beside a living one builds many times slower. */
  free(): void {
    this.engine.free();
  }
}

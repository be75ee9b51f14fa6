/** CloudFormation's name of a Pulumi type and of its properties; the facts' mapping has this form. */
export interface TypeMapping {
  readonly cfn: string;
  /** CloudFormation's path of `rules.*.priority`; undefined where there is none. */
  path(pulumiPath: string): string | undefined;
  /** The inverse; always gives something readable. */
  toPulumi(cfnPath: string): string;
}

/** Mappings by Pulumi type token. */
export interface Mappings {
  of(type: string): TypeMapping | undefined;
}

import type { Props } from "./values";

/** Where a resource lives: an AWS region, or `global` for services that have one endpoint for all regions. */
export type Region = string;

/** Options of a resource in its program, as Pulumi tells policies of them. */
export interface SubjectOptions {
  readonly protect: boolean;
  /** Paths of properties, such as `tags` or `vpcConfig.subnetIds`. */
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
}

/** A resource as a rule sees it. */
export interface Subject {
  readonly type: string;
  readonly urn: string;
  /** Name in the program, not the physical name. */
  readonly name: string;
  /** Its properties. A read of a value that is not known yet throws the SDK's `UnknownValueError`. */
  readonly props: Props;
  /**
   * Its region, or `undefined` when neither the resource nor its provider says it (the provider then takes it from
   * the environment).
   * @throws UnknownValueError when the program computes it from a value that is not known yet
   */
  readonly region: Region | undefined;
  /** Its options; absent for a resource of a peer, whose snapshot does not hold them. */
  readonly opts?: SubjectOptions | undefined;
}

/** One change to a program that AWS, the provider or the component refuses. */
export interface Mistake {
  /** What is wrong, for the test's title. */
  what: string;
  /** Text of the program that occurs once, and what stands there instead. */
  change: readonly [right: string, wrong: string];
  /**
   * Who sees it first: the provider's Check in a preview, the deep check of a preview's graph, `up` when a value must be
   * known, a preview of what is deployed already, or `destroy`.
   * @default "preview"
   */
  at?: "preview" | "deep check" | "up" | "deployed" | "destroy";
  /** What is said, with AWS's code. */
  says: RegExp;
}

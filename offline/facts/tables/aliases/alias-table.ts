/**
 * Names that spelling does not find, by type and input path (list indexes left out). The value is CloudFormation's path
 * from the place of the parent, `.` the parent's own place; `-reason` says that CloudFormation has nothing that
 * corresponds. A path that starts with `*.` stands for every path with that end.
 */
export type AliasTable = Record<string, Record<string, string>>;

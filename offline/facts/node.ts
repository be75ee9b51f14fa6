/** What AWS takes as a value, from the CloudFormation schemas. */
export interface ValueFacts {
  /** Closed list. */
  enum?: (string | number)[];
  /** Closed list that is compared without regard to case. */
  words?: string[];
  /** Regular expression, anchored or not, as AWS writes it. */
  pattern?: string;
  /** Lowest and highest length of a text. */
  length?: [number | null, number | null];
  /** Lowest and highest number. */
  range?: [number | null, number | null];
  /** Lowest and highest number of list items. */
  items?: [number | null, number | null];
  /** What the value names, any one of them: `AWS::EC2::Subnet.Id`, `AWS::KMS::Key.Arn`. */
  refers?: string[];
  /** 1: a change makes a new resource; 2: in some cases. */
  createOnly?: 1 | 2;
}

/** One Pulumi input with its place in CloudFormation; keys are short, because there are thousands. */
export interface PropertyNode {
  /** CloudFormation's path from the parent's place, `*` for each list on the way; a list's own star is left out. */
  c: string;
  /** The input is a list in Pulumi. */
  l?: 1;
  /** The property is a list in CloudFormation. */
  s?: 1;
  /** The input is a map of free keys. */
  m?: 1;
  /** Inner inputs: which of the type's objects. */
  k?: number;
  f?: ValueFacts;
}

/** Everything known of one type. */
export interface TypeNode {
  /** `AWS::RDS::DBCluster` */
  cfn: string;
  /** Property of the CloudFormation type that the inputs live in. */
  root?: string;
  /** The root is a list, of which the Pulumi resource is one item. */
  rootList?: 1;
  /** `arn:${Partition}:rds:${Region}:${Account}:cluster:${DbClusterInstanceName}` */
  arn?: string;
  /** Objects of the type, each once: a firewall's statements nest the same ones again and again. */
  d: PropertyNodes[];
  /** The object that holds the resource's own inputs. */
  k: number;
}

export type PropertyNodes = Record<string, PropertyNode>;

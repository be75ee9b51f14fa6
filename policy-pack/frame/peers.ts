import type { GraphNode } from "./stack-resource";
import type { Props } from "./values";

/** A resource of a peer, with the inputs that its program gave it. */
export interface PeerNode extends GraphNode {
  readonly inputs: Props;
}

/** What is known of a stack on the other side: its last snapshot. */
export interface Peer {
  readonly stack: string;
  readonly project: string;
  /** Region in which most of its resources are; absent when none says where it is. */
  readonly region?: string;
  readonly writtenAt: Date;
  /** Age of the snapshot when it was read. */
  readonly ageDays: number;
}

/** A peer with its resources. */
export interface PeerStack extends Peer {
  readonly resources: readonly PeerNode[];
}

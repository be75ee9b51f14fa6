import type { PeerNode, PeerStack } from "../frame/peers";
import type { Props } from "../frame/values";
import { proxied } from "./engine";
import { type TestResource, urnOf } from "./resource";
import { send } from "./values";

/** A stack in another region, of which a snapshot was written. */
export interface TestPeer {
  readonly stack: string;
  readonly region?: string;
  /** Age of its snapshot. @default 0 */
  readonly ageDays?: number;
  readonly resources: readonly TestResource[];
}

/** The peer as it is read from its snapshot; what is `unknown` or `secret` stands for what a snapshot leaves out. */
export function peerOf({ stack, region, ageDays = 0, resources }: TestPeer): PeerStack {
  return {
    stack,
    project: "test",
    ...(region === undefined ? {} : { region }),
    ageDays,
    writtenAt: new Date(Date.now() - ageDays * 86_400_000),
    resources: resources.map((resource) => nodeOf(resource, stack)),
  };
}

function nodeOf(resource: TestResource, stack: string): PeerNode {
  const { type, name, props, options } = resource;
  const { parent, provider, outputs } = options;
  const dependencies = Object.entries(props).map(([key, value]) => [
    key,
    send(value).references.map((target) => ({ urn: urnOf(target, stack) })),
  ]);
  return {
    type,
    name,
    urn: urnOf(resource, stack),
    inputs: left(props),
    props: left({ ...props, ...outputs }),
    ...(parent ? { parent: { urn: urnOf(parent, stack) } } : {}),
    ...(provider ? { provider: { props: left(provider.props) } } : {}),
    propertyDependencies: Object.fromEntries(dependencies),
  };
}

function left(props: Props): Props {
  return proxied(props, "left-out");
}

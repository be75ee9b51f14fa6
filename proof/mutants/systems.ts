import { everywhere } from "../../test/engine/everywhere";
import { requirements as flowRequirements } from "../../test/engine/request-response-requirements";
import { requirements as hubRequirements } from "../../test/engine/requirements";
import { reachability } from "../../test/engine/secure-cart-reachability";
import { requirements as cartRequirements } from "../../test/engine/secure-cart-requirements";
import { everySwitch } from "../../test/engine/secure-cart-settings";
import { storefrontRequirements } from "../../test/engine/storefront-requirements";
import { surprises } from "../../test/engine/surprises";
import { webAppRequirements } from "../../test/engine/web-app-requirements";
import type { Declare } from "../../test/support/declare";
import type { Project } from "../../test/support/project";
import type { Deployed } from "../../test/support/state";
import type { SystemGraph } from "./graph";

/** A system whose graph takes mistakes, and what is asked of it. */
export interface System {
  readonly name: string;
  /** Its production stacks, in the order in which they come up. */
  readonly stacks: readonly string[];
  /** Configuration of the policy pack. */
  readonly policies: string;
  /** Turns on what its tests need and its files leave off. */
  settings?(project: Pick<Project, "change">): void;
  /** Declares the tests of its requirements. */
  requirements(graph: SystemGraph, declare: Declare): void;
}

/** What the tests read; they change nothing. */
const nodesOf = (graph: SystemGraph, index: number): Deployed[] => [...(graph[index]?.nodes ?? [])];

const pair = (graph: SystemGraph) => ({ primary: nodesOf(graph, 0), secondary: nodesOf(graph, 1) });

/** The graph as `pulumi stack export` prints it. */
const exported = (graph: SystemGraph) => graph.map(({ nodes }) => ({ deployment: { resources: nodes } }));

const all = (graph: SystemGraph) => graph.map((_, index) => nodesOf(graph, index));

const each: readonly System[] = [
  {
    name: "payment-hub",
    stacks: ["prod-primary", "prod-secondary"],
    policies: "policies.json",
    requirements(graph, declare) {
      hubRequirements(() => pair(graph), declare);
      surprises(() => pair(graph), declare);
    },
  },
  {
    name: "request-response",
    stacks: ["request-response-primary", "request-response-secondary"],
    policies: "policies.request-response.json",
    requirements: (graph, declare) => flowRequirements(() => pair(graph), declare),
  },
  {
    name: "secure-cart",
    stacks: ["secure-cart-primary", "secure-cart-secondary"],
    policies: "policies.secure-cart.json",
    settings: (project) => everySwitch({ project }),
    requirements(graph, declare) {
      cartRequirements(() => pair(graph), declare);
      reachability(() => exported(graph), declare);
    },
  },
  {
    name: "web-app",
    stacks: ["web-app-prod-primary", "web-app-prod-secondary"],
    policies: "policies.web-app.json",
    requirements: (graph, declare) => webAppRequirements(() => nodesOf(graph, 0), declare),
  },
  {
    name: "storefront",
    stacks: ["storefront-prod", "storefront-dr"],
    policies: "policies.storefront.json",
    requirements: (graph, declare) =>
      storefrontRequirements(() => ({ prod: nodesOf(graph, 0), dr: nodesOf(graph, 1) }), declare),
  },
];

export const systems: readonly System[] = each.map((system) => ({
  ...system,
  requirements(graph, declare) {
    system.requirements(graph, declare);
    everywhere(() => all(graph), declare);
  },
}));

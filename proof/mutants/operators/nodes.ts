import { waitsFor } from "../graph";
import { nodeOperator, type Operator } from "./operator";

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

const dropResource = nodeOperator("drop-resource", "a resource left out", (node, { nodes }) => {
  const isNeeded = nodes.some(({ urn, dependencies, parent }) =>
    urn === node.urn ? false : dependencies.includes(node.urn) || parent === node.urn,
  );
  return isNeeded ? [] : [{ path: "", change: "left out", now: undefined }];
});

const dropProtect = nodeOperator("drop-protect", "a resource that is no longer protected", (node) =>
  node.protect
    ? [{ path: "protect", change: "false instead of true", now: { ...node, protect: false } }]
    : [],
);

const dropDependency = nodeOperator("drop-dependency", "a dependency left out", (node) =>
  waitsFor(node).map((target) => ({
    path: "dependsOn",
    change: `without ${nameOf(target)}`,
    now: { ...node, dependencies: node.dependencies.filter((urn) => urn !== target) },
  })),
);

const dropIgnoreChanges = nodeOperator("drop-ignore-changes", "a change from outside is set back", (node) =>
  node.ignoreChanges.map((property) => ({
    path: "ignoreChanges",
    change: `without ${property}`,
    now: { ...node, ignoreChanges: node.ignoreChanges.filter((one) => one !== property) },
  })),
);

export const nodeOperators: readonly Operator[] = [
  dropResource,
  dropProtect,
  dropDependency,
  dropIgnoreChanges,
];

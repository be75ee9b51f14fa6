import { autoname, nameProperty } from "../core/check/autoname";
import { lowerAndDigits, stableHex, stableText } from "../core/lifecycle/stable";
import type { Subject } from "../core/protocol/provider";
import type { Catalog } from "../core/shape/catalog";
import type { ResourceShape } from "../core/shape/types";
import { ShapeProvider } from "../core/shape-provider";
import { text } from "../core/values/read";
import type { ValueMap } from "../core/values/value";
import { identity, isKubernetesObject, objectId, withName } from "./kubernetes";

/**
 * A stand-in for a package that nothing but its shapes is known of. Names are given and kept; a changed name makes a
 * new resource, everything else is updated in place; computed outputs get stable general values.
 */
export function genericProvider(name: string, version: string, catalog: Catalog): ShapeProvider {
  const shapeOf = (type: string): ResourceShape | undefined => catalog.resource(type);
  const isObject = (type: string): boolean => {
    const shape = shapeOf(type);
    return shape !== undefined && isKubernetesObject(shape);
  };
  return new ShapeProvider(name, version, catalog, {
    prepare(request, shape) {
      const random = () => stableHex(7, request.urn, "name");
      if (isKubernetesObject(shape))
        return withName(request, stableText(8, lowerAndDigits, request.urn, "name"));
      return autoname(request, shape.inputs, {}, random);
    },
    diffRule(type) {
      const own = nameProperty(shapeOf(type)?.inputs ?? {});
      const createOnly = isObject(type) ? identity : own === undefined ? [] : [own, `${own}Prefix`];
      return { isCreateOnly: (path) => createOnly.includes(path), isSet: () => false };
    },
    make: (subject, inputs) => ({
      id: isObject(subject.type) ? objectId(subject, inputs) : newId(subject, inputs),
      computed: {},
    }),
    outputPlan: (subject, shape) => ({
      textFor: (path) => `${path.replace(/\./g, "-").toLowerCase()}-${stableHex(8, subject.urn, path)}`,
      isWriteOnly: (property) => property.endsWith("Wo"),
      completesObjects: !isKubernetesObject(shape),
    }),
  });
}

function newId({ urn, name }: Subject, inputs: ValueMap): string {
  return text(inputs, "name") ?? `${name}-${stableHex(17, urn, "id")}`;
}

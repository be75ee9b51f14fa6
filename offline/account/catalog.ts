import { installedPackages } from "../home/packages";
import { shapesOf } from "../home/shapes";
import { FileCatalog } from "../providers/core/shape/catalog";

/** Shapes of the `@pulumi/aws` that a program has installed; of nothing when it has none. */
export function awsCatalog(programDirectory: string): FileCatalog {
  const installed = installedPackages(programDirectory).find(({ name }) => name === "aws");
  if (installed === undefined) return new FileCatalog(undefined);
  return new FileCatalog(shapesOf(installed));
}

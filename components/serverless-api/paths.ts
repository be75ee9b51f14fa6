/** Names of the parameters of a path, in their order: `/orders/{id}/{rest+}` has `id` and `rest`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name ?? "");
}

/** How the settings of a stage name a method: the path without its first slash. */
export function settingsPath(path: string, method: string): string {
  // The root has no name left without its slash; there the slash stands encoded.
  return `${path === "/" ? "~1" : path.slice(1)}/${method}`;
}

/** Source of the calls of one method, below the ARN of the API: any stage, and anything for a parameter. */
export function callSource(path: string, method: string): string {
  return `*/${method === "ANY" ? "*" : method}${path.replaceAll(/\{\w+\+?\}/g, "*")}`;
}

/** Name of the model of a route's body: letters and digits are all that API Gateway takes, so `{id}` becomes `ById`. */
export function modelName(path: string, method: string): string {
  const words = path
    .replaceAll(/\{(\w+)\+?\}/g, "by-$1")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  return [method.toLowerCase(), ...words]
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** A path as part of a role's name, in characters that IAM takes: `/orders/{id}` becomes `orders,@id`. */
export function rolePath(path: string): string {
  return path
    .slice(1)
    .replaceAll(/\{(\w+)\+?\}/g, "@$1")
    .replaceAll("/", ",")
    .replaceAll(/[~:]/g, (character) => `=${character.charCodeAt(0)}`);
}

/** A list of names from the environment's JSON. @throws Error that names the setting */
export function namesOf(value: unknown, setting: string): string[] {
  const isList =
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "");
  if (!isList) throw new Error(`${setting} has to be a list of names, at least one`);
  return value as string[];
}

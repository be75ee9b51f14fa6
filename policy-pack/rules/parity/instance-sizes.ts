/** Virtual processors of the sizes up to `large`; larger ones are multiples of `xlarge`, which has four. */
const upToLarge: ReadonlyMap<string, number> = new Map([
  ["nano", 2],
  ["micro", 2],
  ["small", 2],
  ["medium", 2],
  ["large", 2],
]);

/**
 * Virtual processors of an EC2 instance type such as `m7g.2xlarge`: a size has as many in all families, but for `medium`,
 * which has two only in the t families. https://aws.amazon.com/ec2/instance-types/
 *
 * @returns `undefined` for bare metal and for what is no instance type
 */
export function processorsOf(instanceType: string): number | undefined {
  const [, family, size = ""] = /^([a-z][a-z0-9-]*)\.([a-z0-9]+)$/.exec(instanceType) ?? [];
  if (family === undefined) return undefined;
  if (size === "medium" && !family.startsWith("t")) return 1;
  const times = /^(\d*)xlarge$/.exec(size)?.[1];
  return times === undefined ? upToLarge.get(size) : 4 * (times === "" ? 1 : Number(times));
}

/** A setting that the function can't do without. @throws Error that names it */
export function setting(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new Error(`the environment has no ${name}`);
  return value;
}

/** A setting that is a whole number within bounds. @throws Error with name, value and bounds */
export function numberSetting(
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
  environment: NodeJS.ProcessEnv = process.env,
): number {
  const text = environment[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} is "${text}", a whole number from ${least} to ${most} is allowed`);
  }
  return value;
}

/** A setting in JSON. @throws Error that names it and leaves its text out, which could hold anything */
export function jsonSetting(name: string, environment: NodeJS.ProcessEnv = process.env): unknown {
  try {
    return JSON.parse(setting(name, environment));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${name} is not JSON`);
    throw error;
  }
}

/** For every client of the SDK: what hangs is given up long before API Gateway would (29 seconds). */
export const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
};

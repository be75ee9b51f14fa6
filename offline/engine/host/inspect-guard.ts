import * as util from "node:util";
import { endWithParent } from "../end-with-parent";

/*
 * Loaded before every program of the host. The SDK shows an uncaught error through util.inspect with colours, and Node
 * (20.20.2, for one) does not end on a stack line with a file directly below a scope, `/node_modules/@pulumi/resource.ts`,
 * which the SDK's source maps produce: it searches for the next slash from -1 on, half a minute long, until a string
 * is too long. Without colours the same text takes a millisecond.
 */

const stuck = /[/\\]node_modules[/\\]@[^/\\\n]+[/\\][^/\\\n]+$/m;

/** Whether Node's coloured display of an error would not end. */
export function isStuck(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return stuck.test(String(error.stack)) || isStuck(error.cause);
}

const original = util.inspect;

function guarded(value: unknown, ...options: unknown[]): string {
  if (isStuck(value)) return original(value, { colors: false });
  return Reflect.apply(original, util, [value, ...options]) as string;
}

// The module's own object, which every other module reads from; an import would be a copy.
const shared = require("node:util") as { inspect: typeof util.inspect };
shared.inspect = Object.assign(guarded, original);

// A program, too, whose host is gone.
endWithParent();

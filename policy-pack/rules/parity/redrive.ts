import { given, known, type Props, text } from "../../frame/values";
import type { Difference } from "../comparison";

const same: Difference = { different: [], open: [] };

/** Compares where messages go that can't be handled: whether there is such a place, and after how many attempts. */
export function compareRedrive(one: Props, other: Props): Difference {
  const [here, there] = [one, other].map((props) => given(props, "redrivePolicy"));
  if (here !== there) return { different: ["redrivePolicy"], open: [] };
  if (!here) return same;
  const [left, right] = [one, other].map((props) => known(() => attemptsOf(text(props, "redrivePolicy"))));
  if (left === undefined || right === undefined) return { different: [], open: ["redrivePolicy"] };
  return left === right ? same : { different: ["redrivePolicy"], open: [] };
}

/** The policy is JSON; a topic's subscription states no number of attempts. */
function attemptsOf(policy: string | undefined): string {
  try {
    const parsed: unknown = JSON.parse(policy ?? "");
    const isPolicy = typeof parsed === "object" && parsed !== null && "maxReceiveCount" in parsed;
    return isPolicy ? String(parsed.maxReceiveCount) : "none";
  } catch (error) {
    if (error instanceof SyntaxError) return "none";
    throw error;
  }
}

import type { StackResource } from "../frame/graph";
import {
  block,
  eachBlock,
  everyPart,
  flag,
  given,
  isUnknown,
  known,
  type Props,
  text,
} from "../frame/values";

/** The metrics of an alarm: its own, those of its queries, and the texts of expressions that select metrics. */
interface Watched {
  readonly metrics: readonly Props[];
  readonly expressions: readonly string[];
}

function watchedBy(alarm: StackResource): Watched {
  if (given(alarm.props, "metricName")) return { metrics: [alarm.props], expressions: [] };
  const metrics: Props[] = [];
  const expressions: string[] = [];
  eachBlock(alarm.props, "metricQueries", (query) =>
    everyPart(
      () => {
        const metric = block(query, "metric");
        if (metric) metrics.push(metric);
      },
      () => expressions.push(text(query, "expression") ?? ""),
    ),
  );
  return { metrics, expressions };
}

/**
 * Whether an alarm watches one of some metrics, by name or in a query such as `SELECT MAX(Lag) FROM ...`.
 * @throws UnknownValueError when what it watches is not known yet
 */
export function watches(alarm: StackResource, metricNames: readonly string[]): boolean {
  const { metrics, expressions } = watchedBy(alarm);
  return (
    expressions.some((expression) => metricNames.some((name) => hasWord(expression, name))) ||
    metrics.some((metric) => metricNames.includes(text(metric, "metricName") ?? ""))
  );
}

/**
 * Whether an alarm's dimension means a resource: by an edge, or by a known value that is one of its names. A query
 * that does not speak of the dimension takes all resources in.
 * @throws UnknownValueError when there is no edge to any resource and the value is not known yet
 */
export function isAbout(
  alarm: StackResource,
  dimension: string,
  target: StackResource,
  names: readonly string[],
): boolean {
  const carriers = ["dimensions", "metricQueries"].flatMap((property) => alarm.references(property));
  if (carriers.includes(target)) return true;
  const values = names.flatMap((name) => known(() => text(target.outputs, name)) ?? []);
  try {
    const { metrics, expressions } = watchedBy(alarm);
    return (
      expressions.some(
        (query) =>
          query !== "" && (!hasWord(query, dimension) || values.some((value) => hasWord(query, value))),
      ) || metrics.some((metric) => values.includes(text(block(metric, "dimensions") ?? {}, dimension) ?? ""))
    );
  } catch (error) {
    // What is not known is another resource's, where the edges say which resources it comes from.
    if (isUnknown(error) && carriers.length > 0) return false;
    throw error;
  }
}

/** Whether somebody or something is told: an action for the alarm state that is not turned off. */
export function hasAction({ props }: StackResource): boolean {
  return given(props, "alarmActions") && flag(props, "actionsEnabled") !== false;
}

/** Whether a query has a word that is not part of a longer name, such as `a` in `'a'` but not in `a-b`. */
function hasWord(query: string, word: string): boolean {
  return query.split(/[^\w.:/-]+/).includes(word);
}

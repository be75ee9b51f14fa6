// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
const MINUTES_OF = { minute: 1, hour: 60, day: 1440 } as const;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/** Two years and a day from a fixed date: what comes yearly comes twice. */
const DAYS = 731;
const START = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;

/**
 * The longest time in hours between two runs of a schedule such as `cron(0 5 ? * * *)` or `rate(12 hours)`.
 * `undefined` for what is no schedule, for rarer cron words (`L`, `W`, `#`), and for one that runs once at most.
 */
export function longestGapHours(schedule: string): number | undefined {
  const [, kind, inside = ""] = /^(cron|rate)\((.*)\)$/.exec(schedule.trim()) ?? [];
  if (kind === "rate") return rateHours(inside);
  return kind === "cron" ? cronHours(inside) : undefined;
}

function rateHours(inside: string): number | undefined {
  const [, count, unit] = /^(\d+)\s+(minute|hour|day)s?$/.exec(inside.trim()) ?? [];
  return count === undefined ? undefined : (Number(count) * MINUTES_OF[unit as keyof typeof MINUTES_OF]) / 60;
}

function cronHours(inside: string): number | undefined {
  const fields = inside.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minutes, hours, dates, months, weekdays, years] = fields.map((field, index) =>
    valuesOf(field, fieldLimits[index] ?? [0, 0], fieldNames[index]),
  );
  if (!minutes || !hours || !dates || !months || !weekdays || !years) return undefined;
  const inDay = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute));
  inDay.sort((one, other) => one - other);
  let earlier: number | undefined;
  let longest: number | undefined;
  for (let day = 0; day < DAYS; day += 1) {
    const date = new Date(START + day * DAY);
    const runs =
      months.has(date.getUTCMonth() + 1) &&
      dates.has(date.getUTCDate()) &&
      weekdays.has(date.getUTCDay() + 1) &&
      years.has(date.getUTCFullYear());
    for (const minute of runs ? inDay : []) {
      const at = day * 1440 + minute;
      if (earlier !== undefined) longest = Math.max(longest ?? 0, at - earlier);
      earlier = at;
    }
  }
  return longest === undefined ? undefined : longest / 60;
}

const fieldLimits: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [2025, 2027],
];
const fieldNames: readonly (readonly string[] | undefined)[] = [
  undefined,
  undefined,
  undefined,
  MONTHS,
  WEEKDAYS,
];

/** The values of one field: `*`, `?`, lists, ranges and steps. */
function valuesOf(
  field: string,
  [least, most]: readonly [number, number],
  names: readonly string[] = [],
): Set<number> | undefined {
  const values = new Set<number>();
  const numberOf = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    return named < 0 ? Number(word) : named + 1;
  };
  for (const part of field.split(",")) {
    const [, range, step = "1"] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    if (range === undefined) return undefined;
    const every = range === "*" || range === "?";
    const [first, last] = every ? [least, most] : range.split("-").map(numberOf);
    if (first === undefined || !Number.isInteger(first) || Number(step) < 1) return undefined;
    // `0/6` counts from 0 to the end.
    const end = last ?? (part.includes("/") ? most : first);
    if (!Number.isInteger(end)) return undefined;
    for (let value = first; value <= end; value += Number(step)) values.add(value);
  }
  return values;
}

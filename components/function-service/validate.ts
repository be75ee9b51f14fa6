import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { wholeNumberMistakes } from "../arguments/numbers";
import { physicalNameMistakes } from "../arguments/physical-names";
import { statementMistakes } from "../arguments/policy-statements";
import { defaults, type FunctionQueue, type FunctionSchedule, type FunctionServiceArgs } from "./args";
import { deadLetterName, scheduleName } from "./names";

/** AWS's advice: retries of a throttled function count, too. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_PER_TIMEOUT = 6;
/** Schedules per minute, hour and day; EventBridge Scheduler's own grammar. */
const EXPRESSION =
  /^(rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\(\S+( \S+){5}\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/;

/** What Lambda would refuse, or what would lose events. */
export function mistakes(args: FunctionServiceArgs): Mistake[] {
  const { queues = [], schedules = [], callers = [] } = args;
  return [
    ...physicalNameMistakes("functionName", args.functionName, [
      { what: "Lambda function", name: args.functionName, longest: 64 },
      { what: "SQS queue", name: deadLetterName(args.functionName), longest: 80 },
      ...schedules.map(({ name }) => ({
        what: "schedule",
        name: scheduleName(args.functionName, name),
        longest: 64,
      })),
    ]),
    ...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays),
    ...numbers(args),
    ...environmentMistakes(args),
    ...statementMistakes("permissions", args.permissions ?? []),
    ...provisionedMistakes(args),
    ...networkMistakes(args),
    ...repeated("queues", queues),
    ...queues.flatMap((queue, index) => queueMistakes(`queues[${index}]`, queue, args)),
    ...repeated("schedules", schedules),
    ...schedules.flatMap((schedule, index) => scheduleMistakes(`schedules[${index}]`, schedule)),
    ...repeated("callers", callers),
    ...callers.flatMap(({ service }, index) =>
      /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(service)
        ? []
        : [
            {
              propertyPath: `callers[${index}].service`,
              reason: `"${service}" is not allowed, a service such as "s3.amazonaws.com" is`,
            },
          ],
    ),
  ];
}

function numbers(args: FunctionServiceArgs): Mistake[] {
  const within = (
    key: "memorySize" | "timeout" | "asyncRetries" | "asyncMaxAgeSeconds" | "reservedConcurrency",
    least: number,
    most: number,
    unit: string,
    because?: string,
  ) => wholeNumberMistakes(key, args[key], { least, most, unit, because });
  return [
    ...within("memorySize", 128, 10_240, "megabytes"),
    ...within("timeout", 1, 900, "seconds"),
    ...within("asyncRetries", 0, 2, "tries"),
    ...within("asyncMaxAgeSeconds", 60, 21_600, "seconds"),
    ...within("reservedConcurrency", 1, 100_000, "invocations", "with 0 the function is never called"),
  ];
}

function environmentMistakes({ environment = {} }: FunctionServiceArgs): Mistake[] {
  return Object.keys(environment).flatMap((key) => {
    const propertyPath = `environment.${key}`;
    if (!/^[A-Za-z]\w+$/.test(key)) {
      return [{ propertyPath, reason: 'is not allowed, a letter and then letters, digits and "_" are' }];
    }
    if (/^(AWS_|_|LAMBDA_)/.test(key))
      return [{ propertyPath, reason: "is Lambda's own, choose another name" }];
    return [];
  });
}

function provisionedMistakes({
  provisionedConcurrency,
  reservedConcurrency,
}: FunctionServiceArgs): Mistake[] {
  if (!provisionedConcurrency) return [];
  const { minimum, maximum = minimum, targetUtilization } = provisionedConcurrency;
  const path = "provisionedConcurrency";
  const found = [
    ...wholeNumberMistakes(`${path}.minimum`, minimum, { least: 1, most: 100_000, unit: "environments" }),
    ...wholeNumberMistakes(`${path}.targetUtilization`, targetUtilization, {
      least: 10,
      most: 90,
      unit: "percent",
    }),
  ];
  if (!Number.isInteger(maximum) || maximum < minimum) {
    const reason = `${maximum} is not allowed, ${minimum} or more is: that is the minimum`;
    found.push({ propertyPath: `${path}.maximum`, reason });
  }
  if (reservedConcurrency !== undefined && maximum > reservedConcurrency) {
    const reason = `${maximum} is not allowed, up to ${reservedConcurrency} is: that is reservedConcurrency`;
    found.push({ propertyPath: `${path}.maximum`, reason });
  }
  return found;
}

function networkMistakes({ network }: FunctionServiceArgs): Mistake[] {
  if (!network) return [];
  return [
    ...repeated("network.destinations", network.destinations),
    ...network.destinations.flatMap(({ port, cidr, securityGroupId, prefixListId }, index) => {
      const path = `network.destinations[${index}]`;
      const targets = [cidr, securityGroupId, prefixListId].filter((target) => target !== undefined);
      const found = wholeNumberMistakes(`${path}.port`, port, { least: 1, most: 65_535, unit: "ports" });
      if (targets.length !== 1) {
        const reason = `${targets.length} targets are not allowed, one of cidr, securityGroupId and prefixListId is`;
        found.push({ propertyPath: path, reason });
      }
      if (cidr === "0.0.0.0/0" || cidr === "::/0") {
        const reason = `"${cidr}" is not allowed, a range, a group or a prefix list is: a function that is taken over reaches no one else`;
        found.push({ propertyPath: `${path}.cidr`, reason });
      }
      return found;
    }),
  ];
}

function queueMistakes(path: string, queue: FunctionQueue, args: FunctionServiceArgs): Mistake[] {
  const { timeout = defaults.timeout, reservedConcurrency } = args;
  const { batchSize = defaults.batchSize, batchWindowSeconds = defaults.batchWindowSeconds } = queue;
  const { maximumConcurrency, visibilityTimeoutSeconds } = queue;
  const found = [
    ...wholeNumberMistakes(`${path}.batchSize`, batchSize, { least: 1, most: 10_000, unit: "messages" }),
    ...wholeNumberMistakes(`${path}.batchWindowSeconds`, batchWindowSeconds, {
      least: 0,
      most: 300,
      unit: "seconds",
    }),
    ...wholeNumberMistakes(`${path}.maximumConcurrency`, maximumConcurrency, {
      least: 2,
      most: 1000,
      unit: "invocations",
    }),
    ...wholeNumberMistakes(`${path}.visibilityTimeoutSeconds`, visibilityTimeoutSeconds, {
      least: timeout * VISIBILITY_PER_TIMEOUT,
      most: 43_200,
      unit: "seconds",
      because: `${VISIBILITY_PER_TIMEOUT} times the function's timeout of ${timeout}, or a message is worked on twice`,
    }),
  ];
  if (batchSize > 10 && batchWindowSeconds === 0) {
    const reason = "0 is not allowed, 1 or more is: Lambda waits for a batch above 10";
    found.push({ propertyPath: `${path}.batchWindowSeconds`, reason });
  }
  if (
    maximumConcurrency !== undefined &&
    reservedConcurrency !== undefined &&
    maximumConcurrency > reservedConcurrency
  ) {
    const reason = `${maximumConcurrency} is not allowed, up to ${reservedConcurrency} is: that is reservedConcurrency`;
    found.push({ propertyPath: `${path}.maximumConcurrency`, reason });
  }
  return found;
}

function scheduleMistakes(path: string, { expression, timezone }: FunctionSchedule): Mistake[] {
  const found: Mistake[] = [];
  if (!EXPRESSION.test(expression)) {
    const reason = `"${expression}" is not allowed, "rate(5 minutes)", "cron(0 20 ? * MON-FRI *)" and "at(2030-01-31T20:00:00)" are`;
    found.push({ propertyPath: `${path}.expression`, reason });
  }
  if (timezone !== undefined && !isTimeZone(timezone)) {
    const reason = `"${timezone}" is not allowed, a name such as "Europe/Berlin" is`;
    found.push({ propertyPath: `${path}.timezone`, reason });
  }
  return found;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function repeated(path: string, named: readonly { name: string }[]): Mistake[] {
  return named.flatMap(({ name }, index) => {
    const propertyPath = `${path}[${index}].name`;
    if (!/^[A-Za-z0-9_-]+$/.test(name)) {
      return [{ propertyPath, reason: `"${name}" is not allowed, letters, digits, "-" and "_" are` }];
    }
    const earlier = named.findIndex((other) => other.name === name);
    return earlier === index
      ? []
      : [{ propertyPath, reason: `"${name}" is that of ${path}[${earlier}] too` }];
  });
}

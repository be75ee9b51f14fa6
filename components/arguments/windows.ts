const DAILY = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const WEEKLY =
  /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a text is a maintenance window as AWS writes it, for example `sun:05:00-sun:06:00`. */
export const isWeeklyWindow = (window: string): boolean => WEEKLY.test(window);

/** Minutes of a daily window such as `23:30-00:30`, over midnight too; 0 for what is none. */
export function dailyWindowMinutes(window: string): number {
  const [, ...parts] = DAILY.exec(window) ?? [];
  if (parts.length === 0) return 0;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.map(Number);
  const length = toHour * 60 + toMinute - (fromHour * 60 + fromMinute);
  return length < 0 ? length + 24 * 60 : length;
}

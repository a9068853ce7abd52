const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** A day that comes at all comes within this many: 29 February may be eight years away. */
const DAYS_AHEAD_MAX = 3_000;

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const unsupported = (field: Field, text: string) =>
  new Error(`the cron field ${field.name} has ${text}, which is not supported`);

const numberOf = (field: Field, text: string): number => {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + 1 : Number(text);
  if (Number.isInteger(value) && text !== '' && value >= field.min && value <= field.max)
    return value;
  throw unsupported(field, text);
};

/** `*`, numbers and names, ranges, lists, steps. */
const parseField = (field: Field, text: string): ReadonlySet<number> => {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const first = range === '*' ? field.min : numberOf(field, from);
    const open = range === '*' || (to === undefined && step !== undefined);
    const last = open ? field.max : numberOf(field, to ?? from);
    const by = step === undefined ? 1 : numberOf({ ...field, min: 1, names: [] }, step);
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return values;
};

type DayTest = (day: Date) => boolean;

const daysInMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

const parseDayOfMonth = (text: string): DayTest => {
  if (text === 'L') return (day) => day.getUTCDate() === daysInMonth(day);
  const days = parseField({ name: 'day-of-month', min: 1, max: 31 }, text);
  return (day) => days.has(day.getUTCDate());
};

const parseDayOfWeek = (text: string): DayTest => {
  const field: Field = { name: 'day-of-week', min: 1, max: 7, names: DAYS };
  const last = /^(\w+)L$/.exec(text)?.[1];
  if (text === 'L') return (day) => day.getUTCDay() === 6;
  if (last !== undefined) {
    const weekday = numberOf(field, last);
    return (day) => day.getUTCDay() + 1 === weekday && day.getUTCDate() > daysInMonth(day) - 7;
  }
  const [, which = '', nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (nth !== undefined) {
    const weekday = numberOf(field, which);
    return (day) =>
      day.getUTCDay() + 1 === weekday && Math.ceil(day.getUTCDate() / 7) === Number(nth);
  }
  const days = parseField(field, text);
  return (day) => days.has(day.getUTCDay() + 1);
};

/**
 * Reads the six fields of an EventBridge cron expression and gives the first minute after a moment (UTC) that fits.
 * Source: Amazon EventBridge User Guide, "Setting a schedule pattern for scheduled rules". `W` is not supported.
 */
export const parseCron = (text: string): ((afterMs: number) => number | undefined) => {
  const parts = text.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts;
  if (parts.length !== 6) throw new Error(`the cron expression ${text} must have six fields`);
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error(`the cron expression ${text} must have ? in one of its day fields`);
  const minutes = [...parseField({ name: 'minutes', min: 0, max: 59 }, minute)].sort(
    (a, b) => a - b,
  );
  const hours = [...parseField({ name: 'hours', min: 0, max: 23 }, hour)].sort((a, b) => a - b);
  const months = parseField({ name: 'month', min: 1, max: 12, names: MONTHS }, month);
  const years = parseField({ name: 'year', min: 1970, max: 2199 }, year);
  const fits = dayOfMonth === '?' ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth);
  const offsets = hours.flatMap((h) => minutes.map((m) => (h * 60 + m) * MINUTE_MS));

  return (afterMs) => {
    const today = Math.floor(afterMs / DAY_MS) * DAY_MS;
    for (let ahead = 0; ahead < DAYS_AHEAD_MAX; ahead++) {
      const midnight = today + ahead * DAY_MS;
      const day = new Date(midnight);
      if (!years.has(day.getUTCFullYear()) || !months.has(day.getUTCMonth() + 1) || !fits(day))
        continue;
      const offset = offsets.find((each) => midnight + each > afterMs);
      if (offset !== undefined) return midnight + offset;
    }
    return undefined;
  };
};

import * as z from 'zod/mini';

/** Calendar arithmetic on whole numbers: `Date` would bring a clock and a zone into the domain. All instants are UTC. */
export const msPerSecond = 1_000;
export const msPerMinute = 60_000;
export const msPerHour = 3_600_000;
export const msPerDay = 86_400_000;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
export const daysFromCivil = ({ year, month, day }: CivilDate): number => {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + dayOfEra + dayOfYear - 719_468;
};

/** The date that lies `days` after 1970-01-01 (the inverse, same source). */
export const civilFromDays = (days: number): CivilDate => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
};

/** 0 is Sunday, 6 is Saturday; 1970-01-01 was a Thursday. */
export const weekdayOfDays = (days: number): number => (((days + 4) % 7) + 7) % 7;

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** "2026-11-23" of days after 1970-01-01. */
export const formatDay = (days: number): string => {
  const { year, month, day } = civilFromDays(days);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
};

const daySpelling = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days after 1970-01-01, or undefined when `text` is no date of the calendar. */
export const parseDay = (text: string): number | undefined => {
  const [, year, month, day] = daySpelling.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const days = daysFromCivil({ year: Number(year), month: Number(month), day: Number(day) });
  // The 31st of a short month comes back as another date.
  return formatDay(days) === text ? days : undefined;
};

const instantSpelling =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3})\d*)?Z$/;

/** A date of the calendar, "2026-11-23". */
export const Day = z.string().check(
  z.refine((text) => parseDay(text) !== undefined, {
    error: 'must be a date such as 2026-11-23',
  }),
);

/** Milliseconds since 1970 of an ISO 8601 instant in UTC, or undefined. Digits beyond the millisecond are cut off. */
export const parseInstant = (text: string): number | undefined => {
  const [, date = '', hours, minutes, seconds, fraction = ''] = instantSpelling.exec(text) ?? [];
  const days = parseDay(date);
  if (days === undefined) return undefined;
  return (
    days * msPerDay +
    Number(hours) * msPerHour +
    Number(minutes) * msPerMinute +
    Number(seconds) * msPerSecond +
    Number(fraction.padEnd(3, '0'))
  );
};

/** Milliseconds of what an event or a command says. Throws RangeError on anything else than an instant. */
export const instantFromWire = (text: string): number => {
  const ms = parseInstant(text);
  if (ms === undefined) throw new RangeError('not an ISO 8601 instant in UTC');
  return ms;
};

/** "2026-11-23T10:00:00.000Z". */
export const formatInstant = (epochMs: number): string => {
  const days = Math.floor(epochMs / msPerDay);
  const ms = epochMs - days * msPerDay;
  const [hours, minutes] = [Math.floor(ms / msPerHour), Math.floor(ms / msPerMinute) % 60];
  const clock = `${digits(hours, 2)}:${digits(minutes, 2)}:${digits(Math.floor(ms / msPerSecond) % 60, 2)}`;
  return `${formatDay(days)}T${clock}.${digits(ms % msPerSecond, 3)}Z`;
};

/** The UTC day ("2026-11-23") of an instant. */
export const dayOf = (instant: string): string =>
  formatDay(Math.floor(instantFromWire(instant) / msPerDay));

/** The month ("2026-11") after a month. */
export const monthAfter = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 12
    ? `${digits(year + 1, 4)}-01`
    : `${digits(year, 4)}-${digits(number + 1, 2)}`;
};

/** An ISO 8601 instant in UTC, as it stands on every wire. */
export const Instant = z.string().check(
  z.maxLength(40),
  z.refine((text) => parseInstant(text) !== undefined, {
    error: 'must be an ISO 8601 instant in UTC, such as 2026-11-23T10:00:00.000Z',
  }),
);

import { policy } from '../shared/policy.ts';
import {
  civilFromDays,
  daysFromCivil,
  formatDay,
  formatInstant,
  msPerDay,
  msPerHour,
  weekdayOfDays,
} from '../shared/time.ts';

/**
 * The hours of the gold market: Sunday 18:00 to Friday 17:00 New York, with a break from 17:00 to 18:00 every day. A
 * session is named by the New York date on which it ends.
 */
const breakStartsHour = 17;
const breakEndsHour = 18;

const standardOffsetMs = -5 * msPerHour;
const daylightOffsetMs = -4 * msPerHour;

const sunday = 0;
const saturday = 6;

/** Days after 1970 of the nth Sunday of a month. */
const nthSunday = (year: number, month: number, nth: number): number => {
  const first = daysFromCivil({ year, month, day: 1 });
  return first + ((7 - weekdayOfDays(first)) % 7) + (nth - 1) * 7;
};

/**
 * New York's distance from UTC at an instant, in milliseconds. Daylight saving time by the Energy Policy Act of 2005
 * (in force since 2007): from the second Sunday of March, 02:00 standard time, to the first Sunday of November, 02:00
 * daylight time.
 */
export const newYorkOffsetMs = (epochMs: number): number => {
  const { year } = civilFromDays(Math.floor((epochMs + standardOffsetMs) / msPerDay));
  const starts = nthSunday(year, 3, 2) * msPerDay + 2 * msPerHour - standardOffsetMs;
  const ends = nthSunday(year, 11, 1) * msPerDay + 2 * msPerHour - daylightOffsetMs;
  return epochMs >= starts && epochMs < ends ? daylightOffsetMs : standardOffsetMs;
};

/** The instant at which clocks in New York show `hour` on a day; no hour of the market is one that a change skips. */
const instantInNewYork = (day: number, hour: number): number => {
  const local = day * msPerDay + hour * msPerHour;
  return local - newYorkOffsetMs(local - standardOffsetMs);
};

/** The days on which sessions end: weekdays that are no holiday. */
const isTradingDay = (day: number, holidays: readonly string[]): boolean => {
  const weekday = weekdayOfDays(day);
  return weekday !== sunday && weekday !== saturday && !holidays.includes(formatDay(day));
};

export interface MarketSession {
  readonly open: boolean;
  /** The session that is on, or the next one: the New York date on which it ends. */
  readonly marketSession: string;
  readonly opensAt: string;
  readonly closesAt: string;
  /** When the session before this one closed. */
  readonly previousClosedAt: string;
}

const nearestTradingDay = (from: number, step: 1 | -1, holidays: readonly string[]): number => {
  let day = from;
  // A calendar without a trading day in a year is a mistake of configuration, and must not hang.
  for (let tries = 0; tries < 366; tries += 1, day += step)
    if (isTradingDay(day, holidays)) return day;
  throw new RangeError('the holidays leave no trading day');
};

/** Whether the market is open at an instant, and the session that is on or comes next. */
export const marketSessionAt = (
  epochMs: number,
  holidays: readonly string[] = policy.market.holidays,
): MarketSession => {
  const local = epochMs + newYorkOffsetMs(epochMs);
  const day = Math.floor(local / msPerDay);
  // From the start of the break on, the next session is tomorrow's.
  const ending = local - day * msPerDay < breakStartsHour * msPerHour ? day : day + 1;
  const session = nearestTradingDay(ending, 1, holidays);
  const opens = instantInNewYork(session - 1, breakEndsHour);
  return {
    open: session === ending && epochMs >= opens,
    marketSession: formatDay(session),
    opensAt: formatInstant(opens),
    closesAt: formatInstant(instantInNewYork(session, breakStartsHour)),
    previousClosedAt: formatInstant(
      instantInNewYork(nearestTradingDay(session - 1, -1, holidays), breakStartsHour),
    ),
  };
};

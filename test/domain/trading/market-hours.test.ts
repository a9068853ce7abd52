import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy } from '../../../domain/shared/policy.ts';
import { marketSessionAt, newYorkOffsetMs } from '../../../domain/trading/market-hours.ts';

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const partsAt = (epochMs: number) =>
  Object.fromEntries(clock.formatToParts(epochMs).map(({ type, value }) => [type, value]));

/** The same rule without holidays, told with the platform's own time zones. */
const openByIntl = (epochMs: number): boolean => {
  const { weekday, hour } = partsAt(epochMs);
  const hours = Number(hour);
  if (weekday === 'Sat') return false;
  if (weekday === 'Sun') return hours >= 18;
  if (weekday === 'Fri') return hours < 17;
  return hours !== 17;
};

const second = 1_000;
const from2007To2037 = fc
  .integer({ min: 1_173_000_000, max: 2_145_916_800 })
  .map((seconds) => seconds * second);

/** Around each change of New York's clocks, where mistakes hide. */
const aroundChanges = fc
  .tuple(
    fc.integer({ min: 2007, max: 2037 }),
    fc.constantFrom(2, 10),
    fc.integer({ min: -8 * 86_400, max: 16 * 86_400 }),
  )
  .map(([year, month, seconds]) => Date.UTC(year, month, 7) + seconds * second);

describe('New York', () => {
  it('has the offset of the time zone database', () =>
    fc.assert(
      fc.property(fc.oneof(from2007To2037, aroundChanges), (epochMs) => {
        const { year, month, day, hour, minute, second: seconds } = partsAt(epochMs);
        const local = Date.UTC(
          Number(year),
          Number(month) - 1,
          Number(day),
          Number(hour),
          Number(minute),
          Number(seconds),
        );
        expect(newYorkOffsetMs(epochMs)).toBe(local - epochMs);
      }),
      { numRuns: 3_000 },
    ));
});

describe('the market', () => {
  it('is open as the same rule says with the platform’s time zones', () =>
    fc.assert(
      fc.property(fc.oneof(from2007To2037, aroundChanges), (epochMs) => {
        const sessionAt = (ms: number) => marketSessionAt(ms, []);
        const session = sessionAt(epochMs);
        expect(session.open).toBe(openByIntl(epochMs));
        expect(epochMs < Date.parse(session.closesAt)).toBe(true);
        expect(epochMs >= Date.parse(session.opensAt)).toBe(session.open);
        expect(Date.parse(session.previousClosedAt) < Date.parse(session.opensAt)).toBe(true);
        expect(sessionAt(Date.parse(session.opensAt)).open).toBe(true);
        expect(sessionAt(Date.parse(session.opensAt) - 1).open).toBe(false);
        expect(sessionAt(Date.parse(session.closesAt)).open).toBe(false);
        expect(sessionAt(Date.parse(session.closesAt) - 1).open).toBe(true);
      }),
      { numRuns: 3_000 },
    ));

  it.each([
    ['Sunday 17:59:59.999', '2026-11-22T22:59:59.999Z', false],
    ['Sunday 18:00', '2026-11-22T23:00:00.000Z', true],
    ['Monday 16:59:59.999', '2026-11-23T21:59:59.999Z', true],
    ['Monday 17:00', '2026-11-23T22:00:00.000Z', false],
    ['Monday 18:00', '2026-11-23T23:00:00.000Z', true],
    ['Friday 16:59:59.999', '2026-11-27T21:59:59.999Z', true],
    ['Friday 17:00', '2026-11-27T22:00:00.000Z', false],
    ['Friday 18:00', '2026-11-27T23:00:00.000Z', false],
    // American clocks are in summer time from 8 March 2026, European ones from 29 March.
    ['Sunday 18:00 of the first week of American summer time', '2026-03-08T22:00:00.000Z', true],
    ['Sunday 17:59 of that week', '2026-03-08T21:59:59.999Z', false],
    ['Friday 17:00 of that week', '2026-03-13T21:00:00.000Z', false],
    // European clocks leave summer time on 25 October 2026, American ones on 1 November.
    ['Monday 17:00 of the last week of American summer time', '2026-10-26T21:00:00.000Z', false],
    ['Monday 16:59 of that week', '2026-10-26T20:59:59.999Z', true],
    ['Sunday 18:00 of the change back', '2026-11-01T23:00:00.000Z', true],
    ['Sunday 17:59 of the change back', '2026-11-01T22:59:59.999Z', false],
  ])('on %s', (_, at, open) => expect(marketSessionAt(Date.parse(at)).open).toBe(open));

  it('keeps holidays, from the evening before', () => {
    const holidays = ['2026-12-25'];
    const at = (text: string) => marketSessionAt(Date.parse(text), holidays);
    expect(at('2026-12-24T21:59:59.999Z').open).toBe(true);
    expect(at('2026-12-24T23:00:00.000Z')).toMatchObject({
      open: false,
      marketSession: '2026-12-28',
      opensAt: '2026-12-27T23:00:00.000Z',
      previousClosedAt: '2026-12-24T22:00:00.000Z',
    });
    expect(at('2026-12-25T15:00:00.000Z').open).toBe(false);
    expect(at('2026-12-27T23:00:00.000Z').open).toBe(true);
  });
});

/** Easter Sunday of the Gregorian calendar, in March's days (Meeus, "Astronomical Algorithms", chapter 8). */
const easterInMarch = (year: number): number => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  return h + l - 7 * m + 22;
};

/** The days on which the exchange keeps closed, by its rule for Sundays and Saturdays. */
const closedDaysOf = (year: number): readonly string[] => {
  const day = (month: number, date: number) => new Date(Date.UTC(year, month - 1, date));
  /** On the Monday after a Sunday; a Saturday's by so many days later, or never. */
  const kept = (holiday: Date, ifSaturday?: number): readonly Date[] => {
    const shift = [1, 0, 0, 0, 0, 0, ifSaturday][holiday.getUTCDay()];
    return shift === undefined ? [] : [new Date(holiday.getTime() + shift * 86_400_000)];
  };
  return [...kept(day(1, 1)), day(3, easterInMarch(year) - 2), ...kept(day(12, 25), -1)].map(
    (date) => date.toISOString().slice(0, 10),
  );
};

describe('the calendar that is configured', () => {
  it('holds the closed days of the years to come, each once and by the exchange’s rule', () => {
    const years = [2026, 2027, 2028, 2029, 2030];
    expect(policy.market.holidays).toEqual(years.flatMap(closedDaysOf));
  });

  it.each([
    ['Christmas Day', '2026-12-25T15:00:00.000Z', false],
    ['the evening before Christmas', '2026-12-24T23:00:00.000Z', false],
    ['Good Friday 2027', '2027-03-26T15:00:00.000Z', false],
    ['Maundy Thursday 2027, 16:59:59.999', '2027-03-25T20:59:59.999Z', true],
    ['Easter Sunday 2027, 18:00', '2027-03-28T22:00:00.000Z', true],
    ['Friday before Christmas on a Saturday', '2027-12-24T15:00:00.000Z', false],
    ['Friday before New Year on a Saturday', '2027-12-31T15:00:00.000Z', true],
    ['Thanksgiving', '2026-11-26T15:00:00.000Z', true],
  ])('on %s', (_, at, open) => expect(marketSessionAt(Date.parse(at)).open).toBe(open));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civilFromDays,
  dayOf,
  daysFromCivil,
  formatInstant,
  instantFromWire,
  parseDay,
  parseInstant,
  weekdayOfDays,
} from '../../../domain/shared/time.ts';

const years1900To2200 = fc.integer({ min: -2_208_988_800_000, max: 7_258_118_400_000 });

describe('the calendar', () => {
  it('agrees with the platform’s', () =>
    fc.assert(
      fc.property(years1900To2200, (epochMs) => {
        const date = new Date(epochMs);
        expect(formatInstant(epochMs)).toBe(date.toISOString());
        expect(parseInstant(date.toISOString())).toBe(epochMs);
        const days = Math.floor(epochMs / 86_400_000);
        expect(weekdayOfDays(days)).toBe(date.getUTCDay());
        expect(daysFromCivil(civilFromDays(days))).toBe(days);
      }),
    ));

  it.each([
    '',
    '2026-11-23',
    '2026-11-23T10:00:00',
    '2026-11-23T10:00:00+01:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T10:60:00Z',
    ' 2026-11-23T10:00:00Z',
  ])('does not read %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(() => instantFromWire(text)).toThrow(RangeError);
  });

  it('cuts off what is finer than a millisecond', () =>
    expect(formatInstant(instantFromWire('2026-11-23T10:00:00.1239Z'))).toBe(
      '2026-11-23T10:00:00.123Z',
    ));

  it('knows the days of the months', () => {
    expect(parseDay('2024-02-29')).toBeDefined();
    expect(parseDay('2100-02-29')).toBeUndefined();
    expect(dayOf('2026-11-23T23:59:59.999Z')).toBe('2026-11-23');
  });
});

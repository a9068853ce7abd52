import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOfJsonNumber } from '../../../domain/shared/json-number.ts';

describe('a JSON number', () => {
  it.each([
    ['4065.65', 4_065_650_000n],
    ['4038.0953919274', 4_038_095_392n],
    ['0', 0n],
    ['1e3', 1_000_000_000n],
    ['1.5E-3', 1_500n],
    ['2.5e-7', 0n],
    ['3.5e-6', 4n],
    ['4.5e-6', 4n],
    ['0.1', 100_000n],
  ])('%s is %d millionths, by its own digits', (text, units) =>
    expect(decimalOfJsonNumber(text, 6)).toBe(units),
  );

  it.each(['-1', '', '1.', '.5', '+1', '1e999', 'Infinity', '0x10', '1'.repeat(16)])(
    'is not %j',
    (text) => expect(decimalOfJsonNumber(text, 6)).toBeUndefined(),
  );

  it('is exact for every price that a provider may write', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 14n), (units) => {
        const digits = String(units).padStart(7, '0');
        const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
        expect(decimalOfJsonNumber(text, 6)).toBe(units);
      }),
    ));
});

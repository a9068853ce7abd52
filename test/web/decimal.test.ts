import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decimalOf,
  minus,
  percentOf,
  plus,
  scaled,
  signOf,
  unitsOf,
  worthOf,
} from '../../web/src/money/decimal.ts';

it('goes to units and back without loss, however large', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
      expect(unitsOf(decimalOf(units, decimals), decimals)).toBe(units);
    }),
  );
});

it('says what gold brings as a sale does, rounded down', () => {
  expect(worthOf('10.000000', '124.873500')).toBe('1248.73');
  expect(worthOf('0.328700', '3042.240000')).toBe('999.98');
  expect(worthOf('1000000.000000', '99999.999999')).toBe('99999999999.00');
});

it('adds and subtracts to the cent', () => {
  expect(plus('0.10', '0.20')).toBe('0.30');
  expect(minus('0.10', '0.30')).toBe('-0.20');
});

it('tells gains from losses and from nothing', () => {
  expect(['5.00', '-0.01', '0.00', '-0.00'].map(signOf)).toEqual([1, -1, 0, 0]);
});

it('says per cent with two decimals, and nothing of nothing', () => {
  expect(percentOf('20.00', '500.00')).toBe('4.00');
  expect(percentOf('-1.00', '3.00')).toBe('-33.33');
  expect(percentOf('1.00', '0.00')).toBeUndefined();
});

it('moves a price by whole per cents', () => {
  expect(scaled('120.000000', 101n)).toBe('121.20');
});

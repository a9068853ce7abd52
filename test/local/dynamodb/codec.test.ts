import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AttributeValue, compareValues } from '../../../local/dynamodb/attribute-value.ts';
import { addNumbers, canonicalNumber, compareNumbers } from '../../../local/dynamodb/decimal.ts';
import {
  after,
  partBytes,
  partitionBytes,
  prefixBytes,
} from '../../../local/dynamodb/key-codec.ts';

const canonical = (text: string): string => {
  const result = canonicalNumber(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
};

const digits = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n });
const number = fc
  .tuple(digits, fc.integer({ min: -130, max: 87 }))
  .filter(([value, power]) => String(value).replace('-', '').length + power > -130)
  .map(([value, power]) => canonical(`${value}E${power}`));
/** Bytes near the ends of the alphabet, where an encoding would go wrong. */
const oddBytes = fc
  .uint8Array({ maxLength: 6 })
  .map((bytes) => bytes.map((b) => [0, 1, 254, 255, b][b % 5] ?? b));
const key: fc.Arbitrary<[AttributeValue, AttributeValue]> = fc.oneof(
  fc.tuple(number, number).map(([a, b]): [AttributeValue, AttributeValue] => [{ N: a }, { N: b }]),
  fc
    .tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
    .map(([a, b]): [AttributeValue, AttributeValue] => [{ S: a }, { S: b }]),
  fc
    .tuple(oddBytes, oddBytes)
    .map(([a, b]): [AttributeValue, AttributeValue] => [
      { B: Buffer.from(a).toString('base64') },
      { B: Buffer.from(b).toString('base64') },
    ]),
);

test('the bytes of keys sort as their values do, and equal only where these are equal', () => {
  fc.assert(
    fc.property(key, ([a, b]) => {
      const bytes = Math.sign(partBytes(a).compare(partBytes(b)));
      expect(bytes).toBe(Math.sign(compareValues(a, b) ?? Number.NaN));
    }),
    { numRuns: 2000 },
  );
});

test('no part is the beginning of another, and a prefix covers exactly what begins with it', () => {
  fc.assert(
    fc.property(key, ([a, b]) => {
      const one = partBytes(a);
      const other = partBytes(b);
      if (one.equals(other)) return;
      expect(one.subarray(0, other.length).equals(other)).toBe(false);
      if (a.S === undefined || b.S === undefined) return;
      const prefix = prefixBytes(b);
      const inside = one.compare(prefix) >= 0 && one.compare(after(prefix)) < 0;
      expect(inside).toBe(
        Buffer.from(a.S).subarray(0, Buffer.byteLength(b.S)).equals(Buffer.from(b.S)),
      );
    }),
    { numRuns: 2000 },
  );
});

test('partitions are told apart', () => {
  fc.assert(
    fc.property(key, ([a, b]) => {
      const same = partitionBytes(a).equals(partitionBytes(b));
      expect(same).toBe(compareValues(a, b) === 0);
    }),
  );
});

test('sums and order of numbers are exact', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.integer({ min: -20, max: 20 }),
      (a, b, power) => {
        const left = canonical(`${a}E${power}`);
        const right = canonical(`${b}E${power}`);
        expect(canonical(addNumbers(left, right, 1))).toBe(canonical(`${a + b}E${power}`));
        expect(canonical(addNumbers(left, right, -1))).toBe(canonical(`${a - b}E${power}`));
        expect(Math.sign(compareNumbers(left, right))).toBe(a < b ? -1 : Number(a > b));
      },
    ),
  );
});

test.each([
  ['0', '0'],
  ['-0', '0'],
  ['000', '0'],
  ['+1.50', '1.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1E3', '1000'],
  ['120e-1', '12'],
  ['1e-130', `0.${'0'.repeat(129)}1`],
])('%s is %s', (text, expected) => {
  expect(canonical(text)).toBe(expected);
});

test.each(['', ' ', '.', '-', '1e', 'NaN', 'Infinity', '0x1', '1 ', '1,5', '--1'])(
  '"%s" is no number',
  (text) => {
    expect(canonicalNumber(text)).toHaveProperty('problem');
  },
);

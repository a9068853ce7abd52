import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedNumber } from '../../../domain/shared/base32.ts';
import {
  findReference,
  printReference,
  referenceBytes,
  referenceFrom,
} from '../../../domain/shared/reference.ts';

const bytes = fc.uint8Array({ minLength: referenceBytes, maxLength: referenceBytes });

describe('a payment reference', () => {
  it('has the check digits of ISO 11649', () => {
    // The standard's printed example, RF18 5390 0754 7034, has the same check as with zeros in front.
    expect(referenceFrom(new Uint8Array([0, 0, 0, 125, 127, 90, 118, 154]))).toBe(
      'RF180000539007547034',
    );
    expect(referenceFrom(new Uint8Array(8))).toBe('RF040000000000000000');
    expect(() => referenceFrom(new Uint8Array(7))).toThrow(RangeError);
  });

  it('is found in what people type', () =>
    fc.assert(
      fc.property(bytes, (random) => {
        const reference = referenceFrom(random);
        const printed = printReference(reference);
        expect(printed).toMatch(/^RF\d\d( \d{4}){4}$/);
        for (const typed of [
          printed,
          reference.toLowerCase(),
          `  ${printed.replaceAll(' ', '-')}.`,
          `Deposit ${printed} for gold, thanks`,
          `RF ${printed}`,
          reference.replaceAll('0', 'O').replaceAll('1', 'l'),
        ])
          expect(findReference(typed)).toBe(reference);
      }),
    ));

  it('with one wrong or two swapped characters is none', () =>
    fc.assert(
      fc.property(bytes, fc.integer({ min: 2, max: 18 }), (random, at) => {
        const reference = referenceFrom(random);
        const wrong = reference[at] === '9' ? '8' : '9';
        expect(
          findReference(reference.slice(0, at) + wrong + reference.slice(at + 1)),
        ).toBeUndefined();
        const [one = '', other = ''] = [reference[at], reference[at + 1]];
        const swapped = reference.slice(0, at) + other + one + reference.slice(at + 2);
        if (one !== other) expect(findReference(swapped)).toBeUndefined();
      }),
    ));

  it.each([
    '',
    'RF',
    'RF18',
    'rent',
    'RF990000000000000000',
    'RF18 5390 0754 7034',
    '🪙',
    'RF'.repeat(1_000_000),
  ])('is not in %.20j', (typed) => expect(findReference(typed)).toBeUndefined());
});

it('a printed number can be read out', () =>
  expect(printedNumber('AC', new Uint8Array(8).fill(255))).toBe('AC-ZZZZ-ZZZZ-ZZZZ'));

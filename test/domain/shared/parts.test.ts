import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inParts } from '../../../domain/shared/parts.ts';

describe('a list in parts', () => {
  it.each([
    [[], []],
    [[1], [[1]]],
    [[1, 2], [[1, 2]]],
    [
      [1, 2, 3, 4, 5],
      [[1, 2], [3, 4], [5]],
    ],
  ])('%j by twos: %j', (items, parts) => expect(inParts(items, 2)).toEqual(parts));

  it('has every item once and in order, and no part that is empty or too long', () =>
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, size) => {
        const parts = inParts(items, size);
        expect(parts.flat()).toEqual(items);
        for (const part of parts) expect(part.length > 0 && part.length <= size).toBe(true);
      }),
    ));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  carried,
  incomingKey,
  judge,
  keysOf,
  type Movement,
  missingThere,
  outgoingKey,
  returnedKey,
  type Seen,
} from '../../../domain/reconciliation/matching.ts';

const key = incomingKey('bank-1');
const line = { key, amount: 10_000n };
const movement: Movement = {
  key,
  amount: 10_000n,
  at: '2026-11-23T10:00:00.000Z',
  transactionId: 't',
  house: false,
};
const first: Seen = { here: new Set(), open: new Map(), until: '' };
const later: Seen = { ...first, until: '2026-11-22T23:59:59.999Z' };

describe('the keys of a line', () => {
  it('are the bank’s own for what comes in, and ours first for what we ordered', () => {
    expect(keysOf({ amount: 1n, endToEndId: '', reference: 'bank-1' })).toEqual([key]);
    expect(keysOf({ amount: 1n, endToEndId: 'w-1', reference: 'bank-1' })).toEqual([
      returnedKey('w-1'),
      key,
    ]);
    expect(keysOf({ amount: -1n, endToEndId: 'w-1', reference: 'trf-1' })).toEqual([
      outgoingKey('w-1'),
      outgoingKey('trf-1'),
    ]);
  });
});

describe('a line of a statement', () => {
  it.each([
    ['both books have', line, movement, first, 'matched'],
    ['our books do not have', line, undefined, first, 'missing-here'],
    ['the books disagree on', { key, amount: 9_999n }, movement, first, 'amount-differs'],
    ['goes the other way', { key, amount: -10_000n }, movement, first, 'amount-differs'],
    ['was listed above', line, movement, { ...first, here: new Set([key]) }, 'duplicate'],
    ['was listed above, unknown', line, undefined, { ...first, here: new Set([key]) }, 'duplicate'],
    ['came after the last statement', line, movement, later, 'matched'],
    [
      'was settled by the last statement',
      line,
      movement,
      { ...first, until: '2026-11-23T23:59:59.999Z' },
      'duplicate',
    ],
    [
      'waits for our books since the last statement',
      line,
      movement,
      { ...later, open: new Map([[key, 10_000n]]) },
      'duplicate',
    ],
    [
      'our books have waited for',
      line,
      movement,
      { ...first, until: '2026-11-23T23:59:59.999Z', open: new Map([[key, -10_000n]]) },
      'matched',
    ],
  ] as const)('that %s', (_what, given, found, seen, verdict) => {
    expect(judge(given, found, seen)).toBe(verdict);
  });
});

describe('what stays open', () => {
  it('is what one side alone has, until the other follows', () => {
    const open = carried(new Map(), [line], []);
    expect([...open]).toEqual([[key, 10_000n]]);
    expect([...carried(open, [], [movement])]).toEqual([]);
    expect([...carried(new Map(), [], [movement])]).toEqual([[key, -10_000n]]);
    expect([...carried(new Map(), [{ key, amount: 9_000n }], [movement])]).toEqual([
      [key, -1_000n],
    ]);
  });

  it('names what the bank should have and has not, once', () => {
    expect(missingThere([movement], new Set(), new Map())).toEqual([movement]);
    expect(missingThere([movement], new Set([key]), new Map())).toEqual([]);
    expect(missingThere([movement], new Set(), new Map([[key, 10_000n]]))).toEqual([]);
  });

  const amount = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });
  const item = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), amount });

  it('sums to the bank’s movements less ours, over any number of statements in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(item), fc.array(item))), (nights) => {
        const open = nights.reduce(
          (before, [lines, movements]) => carried(before, lines, movements),
          new Map() as ReturnType<typeof carried>,
        );
        const sum = (items: readonly { readonly amount: bigint }[]) =>
          items.reduce((total, each) => total + each.amount, 0n);
        const expected = nights.reduce(
          (total, [lines, movements]) => total + sum(lines) - sum(movements),
          0n,
        );
        expect([...open.values()].reduce((total, each) => total + each, 0n)).toBe(expected);
        expect([...open.values()]).not.toContain(0n);
      }),
    );
  });
});

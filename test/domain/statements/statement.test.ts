import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOf } from '../../../domain/statements/lines.ts';
import { boundsOf, Month } from '../../../domain/statements/month.ts';
import { cashOf, statementOf } from '../../../domain/statements/statement.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { histories } from '../wallets/histories.ts';
import { at, deposited, walletCreated } from '../wallets/wallets.ts';

const fold = (events: readonly WalletEvent[], from: Wallet = wallet.initialState): Wallet =>
  events.reduce(wallet.evolve, from);
const entriesOf = (events: readonly WalletEvent[]) => events.map((event) => ({ at, event }));

describe('any statement of any wallet', () => {
  it('adds up: opening and lines make the closing, for cash and for gold', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), (commits, one, other) => {
        const [from = 0, to = 0] = [one, other]
          .map((place) => place % (commits.length + 1))
          .toSorted((a, b) => a - b);
        for (const event of commits.flat()) kinds.add(effectOf(event, 'EUR')?.kind ?? 'none');
        const opening = fold(commits.slice(0, from).flat());
        const during = commits.slice(from, to).flat();
        const closing = fold(during, opening);
        const { lines, totals } = statementOf({
          currency: 'EUR',
          opening,
          closing,
          entries: entriesOf(during),
        });
        const last = lines.at(-1);
        expect(last?.cashAfter ?? cashOf(opening)).toBe(cashOf(closing));
        expect(last?.gramsAfter ?? opening.grams).toBe(closing.grams);
        expect(cashOf(opening) + totals.moneyIn - totals.moneyOut).toBe(cashOf(closing));
        expect(totals.byKind.reduce((all, { count }) => all + count, 0)).toBe(lines.length);
        expect(opening.realisedGain + totals.realisedGain).toBe(closing.realisedGain);
      }),
      { numRuns: 400 },
    );
    expect([...kinds].sort()).toEqual([
      'adjustment',
      'deposit',
      'none',
      'pool',
      'purchase',
      'sale',
      'withdrawal',
    ]);
  });

  it('tells every event of the language, by its stored example', () => {
    const examples: readonly WalletEvent[] = JSON.parse(
      readFileSync(new URL('../fixtures/wallet.json', import.meta.url), 'utf8'),
    );
    expect(
      examples.flatMap((event) => {
        const effect = effectOf(event, 'EUR');
        return effect === undefined
          ? []
          : [[event.type, effect.kind, effect.amount, effect.grams] as const];
      }),
    ).toMatchInlineSnapshot(`
      [
        [
          "DepositConfirmed",
          "deposit",
          100000n,
          0n,
        ],
        [
          "GoldPurchaseCompleted",
          "purchase",
          -8000n,
          10000000n,
        ],
        [
          "GoldAllocated",
          "pool",
          -4000n,
          5000000n,
        ],
        [
          "GoldSold",
          "sale",
          900n,
          -1000000n,
        ],
        [
          "WithdrawalCompleted",
          "withdrawal",
          -10000n,
          0n,
        ],
        [
          "WithdrawalReturned",
          "withdrawal-return",
          10000n,
          0n,
        ],
        [
          "AdjustmentPosted",
          "adjustment",
          -100n,
          0n,
        ],
      ]
    `);
  });
});

describe('a statement', () => {
  it('refuses to be one that does not add up', () => {
    const opening = fold([walletCreated]);
    const closing = fold([deposited('100.00')], opening);
    expect(() =>
      statementOf({ currency: 'EUR', opening, closing, entries: entriesOf([deposited('99.99')]) }),
    ).toThrow(RangeError);
    expect(() => statementOf({ currency: 'EUR', opening, closing, entries: [] })).toThrow(
      RangeError,
    );
  });

  it('of nothing is empty, and still says what is held', () => {
    const opening = fold([walletCreated, deposited('5.00')]);
    expect(statementOf({ currency: 'EUR', opening, closing: opening, entries: [] })).toMatchObject({
      lines: [],
      totals: { moneyIn: 0n, moneyOut: 0n },
    });
  });

  it('gives pending money no line until the bank confirms it', () => {
    const pending: WalletEvent = {
      ...deposited('70.00'),
      data: { ...deposited('70.00').data, verificationStatus: 'pending' },
    } as WalletEvent;
    expect(effectOf(pending, 'EUR')).toBeUndefined();
  });
});

describe('a month', () => {
  it.each([
    ['2026-11', '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z'],
    ['2028-02', '2028-02-01T00:00:00.000Z', '2028-02-29T23:59:59.999Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
  ])('%s goes from %s to %s', (month, first, last) =>
    expect(boundsOf(month)).toEqual({ first, last }),
  );

  it.each(['2026-13', '2026-00', '2026-1', '26-11', '2026-11-01', '1969-12', '', '2026–11'])(
    '%j is none',
    (text) => expect(Month.safeParse(text).success).toBe(false),
  );
});

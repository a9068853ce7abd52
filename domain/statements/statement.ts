import type { WalletEvent } from '../wallets/events.ts';
import { type Effect, effectOf, type LineKind } from './lines.ts';

/** What a wallet held at one moment. Minor units, and micrograms of gold. */
export interface Balance {
  readonly available: bigint;
  readonly reserved: bigint;
  /** Deposits that are not confirmed: not the customer's to spend, and in no sum. */
  readonly pending: bigint;
  readonly grams: bigint;
  readonly costBasis: bigint;
}

/** An event and when its commit was written. */
export interface Entry {
  readonly at: string;
  readonly event: WalletEvent;
}

export interface StatementLine extends Effect {
  readonly at: string;
  /** Available and reserved together, after this line. */
  readonly cashAfter: bigint;
  readonly gramsAfter: bigint;
}

/** The lines of one kind, together. */
export interface KindTotal {
  readonly kind: LineKind;
  readonly count: number;
  readonly amount: bigint;
  readonly grams: bigint;
}

export interface Statement {
  readonly currency: string;
  readonly opening: Balance;
  readonly closing: Balance;
  readonly lines: readonly StatementLine[];
  readonly totals: {
    readonly byKind: readonly KindTotal[];
    readonly moneyIn: bigint;
    readonly moneyOut: bigint;
    readonly gramsIn: bigint;
    readonly gramsOut: bigint;
    readonly fees: bigint;
    readonly realisedGain: bigint;
  };
}

/** Available and reserved money together: what is the customer's. */
export const cashOf = ({ available, reserved }: Pick<Balance, 'available' | 'reserved'>): bigint =>
  available + reserved;

const linesOf = (
  entries: readonly Entry[],
  opening: Balance,
  currency: string,
): readonly StatementLine[] => {
  let [cashAfter, gramsAfter] = [cashOf(opening), opening.grams];
  return entries.flatMap(({ at, event }) => {
    const effect = effectOf(event, currency);
    if (effect === undefined) return [];
    cashAfter += effect.amount;
    gramsAfter += effect.grams;
    return [{ ...effect, at, cashAfter, gramsAfter }];
  });
};

const sum = <Item>(items: readonly Item[], of: (item: Item) => bigint): bigint =>
  items.reduce((total, item) => total + of(item), 0n);

const positive = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

const totalsOf = (lines: readonly StatementLine[]): Statement['totals'] => ({
  byKind: [...Map.groupBy(lines, ({ kind }) => kind)].map(([kind, ofKind]) => ({
    kind,
    count: ofKind.length,
    amount: sum(ofKind, ({ amount }) => amount),
    grams: sum(ofKind, ({ grams }) => grams),
  })),
  moneyIn: sum(lines, ({ amount }) => positive(amount)),
  moneyOut: sum(lines, ({ amount }) => positive(-amount)),
  gramsIn: sum(lines, ({ grams }) => positive(grams)),
  gramsOut: sum(lines, ({ grams }) => positive(-grams)),
  fees: sum(lines, ({ fee = 0n }) => fee),
  realisedGain: sum(lines, ({ realisedGain = 0n }) => realisedGain),
});

/**
 * The statement of a stretch of a wallet's events between two balances that were folded from all its events. Opening
 * and lines must make the closing, to the minor unit and the microgram. Throws RangeError when they do not: a
 * statement that does not add up is never shown.
 */
export const statementOf = ({
  currency,
  opening,
  closing,
  entries,
}: {
  readonly currency: string;
  readonly opening: Balance;
  readonly closing: Balance;
  readonly entries: readonly Entry[];
}): Statement => {
  const lines = linesOf(entries, opening, currency);
  const totals = totalsOf(lines);
  const cash = cashOf(opening) + totals.moneyIn - totals.moneyOut;
  const grams = opening.grams + totals.gramsIn - totals.gramsOut;
  if (cash !== cashOf(closing) || grams !== closing.grams)
    throw new RangeError('the lines of a statement do not make its closing balance');
  return { currency, opening, closing, lines, totals };
};

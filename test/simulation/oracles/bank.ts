import { bankBooksOf } from '../actors/partners.ts';
import { asCents, cents } from '../model/amounts.ts';
import type { Stage } from '../stage.ts';
import { rowsOf, type Streams } from '../stores.ts';

type Data = Readonly<Record<string, unknown>>;

interface Sides {
  /** With nobody: received, and neither given to a wallet nor paid back. */
  nobody: bigint;
  /** What the house took for gold, less what it paid for gold: to sellers, and to the dealer. */
  house: bigint;
}

const amountOf = (data: Data, field = 'amount'): bigint => cents(`${data[field]}`);

type Enter = (sides: Sides, data: Data) => void;

/** Each event's effect on what the house holds for nobody and for itself, from the published language. */
const effects: Readonly<Record<string, Enter>> = {
  UnmatchedFundsReceived: (sides, data) => {
    sides.nobody += amountOf(data);
  },
  UnmatchedFundsAssigned: (sides, data) => {
    sides.nobody -= amountOf(data);
  },
  UnmatchedFundsReturnPaid: (sides, data) => {
    sides.nobody -= amountOf(data);
  },
  UnmatchedFundsReturnFailed: (sides, data) => {
    if (data['wasPaid'] === true) sides.nobody += amountOf(data);
  },
  GoldPurchaseCompleted: (sides, data) => {
    sides.house += amountOf(data, 'totalCost');
  },
  GoldSold: (sides, data) => {
    sides.house -= amountOf(data, 'proceeds');
  },
  AdjustmentPosted: (sides, data) => {
    sides.house -= amountOf(data);
  },
  GoldAllocated: (sides, data) => {
    const settlement = data['settlement'] as Data | undefined;
    if (settlement !== undefined) sides.house += amountOf(settlement, 'cost');
  },
  BulkPaymentCompleted: (sides, data) => {
    sides.house -= amountOf(data);
  },
  BulkPaymentFailed: (sides, data) => {
    if (data['wasPaid'] === true) sides.house += amountOf(data);
  },
};

/**
 * Invariant 1, against the bank's own books: what it received less what it paid out is what customers have, what is with
 * nobody, and what the house has, to the cent. Customers' cash is taken from the table that they read.
 */
export const bookFaults = async (stage: Stage, streams: Streams): Promise<readonly string[]> => {
  const { received, paid } = await bankBooksOf(stage);
  const sides: Sides = { nobody: 0n, house: 0n };
  for (const stored of streams.values())
    for (const { type, data } of stored.flatMap(({ commit }) => commit.events))
      effects[type]?.(sides, data as Data);
  const customers = (await rowsOf(stage, 'userWalletsTable')).reduce(
    (sum, row) =>
      sum + cents(`${row['available']}`) + cents(`${row['reserved']}`) + cents(`${row['pending']}`),
    0n,
  );
  const bank =
    received.reduce((sum, { amount }) => sum + cents(amount), 0n) -
    paid
      .filter(({ status }) => status === 'completed')
      .reduce((sum, { amount }) => sum + cents(amount), 0n);
  const books = customers + sides.nobody + sides.house;
  if (bank === books) return [];
  return [
    `the bank holds ${asCents(bank)}, the books say ${asCents(books)}: customers ${asCents(customers)}, ` +
      `nobody ${asCents(sides.nobody)}, house ${asCents(sides.house)}`,
  ];
};

import { formatGrams } from '../../domain/shared/gold.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { formatPrice } from '../../domain/shared/price.ts';
import { type Balance, cashOf, type StatementLine } from '../../domain/statements/statement.ts';
import type { MonthlyStatement } from './read-statement.ts';

/** A statement as every wire has it: decimal strings. */
export const publicStatement = ({ statement, userId: _user, ...about }: MonthlyStatement) => {
  const { currency, opening, closing, lines, totals } = statement;
  const money = (amount: bigint) => formatMoney(amount, currency);
  const balance = (held: Balance) => ({
    cash: money(cashOf(held)),
    available: money(held.available),
    reserved: money(held.reserved),
    pending: money(held.pending),
    grams: formatGrams(held.grams),
    costBasis: money(held.costBasis),
  });
  const line = (one: StatementLine) => ({
    at: one.at,
    kind: one.kind,
    transactionId: one.transactionId,
    reference: one.reference,
    amount: money(one.amount),
    grams: formatGrams(one.grams),
    ...(one.pricePerGram === undefined ? {} : { pricePerGram: formatPrice(one.pricePerGram) }),
    ...(one.fee === undefined ? {} : { fee: money(one.fee) }),
    ...(one.realisedGain === undefined ? {} : { realisedGain: money(one.realisedGain) }),
    ...(one.note === undefined ? {} : { note: one.note }),
    cashAfter: money(one.cashAfter),
    gramsAfter: formatGrams(one.gramsAfter),
  });
  return {
    ...about,
    currency,
    opening: balance(opening),
    lines: lines.map(line),
    totals: {
      byKind: totals.byKind.map(({ kind, count, amount, grams }) => ({
        kind,
        count,
        amount: money(amount),
        grams: formatGrams(grams),
      })),
      moneyIn: money(totals.moneyIn),
      moneyOut: money(totals.moneyOut),
      gramsIn: formatGrams(totals.gramsIn),
      gramsOut: formatGrams(totals.gramsOut),
      fees: money(totals.fees),
      realisedGain: money(totals.realisedGain),
    },
    closing: balance(closing),
  };
};

export type PublicStatement = ReturnType<typeof publicStatement>;

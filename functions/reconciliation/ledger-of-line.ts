import { keysOf, type Movement } from '../../domain/reconciliation/matching.ts';
import type { StatementLine } from '../../domain/reconciliation/statement.ts';
import { formatMoney, moneyFromWire } from '../../domain/shared/money.ts';
import { bankGuard, receiveTransfer } from '../shared/bank/receive-transfer.ts';
import { returnGuard } from '../shared/bank/return-order.ts';
import { readGuard } from '../shared/store/guards.ts';
import { movementOf } from './movements.ts';

/** A line with the key under which our books have it, or would have it, and what they have. */
export interface LedgerLine {
  readonly line: StatementLine;
  readonly key: string;
  readonly movement: Movement | undefined;
}

/** A deposit that was received and that the read table does not show yet. */
const guarded = async (
  key: string,
  { reference }: StatementLine,
  currency: string,
): Promise<Movement | undefined> => {
  const guard = await readGuard(bankGuard(reference));
  const { amount, at, transactionId } = guard ?? {};
  if (amount?.S === undefined || guard?.['currency']?.S !== currency) return undefined;
  return {
    key,
    amount: moneyFromWire(amount.S, currency),
    at: at?.S ?? '',
    transactionId: transactionId?.S ?? '',
  };
};

/** Looks a line up in our books: under our own id first, then under the bank's. */
export const ledgerOf = async (line: StatementLine, currency: string): Promise<LedgerLine> => {
  const keys = keysOf(line);
  for (const key of keys) {
    const movement = await movementOf(key, currency);
    if (movement !== undefined) return { line, key, movement };
  }
  const key = keys.at(-1) ?? keys[0];
  const movement = line.amount > 0n ? await guarded(key, line, currency) : undefined;
  return { line, key, movement };
};

/** Whether money comes back that we had sent: its own path credits it, and it is no deposit. */
const isOfOurs = async ({ endToEndId, reversal }: StatementLine): Promise<boolean> => {
  if (reversal) return true;
  if (endToEndId === '') return false;
  const guards = [`withdrawal#${endToEndId}`, returnGuard(endToEndId)];
  return (await Promise.all(guards.map(readGuard))).some((guard) => guard !== undefined);
};

/**
 * Money that the bank has and our books had not becomes a deposit as if the bank's message had come: pending in the
 * wallet whose reference it has, or with nobody. Once for ever, by the bank's id of it.
 */
export const receiveMissing = async (
  line: StatementLine,
  currency: string,
  correlationId: string,
): Promise<void> => {
  const { amount, reference, party, bookedAt } = line;
  if (amount <= 0n || (await isOfOurs(line))) return;
  await receiveTransfer(
    {
      bankTransactionId: reference,
      reference: party.remittance,
      amount: formatMoney(amount, currency),
      currency,
      debtor: { name: party.name, iban: party.iban },
      bookedAt,
    },
    correlationId,
  );
};

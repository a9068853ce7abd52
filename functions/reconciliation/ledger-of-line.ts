import { keysOf, type Movement } from '../../domain/reconciliation/matching.ts';
import type { StatementLine } from '../../domain/reconciliation/statement.ts';
import type { BankWord } from '../../domain/shared/bank-word.ts';
import { formatMoney, moneyFromWire } from '../../domain/shared/money.ts';
import { hearTransfer } from '../shared/bank/hear-transfer.ts';
import { bankGuard, receiveTransfer } from '../shared/bank/receive-transfer.ts';
import { knownPayment } from '../shared/payments/register.ts';
import { readGuard } from '../shared/store/guards.ts';
import { registered } from '../shared/withdrawals/register.ts';
import { movementOf } from './movements.ts';

/** A payment that we ordered. */
interface Ordered {
  readonly amount: string;
  readonly currency: string;
}

/** A line with the key under which our books have it, or would have it, and what they have. */
export interface LedgerLine {
  readonly line: StatementLine;
  readonly key: string;
  readonly movement: Movement | undefined;
  /** The payment that the line is about, where we ordered it and have not heard of it. */
  readonly ordered: Ordered | undefined;
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
    house: false,
  };
};

/** What we ordered under a line's id, if anything: a withdrawal, or a payment of the house's. */
const orderOf = async ({ endToEndId }: StatementLine): Promise<Ordered | undefined> =>
  endToEndId === ''
    ? undefined
    : ((await registered(endToEndId)) ?? (await knownPayment(endToEndId)));

/** Looks a line up in our books: under our own id first, then under the bank's. */
export const ledgerOf = async (line: StatementLine, currency: string): Promise<LedgerLine> => {
  const keys = keysOf(line);
  for (const key of keys) {
    const movement = await movementOf(key, currency);
    if (movement !== undefined) return { line, key, movement, ordered: undefined };
  }
  const ordered = await orderOf(line);
  // Under our own id, where it is ours: there the movement will be that it is the proof of.
  if (ordered !== undefined) return { line, key: keys[0], movement: undefined, ordered };
  const key = keys.at(-1) ?? keys[0];
  const movement = line.amount > 0n ? await guarded(key, line, currency) : undefined;
  return { line, key, movement, ordered: undefined };
};

/** The bank's word that a line proves on a payment that we ordered; none where it is not the whole of it. */
const wordIn = (
  { amount, reference, reversal }: StatementLine,
  ordered: Ordered,
  currency: string,
): BankWord | undefined => {
  const isCredit = amount > 0n;
  const whole = moneyFromWire(ordered.amount, ordered.currency);
  if (ordered.currency !== currency || (isCredit ? amount : -amount) !== whole) return undefined;
  if (reversal && !isCredit) return undefined;
  const outcome = isCredit ? 'returned' : 'completed';
  return { outcome, bankTransferId: reference, reason: 'by-statement' };
};

/**
 * What the bank has and our books had not is taken as if the bank's message had come. A payment that we ordered has been
 * made, or has come back. Other money that came in becomes a deposit: pending in the wallet whose reference it has, or with
 * nobody. Each once for ever, by our id of the payment or the bank's. Money that went out without our order, and what
 * is taken back, people must look at.
 */
export const takeMissing = async (
  { line, ordered }: LedgerLine,
  currency: string,
  correlationId: string,
): Promise<void> => {
  const { amount, reference, endToEndId, reversal, party, bookedAt } = line;
  if (ordered !== undefined) {
    const word = wordIn(line, ordered, currency);
    if (word !== undefined) await hearTransfer(endToEndId, word, correlationId);
    return;
  }
  if (amount <= 0n || reversal) return;
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

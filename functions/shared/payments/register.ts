import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { claimTexts, noteOutcome, readGuard } from '../store/guards.ts';

/** A payment of the house's own: a return of money that is nobody's, or what a dealer is owed. */
export interface Payment {
  readonly endToEndId: string;
  /** Of the aggregate that ordered it and hears what became of it. */
  readonly stream: string;
  /** A decimal string. */
  readonly amount: string;
  readonly currency: string;
}

/** What is known of a payment by our id of it alone, for ever: whose it is, and what the bank has said of it. */
export interface KnownPayment extends Payment {
  readonly outcome: BankOutcome | undefined;
}

const guardOf = (endToEndId: string): string => `payment#${endToEndId}`;

/** Written with the event that orders it; fails when the id was used before, however long ago. */
export const orderedPayment = ({ endToEndId, ...facts }: Payment): TransactWriteItem =>
  claimTexts(guardOf(endToEndId), facts);

/** Written with the events of a bank's word; fails when the bank's last word was another than `from`. */
export const concludedPayment = (
  { endToEndId, outcome: from }: KnownPayment,
  to: BankOutcome,
): TransactWriteItem => noteOutcome(guardOf(endToEndId), from, to);

/** Reads it strongly; undefined when there never was such a payment. */
export const knownPayment = async (endToEndId: string): Promise<KnownPayment | undefined> => {
  const item = await readGuard(guardOf(endToEndId));
  if (item === undefined) return undefined;
  return {
    endToEndId,
    stream: item['stream']?.S ?? '',
    amount: item['amount']?.S ?? '',
    currency: item['currency']?.S ?? '',
    outcome: item['outcome']?.S as BankOutcome | undefined,
  };
};

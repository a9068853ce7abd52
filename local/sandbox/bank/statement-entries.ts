import type { BankLedger } from './ledger.ts';

/** One booked movement of the account. */
export interface Entry {
  readonly id: string;
  readonly endToEndId: string;
  readonly amount: string;
  readonly currency: string;
  readonly credit: boolean;
  readonly atMs: number;
  readonly counterparty: { readonly name: string; readonly iban: string };
  readonly remittance: string;
}

/** Thousandths, so that every currency fits. */
const scale = 3;

/** What an entry adds to the balance, in thousandths of its currency. */
export const signed = ({ amount, credit }: Pick<Entry, 'amount' | 'credit'>): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  const thousandths = BigInt(whole + fraction.padEnd(scale, '0'));
  return credit ? thousandths : -thousandths;
};

/** "12.34" of thousandths, without a sign; a third decimal where there is one. */
export const formatted = (value: bigint): string => {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/0$/, '');
};

/** All that was booked before `endMs`, in its order: payments in, transfers out, and those that came back. */
export const entriesBefore = (ledger: BankLedger, endMs: number): readonly Entry[] => {
  const incoming = ledger.transactionsBefore(endMs).map(
    (transaction): Entry => ({
      id: transaction.bankTransactionId,
      endToEndId: 'NOTPROVIDED',
      amount: transaction.amount,
      currency: transaction.currency,
      credit: true,
      atMs: transaction.bookedAtMs,
      counterparty: transaction.debtor,
      remittance: transaction.reference,
    }),
  );
  const outgoing = ledger.transfers().flatMap((transfer): readonly Entry[] => {
    const { bankTransferId, endToEndId, amount, currency, creditor, remittance } = transfer;
    const entry = { endToEndId, amount, currency, counterparty: creditor, remittance };
    const { completedAtMs, returnedAtMs } = transfer;
    return [
      ...(completedAtMs === null
        ? []
        : [{ ...entry, id: bankTransferId, credit: false, atMs: completedAtMs }]),
      ...(returnedAtMs === null
        ? []
        : [{ ...entry, id: `${bankTransferId}-return`, credit: true, atMs: returnedAtMs }]),
    ];
  });
  return [...incoming, ...outgoing]
    .filter((entry) => entry.atMs < endMs)
    .sort((a, b) => a.atMs - b.atMs || a.id.localeCompare(b.id));
};

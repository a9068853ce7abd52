import { suspenseFolding } from '../../domain/suspense/folding.ts';
import type { TransferOrder } from '../shared/bank/bank.ts';
import { required } from '../shared/env.ts';
import type { KnownPayment } from '../shared/payments/register.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';

/** Money goes back to the account that it came from, whoever's that is. */
const returnTo = async (stream: string) => {
  const head = await loadHead(suspenseFolding, stream, true);
  const { debtorName, debtorIban, bankTransactionId } = await openState(
    'suspense',
    stream,
    head.state,
  );
  return {
    creditor: { name: debtorName, iban: debtorIban },
    remittance: `Return of ${bankTransactionId}`,
  };
};

/** The dealer is paid to the account that the stage knows it by, never to one that an answer names. */
const dealer = (stream: string) => ({
  creditor: { name: required('dealerName'), iban: required('dealerIban') },
  remittance: `Gold of ${stream}`,
});

/** What is paid, and to whom. */
export const orderOfPayment = async ({
  endToEndId,
  stream,
  amount,
  currency,
}: KnownPayment): Promise<TransferOrder> => ({
  endToEndId,
  amount,
  currency,
  ...(stream.startsWith('pool-') ? dealer(stream) : await returnTo(stream)),
});

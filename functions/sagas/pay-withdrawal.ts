import { Refusal } from '../../domain/shared/refusal.ts';
import type { WithdrawalRequested } from '../../domain/wallets/withdrawal-events.ts';
import type { TransferOrder } from '../shared/bank/bank.ts';
import { wordInRound } from '../shared/bank/pay.ts';
import { openEvent } from '../shared/seal/sealing.ts';
import { commitsBackOf } from '../shared/store/history.ts';
import type { Cause } from '../shared/store/types.ts';
import { walletStream } from '../shared/wallet-ids.ts';
import { concludeWithdrawal } from '../shared/withdrawals/conclude.ts';
import { tellWithdrawal } from '../shared/withdrawals/tell.ts';
import { keepToken, standingOf, wakeSaga } from '../shared/withdrawals/waiting.ts';
import { causeOfStep, type WithdrawalStep } from './withdrawal-step.ts';

interface Payment extends WithdrawalStep {
  readonly taskToken: string;
  /** How often the bank was waited for in vain. */
  readonly round: number;
}

/** What is paid, and to whom. The one place where a payee's sealed details are opened after the request. */
const orderOf = async ({ walletId, withdrawalId }: WithdrawalStep): Promise<TransferOrder> => {
  const stream = walletStream(walletId);
  for await (const commit of commitsBackOf(stream))
    for (const event of commit.events) {
      if (event.type !== 'WithdrawalRequested' || event.data['transactionId'] !== withdrawalId)
        continue;
      const { userId, amount, currency } = event.data as WithdrawalRequested['data'];
      const open = (await openEvent(stream, userId, event)) as WithdrawalRequested['data'];
      const { iban, holderName } = open.bankAccountDetails;
      return {
        endToEndId: withdrawalId,
        amount,
        currency,
        creditor: { name: holderName, iban },
        remittance: `Assay ${withdrawalId}`,
      };
    }
  throw new Error('the wallet has no such withdrawal');
};

/** The point of no return is stored before the bank is asked. A wallet that was frozen meanwhile gets its money back. */
const beginPayment = async ({ walletId, withdrawalId }: Payment, cause: Cause): Promise<void> => {
  const { at } = cause;
  const transactionId = withdrawalId;
  const start = { type: 'StartWithdrawalPayment', transactionId, bankTransferId: withdrawalId, at };
  try {
    await tellWithdrawal(walletId, { ...start, type: 'StartWithdrawalPayment' }, cause);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code !== 'wallet.frozen') return;
    const reason = 'wallet-frozen';
    await tellWithdrawal(walletId, { type: 'FailWithdrawal', transactionId, reason, at }, cause);
  }
};

/** Orders the payment, or asks what became of it, and writes the bank's word down. Its silence concludes nothing. */
const pay = async (step: Payment, isFirst: boolean, cause: Cause): Promise<void> => {
  const asked = { isFirst, round: step.round, unanswered: 'WithdrawalsUnanswered' } as const;
  const word = await wordInRound(await orderOf(step), asked);
  if (word !== undefined) await concludeWithdrawal(step.withdrawalId, word, cause);
};

/** One round of a payment. It ends when the bank has said what became of it, here or by its webhook. */
export const handler = async (step: Payment): Promise<void> => {
  const { walletId, withdrawalId, taskToken } = step;
  const cause = causeOfStep(step, 'pay');
  await keepToken(withdrawalId, 'bank', taskToken);
  const before = await standingOf(walletId, withdrawalId);
  if (before === 'approved') await beginPayment(step, cause);
  const now = before === 'approved' ? await standingOf(walletId, withdrawalId) : before;
  if (now === 'processing')
    await pay(step, before === 'approved', causeOfStep(step, `bank:${step.round}`));
  await wakeSaga(walletId, withdrawalId);
};

import { type Deciders, decideBy } from '../shared/decider.ts';
import { formatMoney } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import type { WalletEvent } from './events.ts';
import { factsOf, openWithdrawal, released } from './open-withdrawal.ts';
import { requireFunds } from './reservations.ts';
import { requireCurrency, requireUnfrozen, type Wallet } from './state.ts';
import { approvalDeciders } from './withdrawal-approval.ts';
import type { RequestWithdrawal, WithdrawalCommand } from './withdrawal-commands.ts';
import { completeWithdrawal, failWithdrawal, recordReturn } from './withdrawal-ends.ts';

const requestWithdrawal = (command: RequestWithdrawal, wallet: Wallet): readonly WalletEvent[] => {
  const { transactionId, amount, currency, bankAccount, at } = command;
  requireUnfrozen(wallet);
  requireCurrency(wallet, currency);
  if (!command.verified)
    throw new Refusal('withdrawal.not-verified', 'Only a verified customer can withdraw.');
  if (amount <= 0n)
    throw new Refusal('withdrawal.invalid-amount', 'A withdrawal must be more than nothing.');
  if (instantFromWire(at) < instantFromWire(bankAccount.usableFrom))
    throw new Refusal('payee.cooling-off', 'The bank account is too new to be paid to.', {
      usableFrom: bankAccount.usableFrom,
    });
  if (wallet.withdrawals[transactionId] !== undefined)
    throw new Refusal('withdrawal.exists', 'This withdrawal was requested before.');
  const { openMax } = policy.withdrawal;
  if (Object.keys(wallet.withdrawals).length >= openMax)
    throw new Refusal('withdrawal.limit-reached', 'Too many withdrawals are open.', { openMax });
  requireFunds(wallet, transactionId, amount);
  const { bankAccountId, iban, holderName, addedAt, ibanIndex } = bankAccount;
  const wire = formatMoney(amount, currency);
  return [
    {
      type: 'WithdrawalRequested',
      data: {
        transactionId,
        userId: wallet.userId,
        walletId: wallet.walletId,
        amount: wire,
        currency,
        bankAccountId,
        bankAccountDetails: { iban, holderName },
        bankAccountAddedAt: addedAt,
        ibanIndex,
        requestedAt: at,
      },
    },
    {
      type: 'FundsReserved',
      data: { reservationId: transactionId, amount: wire, purpose: 'withdrawal', at },
    },
  ];
};

/** The rules of withdrawals: reserved at the request, and every end but completion gives the money back. */
export const withdrawalDeciders: Deciders<Wallet, WithdrawalCommand, WalletEvent> = {
  RequestWithdrawal: requestWithdrawal,
  ...approvalDeciders,
  CompleteWithdrawal: completeWithdrawal,

  StartWithdrawalPayment: ({ transactionId, bankTransferId, at }, wallet) => {
    const { status } = openWithdrawal(wallet, transactionId);
    requireUnfrozen(wallet);
    if (status !== 'approved')
      throw new Refusal('withdrawal.not-approved', 'Only an approved withdrawal can be paid.', {
        status,
      });
    return [
      {
        type: 'WithdrawalProcessing',
        data: { ...factsOf(wallet, transactionId), bankTransferId, startedAt: at },
      },
    ];
  },

  FailWithdrawal: failWithdrawal,

  CancelWithdrawal: ({ transactionId, at }, wallet) => {
    if (openWithdrawal(wallet, transactionId).status === 'processing')
      throw new Refusal('withdrawal.processing', 'The withdrawal is already with the bank.');
    return [
      { type: 'WithdrawalCancelled', data: { ...factsOf(wallet, transactionId), cancelledAt: at } },
      released(wallet, transactionId, 'withdrawal-cancelled', at),
    ];
  },

  RecordWithdrawalReturn: recordReturn,
};

/** Decides on withdrawals alone. */
export const decideWithdrawal = decideBy<Wallet, WithdrawalCommand, WalletEvent>(
  withdrawalDeciders,
);

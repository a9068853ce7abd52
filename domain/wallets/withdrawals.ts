import type { Deciders } from '../shared/decider.ts';
import { formatMoney, wholeUnits } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import type { FundsReservationCancelled, WalletEvent } from './events.ts';
import { requireFunds } from './reservations.ts';
import {
  type OpenWithdrawal,
  requireCurrency,
  requireUnfrozen,
  requireWallet,
  type Wallet,
} from './state.ts';
import type {
  ApproveWithdrawal,
  CompleteWithdrawal,
  RequestWithdrawal,
  WithdrawalCommand,
} from './withdrawal-commands.ts';

/** Throws `withdrawal.unknown` for one that never was or has ended. */
const openWithdrawal = (wallet: Wallet, transactionId: string): OpenWithdrawal => {
  requireWallet(wallet);
  const withdrawal = wallet.withdrawals[transactionId];
  if (withdrawal === undefined)
    throw new Refusal('withdrawal.unknown', 'No open withdrawal has this id.', { transactionId });
  return withdrawal;
};

const factsOf = (wallet: Wallet, transactionId: string) => {
  const { amount, requestedAt } = openWithdrawal(wallet, transactionId);
  return { transactionId, amount: formatMoney(amount, wallet.currency), requestedAt };
};

/** The reserved money becomes available again. */
const released = (
  wallet: Wallet,
  transactionId: string,
  reason: string,
  at: string,
): FundsReservationCancelled => ({
  type: 'FundsReservationCancelled',
  data: {
    reservationId: transactionId,
    amount: formatMoney(openWithdrawal(wallet, transactionId).amount, wallet.currency),
    purpose: 'withdrawal',
    reason,
    at,
  },
});

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
  requireFunds(wallet, transactionId, amount);
  const { bankAccountId, iban, holderName } = bankAccount;
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
        requestedAt: at,
      },
    },
    {
      type: 'FundsReserved',
      data: { reservationId: transactionId, amount: wire, purpose: 'withdrawal', at },
    },
  ];
};

/** Two different people above the high limit, one above the low one or after a hit; policy for the rest. */
const peopleNeeded = (amount: bigint, currency: string, screening: 'clean' | 'hit'): number => {
  if (amount > wholeUnits(policy.withdrawal.singleApprovalMaxUnits, currency)) return 2;
  if (amount > wholeUnits(policy.withdrawal.policyApprovalMaxUnits, currency)) return 1;
  return screening === 'clean' ? 0 : 1;
};

const requireOther = (wallet: Wallet, person: string): void => {
  if (person === wallet.userId)
    throw new Refusal(
      'withdrawal.own-approval',
      'Nobody approves or rejects their own withdrawal.',
    );
};

const requireWaiting = (withdrawal: OpenWithdrawal): void => {
  if (withdrawal.status !== 'requested')
    throw new Refusal('withdrawal.not-pending', 'The withdrawal is past its approval.', {
      status: withdrawal.status,
    });
};

const approveWithdrawal = (
  { transactionId, approvedBy, screening, at }: ApproveWithdrawal,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const withdrawal = openWithdrawal(wallet, transactionId);
  requireUnfrozen(wallet);
  requireWaiting(withdrawal);
  requireOther(wallet, approvedBy);
  const needed = peopleNeeded(withdrawal.amount, wallet.currency, screening);
  if (approvedBy === 'policy' && needed > 0)
    throw new Refusal('withdrawal.needs-people', 'Policy alone may not approve this withdrawal.', {
      approvalsMissing: needed - withdrawal.approvedBy.length,
    });
  if (withdrawal.approvedBy.includes(approvedBy))
    throw new Refusal('withdrawal.approved-before', 'The same person cannot approve twice.');
  const approvalsMissing = Math.max(0, needed - withdrawal.approvedBy.length - 1);
  return [
    {
      type: 'WithdrawalApproved',
      data: { ...factsOf(wallet, transactionId), approvedBy, at, approvalsMissing },
    },
  ];
};

const completeWithdrawal = (
  { transactionId, bankReference, at }: CompleteWithdrawal,
  wallet: Wallet,
): readonly WalletEvent[] => {
  // A frozen wallet completes as well: the bank has paid, and the ledger says what happened.
  if (openWithdrawal(wallet, transactionId).status !== 'processing')
    throw new Refusal('withdrawal.not-processing', 'The bank was not asked to pay this.');
  return [
    {
      type: 'WithdrawalCompleted',
      data: { ...factsOf(wallet, transactionId), bankReference, completedAt: at },
    },
  ];
};

/** The rules of withdrawals: reserved at the request, and every end but completion gives the money back. */
export const withdrawalDeciders: Deciders<Wallet, WithdrawalCommand, WalletEvent> = {
  RequestWithdrawal: requestWithdrawal,
  ApproveWithdrawal: approveWithdrawal,
  CompleteWithdrawal: completeWithdrawal,

  RejectWithdrawal: ({ transactionId, rejectedBy, reason, at }, wallet) => {
    requireWaiting(openWithdrawal(wallet, transactionId));
    requireOther(wallet, rejectedBy);
    return [
      {
        type: 'WithdrawalRejected',
        data: { ...factsOf(wallet, transactionId), rejectedBy, reason, at },
      },
      released(wallet, transactionId, 'withdrawal-rejected', at),
    ];
  },

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

  FailWithdrawal: ({ transactionId, reason, at }, wallet) => [
    {
      type: 'WithdrawalFailed',
      data: { ...factsOf(wallet, transactionId), reason, failedAt: at },
    },
    released(wallet, transactionId, 'withdrawal-failed', at),
  ],

  CancelWithdrawal: ({ transactionId, at }, wallet) => {
    if (openWithdrawal(wallet, transactionId).status === 'processing')
      throw new Refusal('withdrawal.processing', 'The withdrawal is already with the bank.');
    return [
      { type: 'WithdrawalCancelled', data: { ...factsOf(wallet, transactionId), cancelledAt: at } },
      released(wallet, transactionId, 'withdrawal-cancelled', at),
    ];
  },

  RecordWithdrawalReturn: ({ transactionId, amount, bankTransferId, reason, at }, wallet) => {
    requireWallet(wallet);
    if (wallet.withdrawals[transactionId] !== undefined)
      throw new Refusal('withdrawal.processing', 'The withdrawal has not been completed.');
    return [
      {
        type: 'WithdrawalReturned',
        data: {
          transactionId,
          amount: formatMoney(amount, wallet.currency),
          bankTransferId,
          reason,
          returnedAt: at,
        },
      },
    ];
  },
};

import type { Deciders } from '../shared/decider.ts';
import { formatMoney } from '../shared/money.ts';
import { sameName } from '../shared/person-name.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ConcludeDepositVerification, DepositCommand } from './deposit-commands.ts';
import type { DepositEvent, ReviewReason } from './deposit-events.ts';
import { type OpenDeposit, requireCurrency, requireWallet, type Wallet } from './state.ts';

/** Throws `deposit.unknown` for one that never came or is concluded. */
const openDeposit = (wallet: Wallet, transactionId: string): OpenDeposit => {
  requireWallet(wallet);
  const deposit = wallet.deposits[transactionId];
  if (deposit === undefined)
    throw new Refusal('deposit.unknown', 'No open deposit has this id.', { transactionId });
  return deposit;
};

const factsOf = (wallet: Wallet, transactionId: string) => {
  const deposit = openDeposit(wallet, transactionId);
  return {
    transactionId,
    amount: formatMoney(deposit.amount, wallet.currency),
    currency: wallet.currency,
    bankReference: deposit.bankReference,
    depositedAt: deposit.depositedAt,
  };
};

/** The first thing in which the bank's word differs from what was received, or undefined. */
const mismatch = (
  wallet: Wallet,
  deposit: OpenDeposit,
  { bank, customerName }: ConcludeDepositVerification,
): ReviewReason | undefined => {
  if (bank === undefined) return 'unknown-to-bank';
  if (bank.currency !== wallet.currency) return 'currency-mismatch';
  if (bank.amount !== deposit.amount) return 'amount-mismatch';
  return sameName(bank.debtorName, customerName) ? undefined : 'name-mismatch';
};

const conclude = (
  command: ConcludeDepositVerification,
  wallet: Wallet,
): readonly DepositEvent[] => {
  const { transactionId, bank, at } = command;
  const deposit = openDeposit(wallet, transactionId);
  // What waits for people is theirs to decide: the bank's answer, repeated, changes nothing.
  if (deposit.status === 'review') return [];
  const facts = factsOf(wallet, transactionId);
  const reason = mismatch(wallet, deposit, command);
  if (reason !== undefined || bank === undefined)
    return [
      {
        type: 'DepositHeldForReview',
        data: { ...facts, reason: reason ?? 'unknown-to-bank', heldAt: at },
      },
    ];
  const { bankConfirmationId } = bank;
  return [{ type: 'DepositConfirmed', data: { ...facts, bankConfirmationId, confirmedAt: at } }];
};

/** The rules of deposits: pending money shows but cannot be spent, and is confirmed only on the bank's own word. */
export const depositDeciders: Deciders<Wallet, DepositCommand, DepositEvent> = {
  ReceiveDeposit: (command, wallet) => {
    requireWallet(wallet);
    requireCurrency(wallet, command.currency);
    const { transactionId, amount, bankReference, verificationStatus, at } = command;
    if (amount <= 0n)
      throw new Refusal('deposit.invalid-amount', 'A deposit must be more than nothing.');
    if (wallet.deposits[transactionId] !== undefined)
      throw new Refusal('deposit.already-received', 'This deposit was received before.');
    return [
      {
        type: 'FundsDeposited',
        data: {
          transactionId,
          userId: wallet.userId,
          walletId: wallet.walletId,
          amount: formatMoney(amount, wallet.currency),
          currency: wallet.currency,
          bankReference,
          depositedAt: at,
          verificationStatus,
        },
      },
    ];
  },

  StartDepositVerification: ({ transactionId, at }, wallet) =>
    openDeposit(wallet, transactionId).status === 'pending'
      ? [{ type: 'DepositVerificationStarted', data: { transactionId, startedAt: at } }]
      : [],

  ConcludeDepositVerification: conclude,

  ConfirmDeposit: ({ transactionId, bankConfirmationId, confirmedBy, at }, wallet) => [
    {
      type: 'DepositConfirmed',
      data: { ...factsOf(wallet, transactionId), bankConfirmationId, confirmedAt: at, confirmedBy },
    },
  ],

  RejectDeposit: ({ transactionId, reason, rejectedBy, at }, wallet) => [
    {
      type: 'DepositRejected',
      data: { ...factsOf(wallet, transactionId), reason, rejectedAt: at, rejectedBy },
    },
  ],

  HoldDepositForReview: ({ transactionId, reason, at }, wallet) =>
    openDeposit(wallet, transactionId).status === 'review'
      ? []
      : [
          {
            type: 'DepositHeldForReview',
            data: { ...factsOf(wallet, transactionId), reason, heldAt: at },
          },
        ],
};

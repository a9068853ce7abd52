import { type Deciders, decideBy } from '../shared/decider.ts';
import { formatMoney } from '../shared/money.ts';
import { sameName } from '../shared/person-name.ts';
import { Refusal } from '../shared/refusal.ts';
import type {
  ConcludeDepositVerification,
  ConfirmDeposit,
  DepositCommand,
  ReceiveDeposit,
  RejectDeposit,
} from './deposit-commands.ts';
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

/** Throws `deposit.not-in-review` while the bank is still being asked: people decide only what waits for them. */
const depositInReview = (wallet: Wallet, transactionId: string): OpenDeposit => {
  const deposit = openDeposit(wallet, transactionId);
  if (deposit.status !== 'review')
    throw new Refusal('deposit.not-in-review', 'The deposit does not wait for people.');
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

/**
 * Whoever paid, the money must be there: people may overlook a name, never an amount. Throws `deposit.not-at-bank`, and
 * `deposit.same-person` for the wallet's owner and for whoever brought the money here.
 */
const confirm = (
  { transactionId, bank, confirmedBy, at }: ConfirmDeposit,
  wallet: Wallet,
): readonly DepositEvent[] => {
  const { amount, assignedBy } = depositInReview(wallet, transactionId);
  if (confirmedBy === wallet.userId || confirmedBy === assignedBy)
    throw new Refusal('deposit.same-person', 'Another person must confirm this deposit.');
  if (bank === undefined || bank.amount !== amount || bank.currency !== wallet.currency)
    throw new Refusal(
      'deposit.not-at-bank',
      'The books of the bank do not have this payment with this amount.',
    );
  const { bankConfirmationId } = bank;
  return [
    {
      type: 'DepositConfirmed',
      data: { ...factsOf(wallet, transactionId), bankConfirmationId, confirmedAt: at, confirmedBy },
    },
  ];
};

const reject = (
  { transactionId, parked, reason, rejectedBy, at }: RejectDeposit,
  wallet: Wallet,
): readonly DepositEvent[] => {
  depositInReview(wallet, transactionId);
  if (rejectedBy === wallet.userId)
    throw new Refusal('deposit.same-person', 'Another person must decide on this deposit.');
  return [
    {
      type: 'DepositRejected',
      data: {
        ...factsOf(wallet, transactionId),
        reason,
        rejectedAt: at,
        rejectedBy,
        parked: formatMoney(parked, wallet.currency),
      },
    },
  ];
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

const receive = (command: ReceiveDeposit, wallet: Wallet): readonly DepositEvent[] => {
  requireWallet(wallet);
  requireCurrency(wallet, command.currency);
  const { transactionId, amount, bankReference, verificationStatus, at } = command;
  const { bookedAt, assignedBy } = command;
  if (amount <= 0n)
    throw new Refusal('deposit.invalid-amount', 'A deposit must be more than nothing.');
  if (assignedBy === wallet.userId)
    throw new Refusal('deposit.same-person', 'Nobody assigns money to their own wallet.');
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
        ...(bookedAt === undefined ? {} : { bookedAt }),
        ...(assignedBy === undefined ? {} : { assignedBy }),
      },
    },
  ];
};

/** The rules of deposits: pending money shows but cannot be spent, and is confirmed only on the bank's own word. */
export const depositDeciders: Deciders<Wallet, DepositCommand, DepositEvent> = {
  ReceiveDeposit: receive,

  StartDepositVerification: ({ transactionId, at }, wallet) =>
    openDeposit(wallet, transactionId).status === 'pending'
      ? [{ type: 'DepositVerificationStarted', data: { transactionId, startedAt: at } }]
      : [],

  ConcludeDepositVerification: conclude,

  ConfirmDeposit: confirm,

  RejectDeposit: reject,

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

/** Decides on deposits alone. */
export const decideDeposit = decideBy<Wallet, DepositCommand, DepositEvent>(depositDeciders);

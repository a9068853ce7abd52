import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type {
  RequestWithdrawal,
  WithdrawalCommand,
} from '../../../domain/wallets/withdrawal-commands.ts';
import { at, deposited, walletCreated, walletId } from './wallets.ts';

export const transactionId = 'withdrawal-1';
export const funds = [walletCreated, deposited('200000.00')] as const;
export const request: RequestWithdrawal = {
  type: 'RequestWithdrawal',
  transactionId,
  amount: 100_000n,
  currency: 'EUR',
  bankAccount: {
    bankAccountId: 'account-1',
    iban: 'DE89370400440532013000',
    holderName: 'Ada Byron',
    addedAt: at,
    usableFrom: at,
    ibanIndex: 'hash-1',
  },
  verified: true,
  at,
};
/** The history after these commands. */
export const following = (...commands: readonly WithdrawalCommand[]): readonly WalletEvent[] =>
  commands.reduce<readonly WalletEvent[]>(
    (events, command) =>
      events.concat(wallet.decide(command, events.reduce(wallet.evolve, wallet.initialState))),
    funds,
  );
export const screen = (...rules: readonly string[]) =>
  ({ type: 'ScreenWithdrawal', transactionId, rules, at }) as const;
export const approve = (approvedBy: string) =>
  ({ type: 'ApproveWithdrawal', transactionId, approvedBy, at }) as const;
export const pay = {
  type: 'StartWithdrawalPayment',
  transactionId,
  bankTransferId: 'transfer-1',
  at,
} as const;
export const complete = {
  type: 'CompleteWithdrawal',
  transactionId,
  bankReference: 'bank-9',
  at,
} as const;
export const fail = { type: 'FailWithdrawal', transactionId, reason: 'refused', at } as const;
export const cancel = { type: 'CancelWithdrawal', transactionId, at } as const;
export const reject = {
  type: 'RejectWithdrawal',
  transactionId,
  rejectedBy: 'operator-1',
  reason: 'doubt',
  at,
} as const;
export const large = { ...request, amount: 100_001n };
export const huge = { ...request, amount: 5_000_001n };
export const frozen: WalletEvent = {
  type: 'WalletFrozen',
  data: { walletId, reason: 'aml', caseId: 'c', at },
};
export const facts = { transactionId, amount: '1000.00', requestedAt: at };

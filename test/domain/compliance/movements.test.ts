import { describe, expect, it } from 'vitest';
import { movementsIn } from '../../../domain/compliance/movements.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { at, bought, purchase, walletCreated } from '../wallets/wallets.ts';

const atMs = Date.parse(at);
const bankAccount = {
  bankAccountId: 'account-1',
  iban: 'DE89370400440532013000',
  holderName: 'Ada Byron',
  addedAt: at,
  usableFrom: at,
  ibanIndex: 'hash-1',
};

const following = (
  history: readonly WalletEvent[],
  ...commands: Parameters<typeof wallet.decide>[0][]
) =>
  commands.reduce<readonly WalletEvent[]>(
    (events, command) =>
      events.concat(wallet.decide(command, events.reduce(wallet.evolve, wallet.initialState))),
    history,
  );

const deposit = (transactionId: string, amount: bigint) =>
  [
    {
      type: 'ReceiveDeposit',
      transactionId,
      amount,
      currency: 'EUR',
      bankReference: transactionId,
      verificationStatus: 'pending',
      at,
    },
    {
      type: 'ConcludeDepositVerification',
      transactionId,
      bank: { bankConfirmationId: 'b', amount, currency: 'EUR', debtorName: 'Ada Byron' },
      customerName: 'Ada Byron',
      at,
    },
  ] as const;
const request = (transactionId: string, amount: bigint) =>
  ({
    type: 'RequestWithdrawal',
    transactionId,
    amount,
    currency: 'EUR',
    bankAccount,
    verified: true,
    at,
  }) as const;

describe('the movements of a wallet', () => {
  const paidIn = following([walletCreated], ...deposit('d-1', 100_000n));

  it('are its confirmed deposits, purchases, sales and withdrawals', () => {
    const events = following(
      [...paidIn, ...bought(purchase(10_000_000n), ...paidIn)],
      request('w-1', 1_000n),
    );
    expect(movementsIn(events, 'EUR', '')).toEqual([
      { kind: 'deposit', amount: 100_000n, atMs },
      { kind: 'purchase', amount: 8_000n, atMs },
      { kind: 'withdrawal', amount: 1_000n, atMs },
    ]);
  });

  it('leave out what is screened, what is not confirmed and what was undone', () => {
    const [pending] = deposit('d-2', 5n);
    const cancel = { type: 'CancelWithdrawal', transactionId: 'w-2', at } as const;
    const events = following(
      paidIn,
      pending,
      request('w-1', 1_000n),
      request('w-2', 2_000n),
      request('w-3', 3_000n),
      cancel,
    );
    const expected = [
      { kind: 'deposit', amount: 100_000n, atMs },
      { kind: 'withdrawal', amount: 3_000n, atMs },
    ];
    expect(movementsIn(events, 'EUR', 'w-1')).toEqual(expected);
    expect(movementsIn(events.toReversed(), 'EUR', 'w-1')).toEqual(expected.toReversed());
  });
});

import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { registration } from '../../../functions/shared/withdrawals/register.ts';
import { eventsOf } from '../store/events-of.ts';
import { at, cause, id } from '../store/harness.ts';

let wallets = 0;

/** A wallet with 200,000.00 to spend. */
export const openWallet = async () => {
  wallets += 1;
  const walletId = id(`wallet ${wallets}`);
  const userId = id(`user ${wallets}`);
  const stream = `wallet-${walletId}`;
  let commands = 0;
  const tell = async (
    command: Parameters<typeof wallet.decide>[0],
    guards?: Parameters<typeof execute>[0]['guards'],
  ): Promise<void> => {
    commands += 1;
    await execute({
      cause: cause(`${walletId} ${commands}`),
      participants: [
        { folding: wallet, stream, decide: (state: Wallet) => wallet.decide(command, state) },
      ],
      ...(guards === undefined ? {} : { guards }),
    });
  };
  await tell({ type: 'CreateWallet', walletId, userId, currency: 'EUR', reference: 'RF1', at });
  await tell({
    type: 'ReceiveDeposit',
    transactionId: id(`deposit ${wallets}`),
    amount: 20_000_000n,
    currency: 'EUR',
    bankReference: 'BK-1',
    verificationStatus: 'verified',
    at,
  });
  const events = async () => (await eventsOf(stream)) as readonly WalletEvent[];
  return {
    walletId,
    tell,
    state: async () => (await events()).reduce(wallet.evolve, wallet.initialState),
    /** The types of the withdrawal's events. */
    told: async () =>
      (await events())
        .map(({ type }) => type)
        .filter((type) => type.startsWith('Withdrawal'))
        .map((type) => type.replace('Withdrawal', '')),
    request: async (amount: bigint): Promise<string> => {
      const transactionId = id(`withdrawal ${walletId} ${commands}`);
      const bankAccount = {
        bankAccountId: id('account'),
        iban: 'DE89370400440532013000',
        holderName: 'Ada Byron',
        addedAt: '2026-01-01T00:00:00.000Z',
        usableFrom: at,
        ibanIndex: 'hash',
      };
      const facts = { currency: 'EUR', requestedAt: at, walletId, bankAccountId: id('account') };
      await tell(
        {
          type: 'RequestWithdrawal',
          transactionId,
          amount,
          currency: 'EUR',
          bankAccount,
          verified: true,
          at,
        },
        () => [registration(transactionId, { ...facts, amount: `${amount / 100n}.00` })],
      );
      return transactionId;
    },
  };
};

import { userFolding } from '../../domain/accounts/folding.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { FundsDeposited } from '../../domain/wallets/deposit-events.ts';
import { decideDeposit } from '../../domain/wallets/deposits.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { bank } from '../shared/bank/bank.ts';
import { causeFrom, consumer, type Published, streamOf } from '../shared/messages.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { userStream } from '../shared/wallet-ids.ts';

const customerName = async (userId: string): Promise<string> => {
  const stream = userStream(userId);
  const { state } = await loadHead(userFolding, stream, true);
  return (await openState('user', stream, state)).fullName;
};

/** A deposit that is concluded already was verified by an earlier delivery. */
const concluded = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'deposit.unknown';

const verify = async (event: Published): Promise<void> => {
  const { transactionId, userId, bankReference } = event.eventData as FundsDeposited['data'];
  const known = await bank.transaction(bankReference);
  const name = await customerName(userId);
  const cause = causeFrom(event, 'verify-deposit');
  const { at } = cause;
  await execute({
    cause,
    participants: [
      {
        folding: walletFolding,
        stream: streamOf(event),
        decide: (state: Wallet) => {
          if (state.deposits[transactionId]?.status === 'review') return [];
          const started =
            state.deposits[transactionId]?.status === 'pending'
              ? decideDeposit({ type: 'StartDepositVerification', transactionId, at }, state)
              : [];
          const after = started.reduce(walletFolding.evolve, state);
          const conclusion = {
            type: 'ConcludeDepositVerification',
            transactionId,
            bank: known,
            customerName: name,
            at,
          } as const;
          return [...started, ...decideDeposit(conclusion, after)];
        },
      },
    ],
  });
};

/** Asks the bank's books about every deposit before its money can be spent. */
export const handler = consumer('verify-deposit', async (event) => {
  try {
    await verify(event);
  } catch (error) {
    if (!concluded(error)) throw error;
  }
});

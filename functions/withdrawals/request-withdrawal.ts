import * as z from 'zod/mini';
import { usableBankAccount } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { amountOf, formatMoney } from '../../domain/shared/money.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { required } from '../shared/env.ts';
import { Id, named } from '../shared/http/answers.ts';
import { type CommandContext, command } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { userStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { registration } from '../shared/withdrawals/register.ts';

const NewWithdrawal = z.strictObject({ amount: amountOf('EUR'), bankAccountId: z.uuid() });
type NewWithdrawal = z.infer<typeof NewWithdrawal>;

const WithdrawalAccepted = named(
  'WithdrawalAccepted',
  z.object({ withdrawalId: Id, status: z.literal('requested') }),
);

/** The customer's own listed bank account and tier, read strongly: a payee that was removed a moment ago is no payee. */
const payeeOf = async (userId: string, bankAccountId: string, at: string) => {
  const stream = userStream(userId);
  const { state } = await loadHead(user, stream, true);
  const bankAccount = usableBankAccount(state, bankAccountId, at);
  const { bankAccounts } = await openState('user', stream, state);
  return {
    bankAccount: { ...bankAccount, ...bankAccounts[bankAccountId] },
    verified: state.kycStatus === 'verified',
  };
};

/** Reserves the money and registers the withdrawal, together; its saga does the rest. */
const request = async ({ body, actor: { userId }, cause }: CommandContext<NewWithdrawal>) => {
  const { amount, bankAccountId } = body;
  const { commandId: withdrawalId, at } = cause;
  const walletId = walletIdOf(userId);
  const currency = required('currency');
  // Read once: between reading the wallet and writing to it there is no time to lose to other writers.
  let payee: Awaited<ReturnType<typeof payeeOf>> | undefined;
  const executed = await execute({
    cause,
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream: walletStream(walletId),
        decide: async (state: Wallet) => {
          payee ??= await payeeOf(userId, bankAccountId, at);
          return wallet.decide(
            {
              type: 'RequestWithdrawal',
              transactionId: withdrawalId,
              amount,
              currency,
              at,
              ...payee,
            },
            state,
          );
        },
      },
    ],
    guards: () => [
      registration(withdrawalId, {
        walletId,
        bankAccountId,
        amount: formatMoney(amount, currency),
        currency,
        requestedAt: at,
      }),
    ],
    guardFailed: () => {
      throw new Refusal('withdrawal.exists', 'This withdrawal was requested before.');
    },
  });
  onlyCommit(executed, cause);
  return { withdrawalId, status: 'requested' as const };
};

/** Asks for money to be paid to a bank account of one's own. */
export const handler = command({
  schema: NewWithdrawal,
  answer: WithdrawalAccepted,
  groups: ['customer'],
  movesMoney: true,
  freshSignIn: true,
  status: 202,
  handle: request,
});

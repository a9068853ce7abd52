import * as z from 'zod/mini';
import { Id, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { requireRegistered, tellWithdrawal } from '../shared/withdrawals/tell.ts';

const WithdrawalCancelled = named(
  'WithdrawalCancelled',
  z.object({ withdrawalId: Id, status: z.literal('cancelled') }),
);

/** The customer's change of mind, until the bank is asked to pay. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: WithdrawalCancelled,
  groups: ['customer'],
  status: 200,
  handle: async ({ path: { id: withdrawalId }, actor: { userId }, cause }) => {
    const { walletId } = await requireRegistered(withdrawalId, walletIdOf(userId));
    const cancel = { type: 'CancelWithdrawal', transactionId: withdrawalId, at: cause.at } as const;
    await tellWithdrawal(walletId, cancel, cause);
    return { withdrawalId, status: 'cancelled' as const };
  },
});

import * as z from 'zod/mini';
import { Id, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { requireRegistered, tellWithdrawal } from '../shared/withdrawals/tell.ts';

const WithdrawalRejected = named(
  'WithdrawalRejected',
  z.object({ withdrawalId: Id, status: z.literal('rejected') }),
);

/** One person's no: the money is the customer's again. */
export const handler = command({
  schema: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
  path: z.strictObject({ id: z.uuid() }),
  answer: WithdrawalRejected,
  groups: ['operations'],
  movesMoney: true,
  status: 201,
  handle: async ({ body: { reason }, path: { id: withdrawalId }, actor, cause }) => {
    const { walletId } = await requireRegistered(withdrawalId);
    const reject = {
      type: 'RejectWithdrawal',
      transactionId: withdrawalId,
      rejectedBy: actor.userId,
      reason,
      at: cause.at,
    } as const;
    onlyCommit(await tellWithdrawal(walletId, reject, cause, true), cause);
    return { withdrawalId, status: 'rejected' as const };
  },
});

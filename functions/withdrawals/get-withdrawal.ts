import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { query } from '../shared/http/endpoint.ts';
import { getRow } from '../shared/rows.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { shownWithdrawal, stepCell, Withdrawal } from '../shared/withdrawals/rows.ts';
import { requireRegistered } from '../shared/withdrawals/tell.ts';

/** One withdrawal and how far it has come; just requested until its row is there. */
export const handler = query({
  schema: z.strictObject({ id: z.uuid() }),
  answer: Withdrawal,
  groups: ['customer'],
  handle: async ({ actor, parameters: { id: withdrawalId } }) => {
    const known = await requireRegistered(withdrawalId, walletIdOf(actor.userId));
    const { walletId, bankAccountId, amount, currency, requestedAt } = known;
    const row = await getRow(required('withdrawalsTable'), {
      walletId,
      sk: `${requestedAt}#${withdrawalId}`,
    });
    const asRequested = {
      withdrawalId,
      status: 'requested',
      amount,
      currency,
      bankAccountId,
      requestedAt,
      updatedAt: requestedAt,
      [stepCell('requested')]: [requestedAt, actor.userId, '0'],
    };
    return shownWithdrawal({ ...asRequested, ...row });
  },
});

import * as z from 'zod/mini';
import type { WithdrawalApproved } from '../../domain/wallets/withdrawal-events.ts';
import { Id, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { currentEvents } from '../shared/store/history.ts';
import { requireRegistered, tellWithdrawal } from '../shared/withdrawals/tell.ts';

const Approval = named(
  'Approval',
  z.object({
    withdrawalId: Id,
    status: z.enum(['waiting', 'approved']),
    approvalsMissing: z.number(),
  }),
);

/** One person's yes to a withdrawal; never to one's own, and above the high limit a second person's is needed. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: Approval,
  groups: ['operations'],
  movesMoney: true,
  status: 201,
  handle: async ({ path: { id: withdrawalId }, actor, cause }) => {
    const { walletId } = await requireRegistered(withdrawalId);
    const approve = {
      type: 'ApproveWithdrawal',
      transactionId: withdrawalId,
      approvedBy: actor.userId,
      at: cause.at,
    } as const;
    const commit = onlyCommit(await tellWithdrawal(walletId, approve, cause, true), cause);
    const [approved] = currentEvents(commit) as [WithdrawalApproved];
    const { approvalsMissing } = approved.data;
    const status = approvalsMissing === 0 ? ('approved' as const) : ('waiting' as const);
    return { withdrawalId, status, approvalsMissing };
  },
});

import * as z from 'zod/mini';
import { approveAdjustment } from '../../domain/wallets/adjustments.ts';
import type { AdjustmentPosted } from '../../domain/wallets/events.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { streamOfAdjustment } from './adjustment-guard.ts';

const AdjustmentApproval = named(
  'AdjustmentApproval',
  z.object({
    adjustmentId: Id,
    status: z.enum(['posted']),
    amount: MoneyText,
    currency: CurrencyText,
  }),
);

/** The second person: the money moves. */
export const handler = command({
  schema: z.strictObject({}),
  answer: AdjustmentApproval,
  path: z.strictObject({ id: z.uuid() }),
  groups: ['operations', 'admin'],
  movesMoney: true,
  status: 200,
  handle: async ({ path: { id }, actor, cause }) => {
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: walletFolding,
          stream: await streamOfAdjustment(id),
          decide: (state) =>
            approveAdjustment(
              {
                type: 'ApproveAdjustment',
                adjustmentId: id,
                approvedBy: actor.userId,
                at: cause.at,
              },
              state,
            ),
        },
      ],
    });
    const { amount, currency } = eventIn<AdjustmentPosted>(
      onlyCommit(executed, cause),
      'AdjustmentPosted',
    );
    return { adjustmentId: id, status: 'posted' as const, amount, currency };
  },
});

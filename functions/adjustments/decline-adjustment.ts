import * as z from 'zod/mini';
import { declineAdjustment } from '../../domain/wallets/adjustments.ts';
import type { AdjustmentDeclined } from '../../domain/wallets/events.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { streamOfAdjustment } from './adjustment-guard.ts';

const AdjustmentRejection = named(
  'AdjustmentRejection',
  z.object({
    adjustmentId: Id,
    status: z.enum(['declined']),
    amount: MoneyText,
    currency: CurrencyText,
  }),
);

/** Says no to an adjustment, or takes it back: nothing moves, so its requester may, too. */
export const handler = command({
  schema: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(200)) }),
  answer: AdjustmentRejection,
  path: z.strictObject({ id: z.uuid() }),
  groups: ['operations', 'admin'],
  status: 200,
  handle: async ({ path: { id }, body: { reason }, actor, cause }) => {
    const executed = await execute({
      cause,
      participants: [
        {
          folding: walletFolding,
          stream: await streamOfAdjustment(id),
          decide: (state) =>
            declineAdjustment(
              {
                type: 'DeclineAdjustment',
                adjustmentId: id,
                declinedBy: actor.userId,
                reason,
                at: cause.at,
              },
              state,
            ),
        },
      ],
    });
    const { amount, currency } = eventIn<AdjustmentDeclined>(
      onlyCommit(executed, cause),
      'AdjustmentDeclined',
    );
    return { adjustmentId: id, status: 'declined' as const, amount, currency };
  },
});

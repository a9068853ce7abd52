import * as z from 'zod/mini';
import { CurrencyCode, parseSignedMoney } from '../../domain/shared/money.ts';
import { requestAdjustment } from '../../domain/wallets/adjustments.ts';
import type { AdjustmentRequested } from '../../domain/wallets/events.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { claim } from '../shared/store/guards.ts';
import { walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { adjustmentGuard } from './adjustment-guard.ts';

const terms = {
  /** Negative when it takes money from the customer. */
  amount: z.string().check(z.maxLength(40)),
  currency: CurrencyCode,
  /** The customer reads it in the history. */
  reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(200)),
};

const Adjustment = z
  .union([
    z.strictObject({ walletId: z.uuid(), ...terms }),
    z.strictObject({ userId: z.uuid(), ...terms }),
  ])
  .check(
    z.refine(({ amount, currency }) => parseSignedMoney(amount, currency) !== undefined, {
      path: ['amount'],
      error:
        'must be a decimal string of the currency, such as "12.00", with a minus where it takes money',
    }),
  );

const AdjustmentRequest = named(
  'AdjustmentRequest',
  z.object({
    adjustmentId: Id,
    status: z.enum(['requested']),
    amount: MoneyText,
    currency: CurrencyText,
    walletId: Id,
  }),
);

/** The first of two people asks for a correction of a customer's cash; nothing moves yet. */
export const handler = command({
  schema: Adjustment,
  answer: AdjustmentRequest,
  groups: ['operations', 'admin'],
  movesMoney: true,
  status: 202,
  handle: async ({ body, actor, cause }) => {
    const walletId = 'walletId' in body ? body.walletId : walletIdOf(body.userId);
    const adjustmentId = cause.commandId;
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: walletFolding,
          stream: walletStream(walletId),
          decide: (state) =>
            requestAdjustment(
              {
                type: 'RequestAdjustment',
                adjustmentId,
                amount: parseSignedMoney(body.amount, body.currency) ?? 0n,
                currency: body.currency,
                reason: body.reason,
                requestedBy: actor.userId,
                at: cause.at,
              },
              state,
            ),
        },
      ],
      guards: () => [claim(adjustmentGuard(adjustmentId), { walletId: { S: walletId } })],
    });
    const { amount, currency } = eventIn<AdjustmentRequested>(
      onlyCommit(executed, cause),
      'AdjustmentRequested',
    );
    return { adjustmentId, walletId, status: 'requested' as const, amount, currency };
  },
});

import * as z from 'zod/mini';
import { formatMoney } from '../../domain/shared/money.ts';
import type { UnmatchedFundsReturned } from '../../domain/suspense/events.ts';
import type { Suspense } from '../../domain/suspense/state.ts';
import { suspense } from '../../domain/suspense/suspense.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { orderedPayment } from '../shared/payments/register.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { suspenseReviewOf } from './review.ts';

const DepositReturn = named(
  'DepositReturn',
  z.object({
    transactionId: Id,
    status: z.enum(['returning']),
    amount: MoneyText,
    currency: CurrencyText,
  }),
);

/** Decides that unmatched money goes back to whoever paid it. Its saga asks the bank to pay once this is stored. */
export const handler = command({
  schema: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
  answer: DepositReturn,
  path: z.strictObject({ id: z.uuid() }),
  groups: ['operations'],
  movesMoney: true,
  status: 202,
  handle: async ({ path: { id }, body: { reason }, actor, cause }) => {
    const { stream } = await suspenseReviewOf(id);
    let found = suspense.initialState;
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: suspense,
          stream,
          decide: (state: Suspense) => {
            found = state;
            return suspense.decide(
              {
                type: 'ReturnUnmatchedFunds',
                endToEndId: cause.commandId,
                reason,
                returnedBy: actor.userId,
                at: cause.at,
              },
              state,
            );
          },
        },
      ],
      guards: () => [
        orderedPayment({
          endToEndId: cause.commandId,
          stream,
          amount: formatMoney(found.amount, found.currency),
          currency: found.currency,
        }),
      ],
    });
    const { amount, currency } = eventIn<UnmatchedFundsReturned>(
      onlyCommit(executed, cause),
      'UnmatchedFundsReturned',
    );
    return { transactionId: id, status: 'returning' as const, amount, currency };
  },
});

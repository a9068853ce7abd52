import * as z from 'zod/mini';
import type { BulkPaymentOrdered } from '../../domain/pools/events.ts';
import { pool } from '../../domain/pools/pool.ts';
import type { Pool } from '../../domain/pools/state.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { orderedPayment } from '../shared/payments/register.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { poolStream } from '../shared/wallet-ids.ts';

const DealerPayment = named(
  'DealerPayment',
  z.object({
    poolId: Id,
    status: z.enum(['ordered']),
    amount: MoneyText,
    currency: CurrencyText,
  }),
);

/** Has the dealer paid again, once people have found out why the last payment failed. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: DealerPayment,
  groups: ['operations'],
  movesMoney: true,
  status: 202,
  handle: async ({ path: { id: poolId }, actor, cause }) => {
    const { commandId: endToEndId, at } = cause;
    const stream = poolStream(poolId);
    let owing = pool.initialState;
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: pool,
          stream,
          decide: (state: Pool) => {
            owing = state;
            const orderedBy = actor.userId;
            return pool.decide({ type: 'OrderBulkPayment', endToEndId, orderedBy, at }, state);
          },
        },
      ],
      guards: () => {
        const { totalCost, currency } = owing;
        const amount = formatMoney(totalCost, currency);
        return [orderedPayment({ endToEndId, stream, amount, currency })];
      },
    });
    const commit = onlyCommit(executed, cause);
    const { amount, currency } = eventIn<BulkPaymentOrdered>(commit, 'BulkPaymentOrdered');
    return { poolId, status: 'ordered' as const, amount, currency };
  },
});

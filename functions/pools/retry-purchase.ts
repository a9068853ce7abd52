import * as z from 'zod/mini';
import { requireClosed } from '../../domain/pools/rules.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { Id, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { loadPool } from './pool-head.ts';
import { endWait } from './waits.ts';

const PurchaseRetried = named(
  'PurchaseRetried',
  z.object({ poolId: Id, status: z.enum(['asking']) }),
);

/** Has the dealer asked again, once people have cleared up what it meant. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: PurchaseRetried,
  groups: ['operations'],
  status: 202,
  handle: async ({ path: { id } }) => {
    requireClosed(await loadPool(id));
    if ((await endWait(id, ['people'], 'retry')) !== 'taken')
      throw new Refusal('pool.not-waiting', 'Nobody has to decide anything about this pool now.');
    return { poolId: id, status: 'asking' as const };
  },
});

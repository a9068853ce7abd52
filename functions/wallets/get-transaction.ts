import * as z from 'zod/mini';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { shownTransaction, Transaction, transactionOf } from './transactions.ts';

/** One transaction of the customer's own wallet. */
export const handler = query({
  schema: z.strictObject({ id: z.uuid() }),
  answer: Transaction,
  groups: ['customer'],
  handle: async ({ actor, parameters: { id } }) =>
    shownTransaction(await transactionOf(walletIdOf(actor.userId), id)),
});

import { required } from '../shared/env.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { AsOf, walletAt } from './as-of.ts';

/** The customer's gold. */
export const handler = query({
  schema: AsOf,
  groups: ['customer'],
  handle: async ({ actor, parameters: { asOf } }) => {
    const row = await walletAt(required('goldHoldingsTable'), walletIdOf(actor.userId), asOf);
    return {
      grams: row['grams'],
      averageCost: row['averageCost'],
      costBasis: row['costBasis'],
      currency: row['currency'],
      version: row['version'],
    };
  },
});

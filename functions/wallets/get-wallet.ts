import { required } from '../shared/env.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { AsOf, walletAt } from './as-of.ts';

/** The customer's cash, and how to pay in. */
export const handler = query({
  schema: AsOf,
  groups: ['customer'],
  handle: async ({ actor, parameters: { asOf } }) => {
    const walletId = walletIdOf(actor.userId);
    const row = await walletAt(required('userWalletsTable'), walletId, asOf);
    return {
      walletId,
      currency: row['currency'],
      available: row['available'],
      reserved: row['reserved'],
      pending: row['pending'],
      frozen: row['frozen'],
      depositInstructions: {
        iban: required('depositIban'),
        beneficiary: required('depositBeneficiary'),
        reference: row['reference'],
      },
      version: row['version'],
    };
  },
});

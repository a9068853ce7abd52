import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { CurrencyText, Id, MoneyText, named, Version } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { AsOf, walletAt } from './as-of.ts';

const Cash = z.object({
  currency: CurrencyText,
  available: MoneyText,
  reserved: MoneyText,
  pending: MoneyText,
  frozen: z.boolean(),
  version: Version,
});
type Cash = z.infer<typeof Cash>;

const DepositInstructions = named(
  'DepositInstructions',
  z.object({ iban: z.string(), beneficiary: z.string(), reference: z.string() }),
);

const Wallet = named(
  'Wallet',
  z.extend(Cash, { walletId: Id, depositInstructions: DepositInstructions }),
);

/** The customer's cash, and how to pay in. */
export const handler = query({
  schema: AsOf,
  answer: Wallet,
  groups: ['customer'],
  handle: async ({ actor, parameters: { asOf } }) => {
    const walletId = walletIdOf(actor.userId);
    const row = await walletAt<keyof Cash | 'reference'>(
      required('userWalletsTable'),
      walletId,
      asOf,
    );
    return {
      walletId,
      currency: row.currency,
      available: row.available,
      reserved: row.reserved,
      pending: row.pending,
      frozen: row.frozen,
      depositInstructions: {
        iban: required('depositIban'),
        beneficiary: required('depositBeneficiary'),
        reference: row.reference,
      },
      version: row.version,
    };
  },
});

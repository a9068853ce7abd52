import * as z from 'zod/mini';
import type { BankAccount } from '../../domain/accounts/state.ts';
import { Id, InstantText, named } from '../shared/http/answers.ts';

/** A payee as its owner sees it. */
export const BankAccountListed = named(
  'BankAccountListed',
  z.object({
    bankAccountId: Id,
    iban: z.string(),
    holderName: z.string(),
    addedAt: InstantText,
    usableFrom: InstantText,
  }),
);

export const shownBankAccount = (
  bankAccountId: string,
  { iban, holderName, addedAt, usableFrom }: BankAccount,
) => ({ bankAccountId, iban, holderName, addedAt, usableFrom });

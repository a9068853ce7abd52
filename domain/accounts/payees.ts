import { sameName } from '../shared/person-name.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { formatInstant, instantFromWire } from '../shared/time.ts';
import type { AddBankAccount, RemoveBankAccount } from './commands.ts';
import type { UserEvent } from './events.ts';
import { requireActive, requireUser, type User } from './state.ts';

/** More than anyone needs, and few enough to keep the account small. */
const bankAccountsMax = 10;

/** Lists a bank account of one's own name; it can be paid to after the cooling-off. */
export const addBankAccount = (
  { bankAccountId, iban, holderName, ibanIndex, at }: AddBankAccount,
  user: User,
): readonly UserEvent[] => {
  requireActive(user);
  if (!sameName(holderName, user.fullName))
    throw new Refusal('payee.foreign-name', 'The holder’s name is not the account’s.');
  const listed = Object.values(user.bankAccounts);
  if (user.bankAccounts[bankAccountId] !== undefined || listed.some((one) => one.iban === iban))
    throw new Refusal('payee.already-listed', 'This bank account is listed.');
  if (listed.length >= bankAccountsMax)
    throw new Refusal('payee.limit-reached', 'No more bank accounts can be listed.', {
      bankAccountsMax,
    });
  const usableFrom = formatInstant(instantFromWire(at) + policy.withdrawal.coolingOffMs);
  return [
    {
      type: 'BankAccountAdded',
      data: {
        userId: user.userId,
        bankAccountId,
        iban,
        holderName,
        ibanIndex,
        addedAt: at,
        usableFrom,
      },
    },
  ];
};

export const removeBankAccount = (
  { bankAccountId, at }: RemoveBankAccount,
  user: User,
): readonly UserEvent[] => {
  requireUser(user);
  if (user.bankAccounts[bankAccountId] === undefined)
    throw new Refusal('payee.unknown', 'The bank account is not listed.', { bankAccountId });
  return [
    { type: 'BankAccountRemoved', data: { userId: user.userId, bankAccountId, removedAt: at } },
  ];
};

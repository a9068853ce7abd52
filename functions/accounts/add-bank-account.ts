import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import * as z from 'zod/mini';
import { requireUser, type User } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { command } from '../shared/http/endpoint.ts';
import { keyedHash } from '../shared/keyed-hash.ts';
import { openState } from '../shared/seal/sealing.ts';
import { execute } from '../shared/store/execute.ts';
import { listIban } from '../shared/store/guards.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { BankAccountListed, shownBankAccount } from './bank-accounts.ts';

/** An IBAN as people write it (ISO 13616), in electronic form inside. */
const Iban = z.pipe(
  z.string().check(z.maxLength(50)),
  z.pipe(
    z.transform((text: string) => electronicFormatIBAN(text) ?? ''),
    z.string().check(z.refine((iban) => isValidIBAN(iban), 'is not a valid IBAN')),
  ),
);

const NewBankAccount = z.strictObject({
  iban: Iban,
  holderName: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
});

/** Lists a bank account of one's own name; it can be paid to after the cooling-off. */
export const handler = command({
  schema: NewBankAccount,
  answer: BankAccountListed,
  groups: ['customer'],
  freshSignIn: true,
  status: 201,
  handle: async ({ body: { iban, holderName }, actor: { userId }, cause }) => {
    const stream = userStream(userId);
    const bankAccountId = cause.commandId;
    const ibanIndex = await keyedHash('ibanIndexKeyArn', iban);
    const add = { bankAccountId, iban, holderName, ibanIndex, at: cause.at };
    let after: User | undefined;
    await execute({
      cause,
      participants: [
        {
          folding: user,
          stream,
          decide: async (state: User) => {
            // Before its key is asked for, which is gone with an account that was erased.
            requireUser(state);
            // Names and numbers are compared, so they must be open; what is stored is sealed as before.
            const open = await openState('user', stream, state);
            const events = user.decide({ type: 'AddBankAccount', ...add }, open);
            after = events.reduce(user.evolve, open);
            return events;
          },
        },
      ],
      guards: () => [listIban(ibanIndex, userId)],
      guardFailed: () => {
        throw new Refusal(
          'payee.shared-too-widely',
          'Too many customers have listed this bank account.',
        );
      },
    });
    const account = after?.bankAccounts[bankAccountId];
    if (account === undefined) throw new Error('the bank account was not listed');
    return shownBankAccount(bankAccountId, account);
  },
});

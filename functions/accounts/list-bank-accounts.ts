import * as z from 'zod/mini';
import { requireUser } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { listOf, named } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { BankAccountListed, shownBankAccount } from './bank-accounts.ts';

const BankAccounts = named('BankAccounts', z.object({ items: listOf(BankAccountListed) }));

/** The bank accounts that a customer may be paid to, opened for the one person whose they are. */
export const handler = query({
  schema: noParameters,
  answer: BankAccounts,
  groups: ['customer'],
  handle: async ({ actor: { userId } }) => {
    const stream = userStream(userId);
    const { state } = await loadHead(user, stream, true);
    requireUser(state);
    const { bankAccounts } = await openState('user', stream, state);
    return {
      items: Object.entries(bankAccounts)
        .map(([id, account]) => shownBankAccount(id, account))
        .sort((a, b) => a.addedAt.localeCompare(b.addedAt)),
    };
  },
});

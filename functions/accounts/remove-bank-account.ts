import * as z from 'zod/mini';
import type { User } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { Id, InstantText, named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { userStream } from '../shared/wallet-ids.ts';

const BankAccountRemoved = named(
  'BankAccountRemoved',
  z.object({ bankAccountId: Id, removedAt: InstantText }),
);

/** Takes a bank account off the list: nothing can be requested to it any more. */
export const handler = command({
  schema: noParameters,
  path: z.strictObject({ id: z.uuid() }),
  answer: BankAccountRemoved,
  groups: ['customer'],
  freshSignIn: true,
  status: 200,
  handle: async ({ path: { id: bankAccountId }, actor: { userId }, cause }) => {
    const { at } = cause;
    await execute({
      cause,
      participants: [
        {
          folding: user,
          stream: userStream(userId),
          decide: (state: User) =>
            user.decide({ type: 'RemoveBankAccount', bankAccountId, at }, state),
        },
      ],
    });
    return { bankAccountId, removedAt: at };
  },
});

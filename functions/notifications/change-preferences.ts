import * as z from 'zod/mini';
import { requireUser, type User } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { groups } from '../../domain/shared/names.ts';
import { command } from '../shared/http/endpoint.ts';
import { openState } from '../shared/seal/sealing.ts';
import { execute } from '../shared/store/execute.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { Channel, NotificationPreferences, Phone, shownPreferences } from './preferences-answer.ts';

/** Chooses by which ways one is told; a phone number that is not given stays as it is. */
export const handler = command({
  schema: z.strictObject({
    channels: z.array(Channel).check(z.maxLength(2)),
    phone: z.optional(Phone),
  }),
  answer: NotificationPreferences,
  groups,
  status: 200,
  handle: async ({ body: { channels, phone }, actor, cause }) => {
    const stream = userStream(actor.userId);
    let after: User | undefined;
    await execute({
      cause,
      participants: [
        {
          folding: user,
          stream,
          decide: async (state: User) => {
            // Somebody whose account was erased may still hold a token; nothing of theirs can be opened.
            requireUser(state);
            // Numbers are compared, so they must be open; what is stored is sealed as before.
            const open = await openState('user', stream, state);
            const change = { type: 'ChangeNotificationPreferences', channels, phone } as const;
            const events = user.decide({ ...change, at: cause.at }, open);
            after = events.reduce(user.evolve, open);
            return events;
          },
        },
      ],
    });
    if (after === undefined) throw new Error('nothing was decided');
    return shownPreferences(after);
  },
});

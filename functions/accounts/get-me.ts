import * as z from 'zod/mini';
import { requireUser } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { Id, InstantText, named, Version } from '../shared/http/answers.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream } from '../shared/wallet-ids.ts';

const Me = named(
  'Me',
  z.object({
    userId: Id,
    email: z.string(),
    fullName: z.string(),
    country: z.string(),
    kycStatus: z.enum(['unverified', 'verified', 'rejected']),
    status: z.enum(['active', 'suspended', 'erased']),
    registeredAt: InstantText,
    version: Version,
  }),
);

/** The customer's own profile, opened for the one person whose it is. */
export const handler = query({
  schema: noParameters,
  answer: Me,
  groups: ['customer', 'operations', 'compliance', 'admin'],
  handle: async ({ actor: { userId } }) => {
    const stream = userStream(userId);
    const { state, version } = await loadHead(user, stream);
    requireUser(state);
    const { email, fullName, country, kycStatus, status, registeredAt } = await openState(
      'user',
      stream,
      state,
    );
    return { userId, email, fullName, country, kycStatus, status, registeredAt, version };
  },
});

import { requireUser } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream } from '../shared/wallet-ids.ts';

/** The customer's own profile, opened for the one person whose it is. */
export const handler = query({
  schema: noParameters,
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

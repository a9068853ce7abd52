import { userFolding } from '../../domain/accounts/folding.ts';
import { requireUser } from '../../domain/accounts/state.ts';
import { groups } from '../../domain/shared/names.ts';
import { noParameters, query } from '../shared/http/endpoint.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { NotificationPreferences, shownPreferences } from './preferences-answer.ts';

/** By which ways one is told. */
export const handler = query({
  schema: noParameters,
  answer: NotificationPreferences,
  groups,
  handle: async ({ actor }) => {
    const stream = userStream(actor.userId);
    const { state } = await loadHead(userFolding, stream, true);
    requireUser(state);
    return shownPreferences(await openState('user', stream, state));
  },
});

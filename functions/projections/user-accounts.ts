import { required } from '../shared/env.ts';
import { projection } from '../shared/projection.ts';
import { type Row, updateRow } from '../shared/rows.ts';
import { tellStaff, tellWatched } from './tell-watched.ts';

const columns = ['country', 'kycStatus', 'status', 'registeredAt'] as const;

/** user_accounts: one row per account, without personal data, which stays sealed in the account's own stream. */
export const handler = projection('user-accounts', async (event) => {
  const { aggregateId, state, stateVersion } = event;
  const isNews = await updateRow(
    required('userAccountsTable'),
    { userId: aggregateId },
    {
      ...(Object.fromEntries(columns.map((name) => [name, state[name]])) as Row),
      version: stateVersion,
    },
  );
  if (!isNews) return;
  const { kycStatus, status } = state;
  await tellWatched(event, 'AccountUpdated', { kycStatus, status, version: stateVersion });
  await tellStaff(event, 'users');
});

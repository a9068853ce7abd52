import { projection } from '../shared/projection.ts';
import { userAccounts } from './tables/user-accounts.ts';
import { tellStaff, tellWatched } from './tell-watched.ts';

export const handler = projection('user-accounts', userAccounts, async (event, isNews) => {
  if (!isNews) return;
  const { state, stateVersion } = event;
  const { kycStatus, status } = state;
  await tellWatched(event, 'AccountUpdated', { kycStatus, status, version: stateVersion });
  await tellStaff(event, 'users');
});

import { projection } from '../shared/projection.ts';
import { withdrawals } from './tables/withdrawals.ts';
import { tellStaff, tellWatched } from './tell-watched.ts';

export const handler = projection('withdrawals', withdrawals, async (event, _isNews, [write]) => {
  const { withdrawalId, amount } = write?.lasting ?? {};
  const { status, updatedAt, version } = write?.cells ?? {};
  const about = { withdrawalId, amount, status, updatedAt, version };
  await tellWatched(event, 'WithdrawalUpdated', about);
  await tellStaff(event, 'withdrawals');
});

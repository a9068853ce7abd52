import { required } from '../shared/env.ts';
import { consumer } from '../shared/messages.ts';
import { type Row, setRow } from '../shared/rows.ts';

const columns = ['country', 'kycStatus', 'status', 'registeredAt'] as const;

/** user_accounts: one row per account, without personal data, which stays sealed in the account's own stream. */
export const handler = consumer('user-accounts', ({ aggregateId, state, stateVersion }) =>
  setRow(
    required('userAccountsTable'),
    { userId: aggregateId },
    {
      ...(Object.fromEntries(columns.map((name) => [name, state[name]])) as Row),
      version: stateVersion,
    },
  ),
);
